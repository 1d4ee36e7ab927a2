namespace Gantry.Hub;

/// <summary>What subscriptions tell the journal.</summary>
internal static class SubscriptionKinds
{
    public static readonly EntryKind Created = new("hub.subscription_created", "A client asked to be told of products. Data: filter, endpoint, owner.");
    public static readonly EntryKind Changed = new("hub.subscription_changed", "A subscription was paused, resumed or cancelled. Data: status, from.");
    public static readonly EntryKind Parked = new("hub.subscription_parked", "A subscriber's endpoint failed so often that it is only tried now and then; nothing is lost. Data: endpoint, failures, error.");
    public static readonly EntryKind Recovered = new("hub.subscription_recovered", "A parked endpoint answers again and is told what it missed. Data: endpoint, parkedAt.");
    public static readonly EntryKind Refused = new("hub.notification_refused", "A subscriber refused one notification for good; it is set aside and the next ones are sent. Data: product, error.");
    public static readonly EntryKind Dropped = new("hub.notifications_dropped", "The oldest notifications of a queue were dropped: it was full, or they were too old. Data: count, reason.");

    public static IReadOnlyList<EntryKind> All { get; } = [Created, Changed, Parked, Recovered, Refused, Dropped];
}
