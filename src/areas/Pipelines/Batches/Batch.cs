using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Pipelines;

internal enum BatchKind
{
    /// <summary>A run for each of many products that are there.</summary>
    Backfill,
    /// <summary>Again what was last made with another release.</summary>
    Stale,
    /// <summary>A stretch of the past once more: its arrivals in their order, each with what was there at its time.</summary>
    Replay,
    /// <summary>Runs that did not pass, again.</summary>
    Repeat,
    /// <summary>Runs that passed, done beside them by another release, and compared.</summary>
    Shadow,
    /// <summary>One product, made once more and compared.</summary>
    Reproduce,
}

internal enum BatchState { Going, Paused, Done, Stopped, Broken }

/// <summary>Many runs of a pipeline, made one after the other from a list.</summary>
/// <param name="Release">The release they are runs of.</param>
internal sealed record Batch(
    Guid Id, Scope Scope, string Pipeline, BatchKind Kind, Digest Release, BatchAsk Asked, string Principal, long Total, string Position, DateTimeOffset CreatedAt)
{
    public BatchState State { get; init; }
    public string? Reason { get; init; }
    public long Placed { get; init; }
    public DateTimeOffset NextAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The number of runs of a batch that does not know it yet.</summary>
    public const long Endless = long.MaxValue;

    public string Subject => $"batches/{Id}";

    /// <summary>Whether what its runs make is compared with what was made before, and never published.</summary>
    public bool IsCompared => Kind is BatchKind.Shadow or BatchKind.Reproduce;

    /// <summary>Where its products and earlier runs are.</summary>
    public Scope Origin => Asked.Environment is { } other ? Scope with { Environment = other } : Scope;
}

/// <summary>What was asked of a batch.</summary>
internal sealed record BatchAsk
{
    private static readonly JsonSerializerOptions _brief = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>The environment whose products or runs are taken; its own when null.</summary>
    public string? Environment { get; init; }

    public string? Filter { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many times faster than it was; null for one after the other without a pause.</summary>
    public double? Speed { get; init; }

    /// <summary>Of runs, only the last so many.</summary>
    public int? Last { get; init; }

    /// <summary>Whether it goes on with the runs that pass while it goes on, until it is stopped.</summary>
    public bool IsFollowing { get; init; }

    /// <summary>Whether what is repeated is done by the release that stands now, and not by its own.</summary>
    public bool IsByStanding { get; init; }

    /// <summary>The run that made what is to be made once more, and its step.</summary>
    public Guid? Run { get; init; }

    public string? Step { get; init; }
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    public int AtOnce { get; init; }
    public int? PerMinute { get; init; }

    public string ToText() => JsonSerializer.Serialize(this, _brief);

    public static BatchAsk Read(string text) => JsonSerializer.Deserialize<BatchAsk>(text, _brief)!;
}

/// <summary>One run of a batch, before it is one.</summary>
/// <param name="Position">Where in the list it stands.</param>
/// <param name="At">When it happened, in a replay.</param>
internal sealed record BatchItem(string Position, Because Because, IReadOnlyDictionary<string, string> Parameters, Digest Release, DateTimeOffset? At = null);
