namespace Gantry.Delivery;

/// <summary>What Delivery tells the journal.</summary>
internal static class DeliveryKinds
{
    public static readonly EntryKind MissionCreated = new("delivery.mission_created", "A mission was applied for the first time. Data: description.");
    public static readonly EntryKind ReleaseMade = new("delivery.release_made", "A folder became a release. Data: release, files, sizeBytes.");
    public static readonly EntryKind PointerMoved = new("delivery.pointer_moved", "An environment points at another release. Data: from, to, how (apply, promote, rollback), reason, version.");
    public static readonly EntryKind HoldSet = new("delivery.hold_set", "An environment is held: automation may not move it. Data: release, reason.");
    public static readonly EntryKind HoldLifted = new("delivery.hold_lifted", "A hold was lifted by a person's move. Data: reason (of the hold).");

    public static IReadOnlyList<EntryKind> All { get; } = [MissionCreated, ReleaseMade, PointerMoved, HoldSet, HoldLifted];
}
