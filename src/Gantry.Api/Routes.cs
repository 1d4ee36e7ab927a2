namespace Gantry.Api;

/// <summary>A route and how it stands: <c>active</c>, <c>paused</c>, <c>closed</c> (outside its hours) or <c>withdrawn</c> (no release that stands has it any more).</summary>
/// <param name="Target">Whom it sends to, in words.</param>
/// <param name="Oldest">Since when the oldest of what is not delivered waits.</param>
public sealed record RouteView(
    string Name, string Mission, string Environment, string State, string? Target, string? Order, string? Hours, long Waiting, long Sending, long Dead, long Delivered,
    DateTimeOffset? Oldest, DateTimeOffset? LastDeliveredAt, DateTimeOffset? PausedAt, string? PausedBy, string? PauseReason);

/// <summary>A product on its way by a route: <c>waiting</c>, <c>sending</c>, <c>delivered</c> or <c>dead</c>; where it was delivered, with the receipt.</summary>
/// <param name="Reason">What its last attempt ended with, where it failed.</param>
/// <param name="RemoteChecksum">The other side's own checksum, <c>md5:…</c> or <c>sha256:…</c>, where it has one.</param>
public sealed record DeliveryView(
    Guid Id, string Route, Guid Product, string Name, long SizeBytes, string State, int Attempts, DateTimeOffset QueuedAt, DateTimeOffset? DueAt, string? Reason,
    string? Target, string? RemotePath, long? RemoteSizeBytes, string? RemoteChecksum, DateTimeOffset? DeliveredAt);

/// <summary>Sends a product by a route, whether or not it was sent before.</summary>
public sealed record SendRequest(string Product);

/// <summary>Pauses a route: what it has to send waits.</summary>
public sealed record PauseRequest(string? Reason = null);

/// <summary>Gives a delivery up.</summary>
public sealed record DropRequest(string? Reason = null);

/// <summary>How many deliveries are made once more.</summary>
public sealed record RetriedView(int Count);
