namespace Gantry.Hub;

/// <summary>What a search refuses.</summary>
internal static class SearchFaults
{
    public static Fault BadFilter(string complaint, int position) => new(FaultKind.Invalid, "hub.bad_search_filter",
        $"The filter is not understood: {complaint} (at position {position}). It is written as OData's $filter is; see docs/use/odata.md.");

    public static Fault NoSuchOrder(string order) => new(FaultKind.Invalid, "hub.no_such_order",
        $"'{order}' is no order of products: ask for newest, oldest or name.");
}
