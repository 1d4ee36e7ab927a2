namespace Gantry.Telemetry;

/// <summary>What packets are counted by: their process, and the virtual channel that brought them.</summary>
/// <param name="Source">Null where there are no frames.</param>
/// <param name="Apid">Null for packets that are no space packets.</param>
internal readonly record struct FlowKey(FrameSource? Source, int? Apid);

/// <summary>What came of a process through a virtual channel since the channel was declared.</summary>
internal sealed record Flow(FlowKey Key)
{
    public long Packets { get; init; }
    public long Bytes { get; init; }
    public long Gaps { get; init; }
    public long Missing { get; init; }
    public long Repeated { get; init; }
    public double PacketsPerSecond { get; init; }
    public double BytesPerSecond { get; init; }
    public DateTimeOffset? LastAt { get; init; }
}

/// <summary>What came through a virtual channel since the channel was declared.</summary>
internal sealed record VirtualFlow(FrameSource Source)
{
    public long Frames { get; init; }
    public long IdleFrames { get; init; }
    public long LostFrames { get; init; }
    public long Corrected { get; init; }
    public double FramesPerSecond { get; init; }

    /// <summary>When the last good frame came.</summary>
    public DateTimeOffset? LastAt { get; init; }
}
