namespace Gantry.Api;

/// <summary>A client's standing query, and how it stands: <c>running</c>, <c>paused</c> or <c>cancelled</c>.</summary>
/// <param name="Mission">The mission of the door it was made at; null for everything its owner may read.</param>
/// <param name="Endpoint">Where its owner is told; null when it reads a queue.</param>
/// <param name="Waiting">How many notifications wait for it.</param>
/// <param name="ParkedAt">Since when its endpoint is only tried now and then; null when it is well.</param>
public sealed record SubscriptionView(
    Guid Id, string Owner, string? Mission, string? Environment, string Status, string Filter, string? Endpoint, string? EndpointUser,
    DateTimeOffset SubmittedAt, DateTimeOffset? NotifiedAt, long Waiting, int Failures, DateTimeOffset? ParkedAt, DateTimeOffset? DueAt, string? LastError);

/// <summary>A new subscription: to what is published from now on in an environment, or wherever the caller may read. Without an endpoint it has a queue.</summary>
public sealed record CreateSubscription(
    string? Filter = null, string? Mission = null, string? Environment = null, string? Endpoint = null, string? EndpointUser = null, string? EndpointPassword = null);

/// <summary>A try to tell a subscriber something: what its endpoint answered, how long that took, and why it counts as failed.</summary>
public sealed record PushAttemptView(Guid Id, Guid Notification, Guid Product, string Name, DateTimeOffset At, int? Status, long DurationMs, string? Error);
