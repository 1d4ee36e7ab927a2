namespace Gantry.Ccsds;

/// <summary>A good frame of a link.</summary>
public readonly ref struct LinkFrame
{
    public required VirtualChannel Channel { get; init; }

    public required ulong Count { get; init; }

    /// <summary>How many frames of the channel are missing before it.</summary>
    public ulong Missing { get; init; }

    /// <summary>How many octets were wrong and have been put right.</summary>
    public int CorrectedOctets { get; init; }

    public ZoneKind Kind { get; init; }

    /// <summary>The operational control field, empty when there is none.</summary>
    public ReadOnlySpan<byte> Ocf { get; init; }
}

/// <summary>A packet that a frame of the link has brought to an end.</summary>
public readonly ref struct LinkPacket
{
    public required VirtualChannel Channel { get; init; }

    public required ReadOnlySpan<byte> Octets { get; init; }

    /// <summary>Whether its end is missing.</summary>
    public bool IsTruncated { get; init; }
}

/// <summary>Why a frame is none.</summary>
public enum BadFrame
{
    /// <summary>More octets are wrong than the code can put right.</summary>
    Uncorrectable,

    /// <summary>It is not built as the frames of the link are, or its check says that it is damaged.</summary>
    Damaged,

    /// <summary>It belongs to another spacecraft.</summary>
    Foreign,

    /// <summary>It names one more virtual channel than a link can have; such a count comes of frames without a check.</summary>
    TooManyChannels,
}

/// <summary>Takes what a link brings. Everything that is handed over is gone when the call returns.</summary>
public interface ILinkSink
{
    void Frame(in LinkFrame frame);

    void Packet(in LinkPacket packet);

    /// <summary>A block as it came, behind its marker.</summary>
    void Bad(ReadOnlySpan<byte> block, BadFrame why);
}
