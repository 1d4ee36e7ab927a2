namespace Gantry.Api;

/// <summary>A type of which something is expected, and how it stands: <c>on_time</c> or <c>behind</c>.</summary>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Reason">Why it fell behind; null when it is on time.</param>
/// <param name="TimelinessSeconds">How soon after its origin such a product is to be published.</param>
/// <param name="Expected">How many are to come: <c>14/day</c>.</param>
/// <param name="From">Since when the following are counted.</param>
/// <param name="Published">How many were published.</param>
/// <param name="Due">How many must have come by now; fewer than are expected where the type has not stood here for so long.</param>
/// <param name="Missing">How many are not there.</param>
/// <param name="Late">How many were published too late after their origin.</param>
/// <param name="WorstSeconds">The longest that any of them took; 0 where no origin is known.</param>
public sealed record PunctualityView(
    string Type, string State, DateTimeOffset Since, string? Reason, double? TimelinessSeconds, string? Expected, DateTimeOffset From,
    long Published, long? Due, long? Missing, long? Late, double? WorstSeconds, DateTimeOffset? LastPublishedAt);

/// <summary>A product that was published late, and how long it took; its name also when it was deleted since.</summary>
public sealed record LateProductView(Guid Product, string Name, DateTimeOffset OriginAt, DateTimeOffset PublishedAt, double TookSeconds);
