namespace Gantry.Hub;

/// <summary>Where a delivery stands.</summary>
internal enum DeliveryState
{
    /// <summary>To be sent, now or later.</summary>
    Waiting,

    /// <summary>Under way.</summary>
    Sending,

    /// <summary>There, with its receipt.</summary>
    Delivered,

    /// <summary>Tried as often as its route allows; waits for a person.</summary>
    Dead,
}

/// <summary>A product on its way by a route.</summary>
/// <param name="Place">The order of publication.</param>
/// <param name="DueAt">Not before this time; while it is under way, when its worker counts as lost.</param>
/// <param name="Reason">Why it is not delivered yet: what its last attempt ended with.</param>
internal sealed record Delivery(
    Guid Id, RouteKey Route, Guid Product, string Name, long SizeBytes, long Place, DateTimeOffset QueuedAt, DeliveryState State,
    DateTimeOffset? DueAt, int Attempts, string? Reason)
{
    /// <summary>Where it was sent to, in words.</summary>
    public string? Target { get; init; }

    /// <summary>The other side's word for it, where it was delivered.</summary>
    public RemoteReceipt? Receipt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }
}

/// <summary>A delivery in the hands of one worker; the token fences.</summary>
internal sealed record DeliveryClaim(Delivery Delivery, long Token);

/// <summary>A route that a person paused.</summary>
internal sealed record RoutePause(DateTimeOffset At, string By, string? Reason);

/// <summary>What is known of a route that stands or stood.</summary>
internal sealed record KnownRoute(long Delivered, DateTimeOffset? LastDeliveredAt, RoutePause? Pause);

/// <summary>What a route has not delivered.</summary>
/// <param name="Oldest">Since when the oldest of it waits.</param>
internal sealed record RouteBacklog(long Waiting, long Sending, long Dead, DateTimeOffset? Oldest)
{
    public static readonly RouteBacklog None = new(0, 0, 0, null);
}
