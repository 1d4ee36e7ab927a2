namespace Gantry.Hub;

/// <summary>What the intake tells the journal, beside publications.</summary>
internal static class IntakeKinds
{
    public static readonly EntryKind Waiting = new("hub.arrival_waiting", "An arrival is kept and looked at later: the scanner is away, or it becomes several files. Data: name, sha256, sizeBytes, source, why.");
    public static readonly EntryKind TakenApart = new("hub.arrival_taken_apart", "The files in an arrival have arrived by themselves. Data: name, sha256, members, product.");

    public static IReadOnlyList<EntryKind> All { get; } = [Waiting, TakenApart];
}
