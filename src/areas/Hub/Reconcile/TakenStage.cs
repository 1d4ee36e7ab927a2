namespace Gantry.Hub;

/// <summary>Whatever a source's file became is there, or was deleted on purpose.</summary>
internal sealed class TakenStage(SourceStore sources, ProductCatalogue catalogue) : IReconcileStage
{
    private const int PageSize = 500;

    public string Name => "taken";

    public async Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct)
    {
        var after = place?.Split('\n', 2) ?? ["", ""];
        var page = await sources.TakenAsync(run.Scope, after[0], after[1], PageSize, ct);
        var known = await catalogue.KnownAsync([.. page.Select(f => f.Product)], ct);
        return new(page.Count, page.Count == PageSize ? $"{page[^1].Source}\n{page[^1].Path}" : null,
            [.. page.Where(f => !known.Contains(f.Product)).Select(f => new Discrepancy(
                DiscrepancyKind.TakenAndGone, f.Path, $"the source {f.Source} gave it, and its product {f.Product} is neither there nor deleted")
            {
                Repair = work => sources.FetchAgainAsync(work, run.Scope, f.Product, ct),
            })]);
    }
}
