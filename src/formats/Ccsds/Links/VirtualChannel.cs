namespace Gantry.Ccsds;

/// <summary>A virtual channel of a link, and what came through it.</summary>
public sealed class VirtualChannel
{
    internal VirtualChannel(int spacecraftId, int id, int mostPacketLength)
    {
        (SpacecraftId, Id) = (spacecraftId, id);
        Assembler = new(mostPacketLength);
    }

    public int SpacecraftId { get; }

    public int Id { get; }

    /// <summary>Frames in which octets were put right.</summary>
    public long CorrectedFrames { get; internal set; }

    public long CorrectedOctets { get; internal set; }

    /// <summary>Frames that only fill the time.</summary>
    public long IdleFrames { get; internal set; }

    /// <summary>How often frames were missing.</summary>
    public long Gaps { get; internal set; }

    public AssemblyCounts Counts => Assembler.Counts;

    internal PacketAssembler Assembler { get; }
}

/// <summary>What became of everything that a link has brought.</summary>
public record struct LinkCounts
{
    public long GoodFrames { get; set; }

    public long CorrectedOctets { get; set; }

    public long UncorrectableFrames { get; set; }

    public long DamagedFrames { get; set; }

    public long ForeignFrames { get; set; }

    /// <summary>Octets that belong to no frame.</summary>
    public long SkippedOctets { get; set; }

    /// <summary>How often frames stopped following each other.</summary>
    public long LockLosses { get; set; }
}
