namespace Gantry.Telemetry;

/// <summary>How far an input with an end has been read.</summary>
/// <param name="Unit">The file, or the place of the product in the journal.</param>
/// <param name="Packets">How many packets of it are kept.</param>
/// <param name="IsFinished">Nothing more is in it.</param>
internal sealed record InputPlace(string Unit, long Packets, bool IsFinished)
{
    public override string ToString() => $"{(IsFinished ? "done" : "open")} {Packets} {Unit}";

    public static InputPlace? Parse(string? text) =>
        text?.Split(' ', 3) is [var word, var packets, var unit] && long.TryParse(packets, out var count) ? new(unit, count, word == "done") : null;
}

/// <summary>What came through a channel since it was declared.</summary>
internal sealed record ChannelCounts
{
    public long Packets { get; init; }
    public long Bytes { get; init; }
    public long Unidentified { get; init; }
    public long FailedChecks { get; init; }
    public long Gaps { get; init; }
    public long Missing { get; init; }
    public long Repeated { get; init; }
    public long Frames { get; init; }
    public long BadFrames { get; init; }
    public long Corrected { get; init; }
    public long LostFrames { get; init; }
    public long Dropped { get; init; }
    public DateTimeOffset? LastPacketAt { get; init; }
    public DateTimeOffset? LastFrameAt { get; init; }
}

/// <summary>A channel as it was last seen.</summary>
/// <param name="State">up, down, ended or stopped.</param>
/// <param name="DatabaseFrom">The number of the first packet that the database decodes.</param>
internal sealed record ChannelState(
    ChannelKey Key, string Input, InputPlace? Place, string Node, long Token, string State, string? Reason, DateTimeOffset StateAt, Digest Database, long DatabaseFrom, long Seq, ChannelCounts Counts)
{
    public const string Up = "up";
    public const string Down = "down";
    public const string Ended = "ended";
    public const string Stopped = "stopped";
}
