namespace Gantry.Telemetry;

/// <summary>What is refused to whoever looks into databases and packets.</summary>
internal static class BrowsingFaults
{
    public static Fault NoSuchDatabase(string digest, Scope scope) =>
        new(FaultKind.Missing, "telemetry.no_such_database", $"No channel of {scope} is decoded by a database '{digest}' now; GET …/telemetry/databases lists those that are.");

    public static Fault NoSuchItem(string what, string name, IEnumerable<string> known) =>
        new(FaultKind.Missing, "telemetry.no_such_item", $"The database has no {what} '{name}'{Settings.DidYouMean(name, known)}");

    public static Fault NoSuchPacket(string number, string channel, Scope scope) =>
        new(FaultKind.Missing, "telemetry.no_such_packet", $"No packet {number} of {channel} in {scope} is kept: it never came, or it is not kept any more. GET …/channels/{channel}/packets lists those that are.");
}
