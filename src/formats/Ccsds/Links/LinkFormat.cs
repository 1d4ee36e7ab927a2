namespace Gantry.Ccsds;

/// <summary>Which kind of transfer frames a link carries.</summary>
public enum FrameKind
{
    Tm,
    Aos,
    Uslp,
}

/// <summary>How a link delivers its frames: what is around them, and what is in them.</summary>
public sealed record LinkFormat
{
    public FrameKind Frames { get; init; } = FrameKind.Aos;

    /// <summary>How many octets a frame has, where no Reed-Solomon code says it.</summary>
    public int? FrameLength { get; init; }

    /// <summary>Whether a marker stands before each frame; without markers frames follow each other exactly.</summary>
    public bool HasMarkers { get; init; } = true;

    public bool IsRandomised { get; init; } = true;

    public ReedSolomonFormat? Code { get; init; }

    /// <summary>The check at the end of each frame.</summary>
    public FrameCheck Check { get; init; } = FrameCheck.None;

    /// <summary>Of AOS: whether the header is protected by a code of its own.</summary>
    public bool HasHeaderCheck { get; init; }

    /// <summary>Of AOS and USLP: octets of the insert zone.</summary>
    public int InsertZoneLength { get; init; }

    /// <summary>Of AOS: whether every frame ends with an operational control field; the others say it in each frame, USLP frames that are sent by this.</summary>
    public bool HasOcf { get; init; }

    /// <summary>The only spacecraft to accept, or null for any.</summary>
    public int? SpacecraftId { get; init; }

    /// <summary>The longest packet of the link.</summary>
    public int MostPacketLength { get; init; } = SpacePacketHeader.MostTotalLength;

    /// <summary>How long a frame is on the link, with its check symbols and without its marker.</summary>
    public int BlockLength => Code?.BlockLength ?? FrameLength ?? 0;

    /// <summary>How long a frame is.</summary>
    public int DataLength => Code?.DataLength ?? FrameLength ?? 0;

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid() =>
        Code is null && FrameLength is null ? "without a Reed-Solomon code the length of a frame must be said"
        : Code?.WhyInvalid() is { } code ? code
        : FrameLength is { } length && Code is { } rs && rs.DataLength != length ? $"the code carries frames of {rs.DataLength} octets, not {length}"
        : DataLength is < 8 or > 1 << 20 ? $"a frame has 8 to {1 << 20} octets, not {DataLength}"
        : InsertZoneLength < 0 || InsertZoneLength >= DataLength ? $"the insert zone has 0 or more octets and is shorter than the frame, not {InsertZoneLength}"
        : MostPacketLength is < SpacePacketHeader.Length + 1 or > SpacePacketHeader.MostTotalLength ? $"the longest packet has {SpacePacketHeader.Length + 1} to {SpacePacketHeader.MostTotalLength} octets, not {MostPacketLength}"
        : null;
}
