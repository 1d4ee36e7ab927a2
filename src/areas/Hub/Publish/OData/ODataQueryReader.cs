using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What a client asked for, but for its filter, which only the catalogue can put into words.</summary>
/// <param name="Token">Where to go on from; null at the beginning.</param>
internal sealed record ODataRequest(QueryOptions Options, OrderBy? Order, string? Token, int Top)
{
    /// <summary>The sort that was asked for, among what can be sorted by.</summary>
    public ODataReading<QueryField> SortField(FieldBook book, QueryField usual)
    {
        if (Order is null)
            return usual;
        return book.Find(Order.Property.Path) is { IsUnordered: false } field
            ? field
            : new ODataProblem(Order.Property.Position, $"$orderby: {book.Things} are not sorted by '{Order.Property.Path}' here, but by {book.Sortable}");
    }
}

/// <summary>Reads the options of a request, or says what is wrong and where.</summary>
internal static class ODataQueryReader
{
    public const int LargestPage = 1000;
    public const int UsualPage = 100;

    public static readonly ODataProblem ForeignToken = new(0, "$skiptoken: this is not one of ours; follow the @odata.nextLink as it is");

    public static ODataReading<ODataRequest> Read(IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        var given = pairs.ToList();
        var token = given.Find(p => p.Key == "$skiptoken").Value;
        if (!QueryOptions.Parse(given.Where(p => p.Key != "$skiptoken")).TryGet(out var options, out var problem))
            return problem;
        if (options.OrderBy.Count > 2 || (options.OrderBy.Count == 2 && options.OrderBy[1].Property.Path != "Id"))
            return new ODataProblem(0, "$orderby: this is sorted by one property, and Id breaks the ties");
        var top = (int)Math.Min(options.Top ?? UsualPage, LargestPage);
        return new ODataRequest(options, options.OrderBy.Count > 0 ? options.OrderBy[0] : null, token, top);
    }
}
