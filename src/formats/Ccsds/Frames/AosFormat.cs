namespace Gantry.Ccsds;

/// <summary>What the data zone of a channel's frames holds.</summary>
public enum AosService
{
    /// <summary>Packets, behind a pointer to the first one.</summary>
    Packets,

    /// <summary>Bits, behind a pointer to the last one.</summary>
    Bitstream,

    /// <summary>Something private of fixed length.</summary>
    Access,
}

/// <summary>How the AOS frames of a channel are built.</summary>
/// <param name="Check">The check at the end; none where Reed-Solomon stands for it.</param>
/// <param name="HasHeaderCheck">Whether <see cref="AosHeaderCode"/> protects the header.</param>
/// <param name="InsertZoneLength">Octets of the insert zone, 0 for none.</param>
/// <param name="HasOcf">Whether every frame ends with an operational control field.</param>
/// <param name="Service">What the data zone holds.</param>
/// <param name="PointerBits">How many bits the pointer to the first packet has, 11 to 16.</param>
/// <param name="SpacecraftId">The only spacecraft to accept, or null for any.</param>
public sealed record AosFormat(
    FrameCheck Check = FrameCheck.Crc16, bool HasHeaderCheck = false, int InsertZoneLength = 0, bool HasOcf = false,
    AosService Service = AosService.Packets, int PointerBits = TmFrame.PointerBits, int? SpacecraftId = null)
{
    private const int OcfLength = 4;
    private const int PointerLength = 2;

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid() =>
        InsertZoneLength < 0 ? $"the insert zone has 0 or more octets, not {InsertZoneLength}"
        : PointerBits is < TmFrame.PointerBits or > 16 ? $"the pointer has 11 to 16 bits, not {PointerBits}"
        : null;

    internal int DataStart => AosFrame.PrimaryHeaderLength + (HasHeaderCheck ? 2 : 0) + InsertZoneLength + PointerOctets;

    internal int PointerOctets => Service == AosService.Access ? 0 : PointerLength;

    internal int Trailer => (HasOcf ? OcfLength : 0) + FrameChecks.LengthOf(Check);
}
