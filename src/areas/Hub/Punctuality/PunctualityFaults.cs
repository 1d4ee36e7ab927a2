namespace Gantry.Hub;

/// <summary>What punctuality refuses, and the way out of it.</summary>
internal static class PunctualityFaults
{
    public static Fault NotTimed(string type, Scope scope) => new(FaultKind.Missing, "hub.type_not_timed",
        $"No type '{type}' with 'timeliness' or 'expected' stands in {scope}. 'gantry punctuality {scope}' lists those that there are; types.yaml declares them.");
}
