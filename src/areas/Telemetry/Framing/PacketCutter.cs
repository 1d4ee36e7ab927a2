namespace Gantry.Telemetry;

/// <summary>Takes a packet, which is gone when the call returns.</summary>
internal delegate void PacketTaker(ReadOnlySpan<byte> packet);

/// <summary>What became of the octets and frames of a channel, since it was opened.</summary>
internal readonly record struct CutCounts(long Frames, long BadFrames, long CorrectedOctets, long LostFrames, long DroppedOctets);

/// <summary>Which spacecraft a frame is of, and which of its virtual channels.</summary>
internal readonly record struct FrameSource(int Spacecraft, int VirtualChannel);

/// <summary>What came through a virtual channel, since the channel was opened.</summary>
internal readonly record struct SourceCounts(FrameSource Source, long Frames, long IdleFrames, long LostFrames, long CorrectedOctets);

/// <summary>Finds packets in the octets of a channel. What it is given in pieces makes the same packets whatever the pieces are.</summary>
internal abstract class PacketCutter
{
    public abstract CutCounts Counts { get; }

    /// <summary>Where the packet that is being taken came from; null where there are no frames.</summary>
    public virtual FrameSource? Source => null;

    /// <summary>The virtual channels that were met.</summary>
    public virtual IEnumerable<SourceCounts> Sources => [];

    public abstract void Take(ReadOnlySpan<byte> octets, PacketTaker taker);

    /// <summary>Nothing more will come, or something unconnected comes next.</summary>
    public virtual void End(PacketTaker taker)
    {
    }

    public static PacketCutter Of(FramingDeclaration framing) => framing switch
    {
        PacketsDeclaration packets => new BareCutter(packets.Prefix),
        FramesDeclaration frames => new LinkCutter(new(frames.Format)),
        LengthDeclaration length => new SimpleCutter(new Ccsds.LengthFieldFraming(length.Field, length.Longest)),
        FixedDeclaration one => new SimpleCutter(new Ccsds.FixedFraming(one.Length, one.Marker)),
        TerminatedDeclaration terminated => new SimpleCutter(new Ccsds.TerminatedFraming(terminated.End, terminated.Longest)),
        SlipDeclaration slip => new SimpleCutter(new Ccsds.SlipFraming(slip.Longest)),
        CobsDeclaration cobs => new SimpleCutter(new Ccsds.CobsFraming(cobs.Longest)),
        _ => throw new InvalidOperationException($"There is no framing {framing}."),
    };
}
