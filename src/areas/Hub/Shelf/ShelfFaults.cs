using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Refusals of what other areas ask of the catalogue.</summary>
internal static class ShelfFaults
{
    public static Fault BadFilter(string filter, ODataProblem problem) =>
        new(FaultKind.Invalid, "hub.bad_shelf_filter", $"The filter '{filter}' cannot be read: {problem.Message} (at letter {problem.Position + 1}).");

    public static Fault UnservedFilter(string filter, string why) =>
        new(FaultKind.Invalid, "hub.unserved_shelf_filter", $"The filter '{filter}' is not served: {why}");
}
