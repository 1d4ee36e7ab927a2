namespace Gantry.Hub;

/// <summary>What quarantine tells the journal.</summary>
internal static class QuarantineKinds
{
    public static readonly EntryKind Quarantined = new("hub.arrival_quarantined", "An arrival was refused and is kept in quarantine. Data: name, code, reason, sha256, sizeBytes, source.");
    public static readonly EntryKind Released = new("hub.quarantine_released", "A file left quarantine for the intake. Data: name, code, reason, sha256, as, type, accepts, arrival.");
    public static readonly EntryKind Dropped = new("hub.quarantine_dropped", "A file in quarantine was dropped; its bytes are swept. Data: name, code, reason, sha256.");
    public static readonly EntryKind Fetched = new("hub.quarantine_fetched", "Somebody downloaded a refused file's bytes. Data: name, code, sha256.");

    public static IReadOnlyList<EntryKind> All { get; } = [Quarantined, Released, Dropped, Fetched];
}
