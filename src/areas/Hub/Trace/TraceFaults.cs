namespace Gantry.Hub;

/// <summary>What a trace refuses.</summary>
internal static class TraceFaults
{
    public static Fault Unknown(string asked, Scope scope) => new(FaultKind.Missing, "hub.no_trace",
        $"Nothing is known of '{asked}' in {scope}. A trace is of a whole name, a product's id or a SHA-256; 'gantry sources files {scope} NAME --state any' lists what sources saw.");
}
