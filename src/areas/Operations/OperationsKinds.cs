namespace Gantry.Operations;

/// <summary>What the platform itself tells the journal.</summary>
public static class OperationsKinds
{
    public static readonly EntryKind NodeStarted = new("operations.node_started", "A server started and is ready. Data: version, database, lake.");
    public static readonly EntryKind NodeStopped = new("operations.node_stopped", "A server stopped in good order. Data: none.");

    public static IReadOnlyList<EntryKind> All { get; } = [NodeStarted, NodeStopped];
}
