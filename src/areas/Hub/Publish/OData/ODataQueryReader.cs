using System.Globalization;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What a client asked for, ready for the catalogue, and what is needed to write the answer.</summary>
/// <param name="Filter">The client's condition and what it may see; what a count counts.</param>
/// <param name="SortedBy">What the next link goes on from.</param>
internal sealed record ODataRequest(ProductQuery Query, SqlText Filter, QueryOptions Options, ProductField SortedBy, bool Descending);

/// <summary>Turns the options of a request into a query, or says what is wrong and where.</summary>
internal static class ODataQueryReader
{
    public const int LargestPage = 1000;
    private const int UsualPage = 100;

    public static ODataReading<ODataRequest> Read(IEnumerable<KeyValuePair<string, string?>> pairs, SqlText visible)
    {
        var given = pairs.ToList();
        var token = given.Find(p => p.Key == "$skiptoken").Value;
        if (!QueryOptions.Parse(given.Where(p => p.Key != "$skiptoken")).TryGet(out var options, out var problem))
            return problem;
        if (options.OrderBy.Count > 2 || (options.OrderBy.Count == 2 && options.OrderBy[1].Property.Path != "Id"))
            return new ODataProblem(0, "$orderby: products are sorted by one property, and Id breaks the ties");
        var order = options.OrderBy.Count > 0 ? options.OrderBy[0] : new OrderBy(new Property("PublicationDate"));
        if (ProductFields.Find(order.Property) is not { } field)
            return new ODataProblem(order.Property.Position, $"$orderby: products are not sorted by '{order.Property.Path}' here, but by {ProductFields.Known}");

        SqlText filter;
        try
        {
            filter = options.Filter is null ? visible : SqlText.Of($"{visible} and {FilterTranslator.Translate(options.Filter)}");
        }
        catch (UnservedFilterException e)
        {
            return new ODataProblem(e.Position, $"$filter: {e.Message}");
        }
        var where = filter;
        if (token is not null)
        {
            if (After(token, field, order.Descending) is not { } after)
                return new ODataProblem(0, "$skiptoken: this is not one of ours; follow the @odata.nextLink as it is");
            where = SqlText.Of($"{filter} and {after}");
        }
        var top = (int)Math.Min(options.Top ?? UsualPage, LargestPage);
        return new ODataRequest(new(where, OrderBy(field, order.Descending), top, options.Skip), filter, options, field, order.Descending);
    }

    /// <summary>The place after a product, for the next link.</summary>
    public static string TokenAfter(Product product, ProductField sortedBy)
    {
        var key = sortedBy.Column switch
        {
            "name" => product.Name,
            "size_bytes" => product.Blob.SizeBytes.ToString(CultureInfo.InvariantCulture),
            "published_at" => product.PublishedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            "evict_at" => product.EvictAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? "never",
            _ => "",
        };
        return $"{product.Id:D}_{key}";
    }

    // Id breaks every tie, in the same direction, so that nothing is lost or doubled between pages. "Never" sorts last.
    private static SqlText OrderBy(ProductField field, bool descending)
    {
        var direction = SqlText.Constant(descending ? "desc" : "asc");
        return field.Kind == FieldKind.Id ? SqlText.Of($"id {direction}") : SqlText.Of($"{Key(field)} {direction}, id {direction}");
    }

    private static SqlText? After(string token, ProductField field, bool descending)
    {
        var cut = token.IndexOf('_', StringComparison.Ordinal);
        if (cut < 0 || !Guid.TryParseExact(token[..cut], "D", out var id))
            return null;
        var (sign, key) = (SqlText.Constant(descending ? "<" : ">"), token[(cut + 1)..]);
        if (field.Kind == FieldKind.Id)
            return SqlText.Of($"id {sign} {id}");
        if (field.Kind == FieldKind.Text)
            return SqlText.Of($"({field.Sql}, id) {sign} ({key}, {id})");
        if (key == "never")
            key = long.MaxValue.ToString(CultureInfo.InvariantCulture);
        return long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? SqlText.Of($"({Key(field)}, id) {sign} ({number}, {id})")
            : null;
    }

    private static SqlText Key(ProductField field) =>
        field.Column == "evict_at" ? SqlText.Constant("coalesce(evict_at, 9223372036854775807)") : field.Sql;
}
