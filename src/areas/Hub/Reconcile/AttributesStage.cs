using System.Globalization;

namespace Gantry.Hub;

/// <summary>Every product is found by each attribute that it has.</summary>
internal sealed class AttributesStage(ProductCatalogue catalogue) : IReconcileStage
{
    private const int PageSize = 200;

    public string Name => "attributes";

    public async Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct)
    {
        var page = await catalogue.InOrderAsync(run.Scope, place is null ? 0 : long.Parse(place, CultureInfo.InvariantCulture), PageSize, ct);
        var unfound = await catalogue.UnfoundAsync(page, ct);
        return new(page.Count, page.Count == PageSize ? page[^1].Number.ToString(CultureInfo.InvariantCulture) : null,
            [.. unfound.GroupBy(u => u.Product).Select(of => new Discrepancy(
                DiscrepancyKind.AttributesUnfound, of.Key.Name, $"it is not found by {string.Join(", ", of.Select(u => u.Attribute.Name))}")
            {
                Repair = work => ProductCatalogue.IndexAsync(work, [.. of], ct),
            })]);
    }
}
