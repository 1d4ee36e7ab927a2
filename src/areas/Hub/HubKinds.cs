namespace Gantry.Hub;

/// <summary>What the Hub tells the journal.</summary>
internal static class HubKinds
{
    public static readonly EntryKind ProductPublished = new("hub.product_published", "A product is listed and can be downloaded. Data: name, type, sha256, sizeBytes, release.");
    public static readonly EntryKind ProductDeleted = new("hub.product_deleted", "A product was deleted, by hand or by its type's retention. Data: name, type, sha256, cause.");
    public static readonly EntryKind LakeSwept = new("hub.lake_swept", "The sweeper removed blobs that nothing names. Data: seen, removed, removedBytes.");

    public static IReadOnlyList<EntryKind> All { get; } = [ProductPublished, ProductDeleted, LakeSwept];
}
