namespace Gantry.Hub;

/// <summary>What the OData door refuses, and the way out of it.</summary>
internal static class ODataFaults
{
    public static Fault BadQuery(string complaint, int position) => new(FaultKind.Invalid, "hub.bad_query",
        $"{complaint} (at position {position})");

    public static Fault BadBody(string complaint) => new(FaultKind.Invalid, "hub.bad_filter_list",
        $"The list cannot be read: {complaint}. Send {{\"FilterProducts\":[{{\"Name\":\"…\"}},…]}} with at most {FilterListReader.MostNames} names.");

    public static Fault NoSuchSegment(string path) => new(FaultKind.Missing, "hub.no_such_segment",
        $"There is nothing at '{path}' here. The service document, above it, lists what there is; options begin behind a '?'.");

    public static Fault NoSuchQuicklook(string image) => new(FaultKind.Missing, "hub.no_such_quicklook",
        $"This product has no quicklook '{image}'; its Quicklooks list those it has.");
}
