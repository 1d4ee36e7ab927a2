using Gantry.Api;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Finds the products of an environment by a filter in the words of <c>$filter</c>, and says how they divide.</summary>
internal sealed class ProductSearch(ProductCatalogue catalogue)
{
    private const int MostValues = 100;

    private static readonly string[] _attributes = ["productType", "platformShortName", "platformSerialIdentifier"];

    /// <summary>A page, and the place to go on from.</summary>
    public async Task<Result<(List<Product> Found, string? Next)>> FindAsync(Scope scope, string? filter, string? order, string? after, int limit, CancellationToken ct)
    {
        if (!(await QuestionAsync(scope, filter, ct)).TryGet(out var question, out var fault))
            return fault;
        if (!OrderOf(order).TryGet(out var wanted, out fault))
            return fault;
        if (after is not null)
        {
            if (wanted.From(after) is not { } later)
                return Web.WebFaults.NoSuchPage(after);
            wanted = later;
        }
        var found = await catalogue.QueryAsync(question, wanted, limit, 0, ct);
        return (found, found.Count == limit ? wanted.TokenOf(found[^1]) : null);
    }

    public async Task<Result<FacetsView>> FacetsAsync(Scope scope, string? filter, CancellationToken ct)
    {
        if (!(await QuestionAsync(scope, filter, ct)).TryGet(out var question, out var fault))
            return fault;
        var kinds = await catalogue.KindsAsync(question, ct);
        return new FacetsView(kinds.Sum(k => k.Products),
            [Facet(_attributes[0], kinds, k => k.Kind.ProductType), Facet(_attributes[1], kinds, k => k.Kind.Platform), Facet(_attributes[2], kinds, k => k.Kind.Serial)]);
    }

    private static FacetView Facet(string attribute, List<(TallyKind Kind, long Products)> kinds, Func<(TallyKind Kind, long Products), string> value)
    {
        var values = kinds.GroupBy(value, StringComparer.Ordinal)
            .Select(same => new FacetValueView(same.Key.Length == 0 ? null : same.Key, same.Sum(k => k.Products)))
            .Where(v => v.Count > 0).OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal).ToList();
        return new(attribute, [.. values.Take(MostValues)], values.Count > MostValues);
    }

    private async Task<Result<ProductQuestion>> QuestionAsync(Scope scope, string? text, CancellationToken ct)
    {
        FilterNode? filter = null;
        if (!string.IsNullOrWhiteSpace(text))
        {
            if (!FilterParser.Parse(text, FilterLimits.Default).TryGet(out filter, out var problem))
                return SearchFaults.BadFilter(problem.Message, problem.Position);
        }
        try
        {
            return await catalogue.QuestionAsync(filter, SqlText.Of($"(mission = {scope.Mission} and environment = {scope.Environment})"), ct);
        }
        catch (UnservedFilterException e)
        {
            return SearchFaults.BadFilter(e.Message, 0);
        }
    }

    private static Result<ProductOrder> OrderOf(string? order) => order switch
    {
        null or "newest" => new ProductOrder(ProductFields.PublicationDate, true),
        "oldest" => new ProductOrder(ProductFields.PublicationDate, false),
        "name" => new ProductOrder(ProductFields.Book.Find("Name")!, false),
        _ => SearchFaults.NoSuchOrder(order),
    };
}
