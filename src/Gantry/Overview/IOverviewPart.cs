namespace Gantry;

/// <summary>What an area can say of all environments at a glance. Port: each area with something to say answers, Operations puts the answers together.</summary>
public interface IOverviewPart
{
    /// <summary>How things are, and what happened since then.</summary>
    Task<Glance> LookAsync(DateTimeOffset since, CancellationToken ct);
}

/// <summary>An area's answer.</summary>
public sealed record Glance
{
    /// <summary>The environments there are, and what stands in them.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    public IReadOnlyList<HourCount> Counts { get; init; } = [];

    /// <summary>What needs somebody.</summary>
    public IReadOnlyList<Matter> Matters { get; init; } = [];
}

/// <summary>An environment, and the release that stands there.</summary>
/// <param name="HoldReason">Why it is held; null when it is not.</param>
public sealed record Place(string Mission, string Description, string Environment, Digest? Release, DateTimeOffset? Since, string? By, string? HoldReason);

/// <summary>How often something happened in an environment within an hour.</summary>
/// <param name="What">A word that stays the same: <c>arrivals</c>, <c>runs</c>.</param>
/// <param name="Hour">Hours since 1970.</param>
public sealed record HourCount(Scope Scope, string What, long Hour, long Count)
{
    public static long HourOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / Milliseconds;

    public const long Milliseconds = 3_600_000;
}

/// <summary>Something that waits for a person.</summary>
/// <param name="What">A word that stays the same: <c>quarantine</c>, <c>late</c>, <c>run_failed</c>.</param>
/// <param name="Subject">What it is about, by name.</param>
/// <param name="Words">What is the matter, for people.</param>
/// <param name="Count">How many of them there are.</param>
/// <param name="IsUrgent">Whether something does not go on until somebody comes.</param>
public sealed record Matter(Scope Scope, string What, string Subject, string Words, long Count, DateTimeOffset? Since, bool IsUrgent);
