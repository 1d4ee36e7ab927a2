namespace Gantry.Hub;

/// <summary>What reconciliation tells the journal.</summary>
internal static class ReconcileKinds
{
    public static readonly EntryKind Asked = new("hub.reconcile_asked", "Somebody has catalogue, lake and sources compared. Data: deep, repair.");
    public static readonly EntryKind Ended = new("hub.reconcile_ended", "A comparison of catalogue, lake and sources ended. Data: state, looked, found, fault.");

    public static IReadOnlyList<EntryKind> All { get; } = [Asked, Ended];
}
