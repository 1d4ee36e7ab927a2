namespace Gantry.Hub;

/// <summary>What holds tell the journal.</summary>
internal static class HoldKinds
{
    public static readonly EntryKind Placed = new("hub.hold_placed", "Somebody holds products: nothing deletes them. Data: filter, reason, until.");
    public static readonly EntryKind Lifted = new("hub.hold_lifted", "Somebody lifted a hold. Data: filter, reason, heldBy.");
    public static readonly EntryKind Expired = new("hub.hold_expired", "A hold's time is over. Data: filter, until, heldBy.");

    public static IReadOnlyList<EntryKind> All { get; } = [Placed, Lifted, Expired];
}
