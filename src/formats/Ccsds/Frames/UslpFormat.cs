namespace Gantry.Ccsds;

/// <summary>How the data field of a USLP frame is made up.</summary>
public enum UslpRule
{
    /// <summary>Packets that may go on in the next frame; a pointer to the first one.</summary>
    Packets,

    /// <summary>A unit begins here; a pointer to its last octet when it also ends.</summary>
    UnitStart,

    /// <summary>A unit goes on; a pointer to its last octet when it also ends.</summary>
    UnitContinued,

    /// <summary>A stream of octets.</summary>
    Octets,

    /// <summary>The first segment of a unit.</summary>
    FirstSegment,

    /// <summary>A segment that is neither first nor last.</summary>
    MiddleSegment,

    /// <summary>The last segment of a unit.</summary>
    LastSegment,

    /// <summary>Nothing goes on in another frame.</summary>
    Whole,
}

/// <summary>How the USLP frames of a channel are built.</summary>
/// <param name="Check">The check at the end; none where a code stands for it.</param>
/// <param name="InsertZoneLength">Octets of the insert zone, 0 for none.</param>
/// <param name="TruncatedLength">How long truncated frames are, 0 where there are none.</param>
/// <param name="SpacecraftId">The only spacecraft to accept, or null for any.</param>
public sealed record UslpFormat(FrameCheck Check = FrameCheck.Crc16, int InsertZoneLength = 0, int TruncatedLength = 0, int? SpacecraftId = null)
{
    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid() =>
        InsertZoneLength < 0 ? $"the insert zone has 0 or more octets, not {InsertZoneLength}"
        : TruncatedLength is not 0 and < UslpFrame.TruncatedHeaderLength + 2 ? $"a truncated frame has at least {UslpFrame.TruncatedHeaderLength + 2} octets, not {TruncatedLength}"
        : null;
}
