namespace Gantry.Hub;

/// <summary>What routes tell the journal.</summary>
internal static class RouteKinds
{
    public static readonly EntryKind Delivered = new("hub.product_delivered", "A route sent a product and has the receipt. Data: name, sha256, route, target, path, sizeBytes, checksum, attempts.");
    public static readonly EntryKind Dead = new("hub.route_dead", "A delivery was tried as often as its route allows; it waits for a person. Data: name, product, target, attempts, reason.");
    public static readonly EntryKind Activated = new("hub.route_activated", "A route stands in an environment for the first time. Data: target, since.");
    public static readonly EntryKind Paused = new("hub.route_paused", "A person paused a route: its deliveries wait. Data: reason.");
    public static readonly EntryKind Resumed = new("hub.route_resumed", "A person resumed a paused route. Data: none.");
    public static readonly EntryKind Requested = new("hub.delivery_requested", "A person asked for deliveries, again or for the first time. Data: products or count.");
    public static readonly EntryKind Dropped = new("hub.delivery_dropped", "A delivery will not be made: a person said so, or its product was deleted. Data: name, product, reason.");

    public static IReadOnlyList<EntryKind> All { get; } = [Delivered, Dead, Activated, Paused, Resumed, Requested, Dropped];
}
