using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>An AOS transfer frame (732.0), read in place.</summary>
public readonly ref struct AosFrame
{
    /// <summary>How long the header is without its check.</summary>
    public const int PrimaryHeaderLength = 6;

    /// <summary>The virtual channel of frames that only fill the time.</summary>
    public const int IdleChannel = 63;

    private const int BitstreamIdle = 0x3FFE;

    /// <summary>10 bits; older issues of the standard use the lower 8 only.</summary>
    public int SpacecraftId { get; init; }

    public int VirtualChannel { get; init; }

    /// <summary>24 bits.</summary>
    public int Count { get; init; }

    public bool IsReplay { get; init; }

    /// <summary>How often the count has come round, 0 to 15; null when the channel does not tell.</summary>
    public int? Cycle { get; init; }

    /// <summary>How many half-octets of the header were wrong and have been put right.</summary>
    public int CorrectedHeaderSymbols { get; init; }

    /// <summary>Of packets where the first one begins, of bits which one is the last; as it stands in the frame.</summary>
    public int Pointer { get; init; }

    public ReadOnlySpan<byte> InsertZone { get; init; }

    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The operational control field, empty when there is none.</summary>
    public ReadOnlySpan<byte> Ocf { get; init; }

    /// <summary>What to join packets from.</summary>
    public PacketZone Zone { get; private init; }

    /// <summary>How many bits of the data zone of a bitstream frame are valid.</summary>
    public int ValidBits => Pointer >= BitstreamIdle ? Pointer == BitstreamIdle ? 0 : Data.Length * 8 : Math.Min(Pointer + 1, Data.Length * 8);

    /// <summary>Reads a frame that is as long as the channel's frames are.</summary>
    public static FrameStatus TryRead(ReadOnlySpan<byte> octets, AosFormat format, out AosFrame frame)
    {
        frame = default;
        var (start, end) = (format.DataStart, octets.Length - format.Trailer);
        if (end < start || format.InsertZoneLength < 0)
            return FrameStatus.WrongLength;
        if (!FrameChecks.IsGood(format.Check, octets))
            return FrameStatus.BadCheck;
        Span<byte> header = stackalloc byte[AosHeaderCode.ProtectedLength];
        octets[..Math.Min(header.Length, octets.Length)].CopyTo(header);
        var corrected = format.HasHeaderCheck ? AosHeaderCode.Correct(header) : 0;
        if (corrected < 0)
            return FrameStatus.BadHeader;
        if (header[0] >> 6 != 1)
            return FrameStatus.WrongVersion;
        var id = BinaryPrimitives.ReadUInt16BigEndian(header);
        var signalling = header[5];
        var spacecraft = id >> 6 & 0xFF | (signalling & 0x30) << 4;
        if (format.SpacecraftId is { } only && only != spacecraft)
            return FrameStatus.WrongSpacecraft;
        var count = header[2] << 16 | header[3] << 8 | header[4];
        var (hasCycle, channel) = ((signalling & 0x40) != 0, id & 0x3F);
        var raw = format.PointerOctets == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(octets[(start - format.PointerOctets)..]);
        var pointer = raw & (format.Service == AosService.Packets ? (1 << format.PointerBits) - 1 : 0x3FFF);
        var data = octets[start..end];
        var kind = format.Service != AosService.Packets ? ZoneKind.NoPackets
            : channel == IdleChannel ? ZoneKind.Idle : PacketZone.KindOf(pointer, format.PointerBits);
        frame = new()
        {
            SpacecraftId = spacecraft, VirtualChannel = channel, Count = count, IsReplay = (signalling & 0x80) != 0,
            Cycle = hasCycle ? signalling & 0x0F : null, CorrectedHeaderSymbols = corrected, Pointer = pointer,
            InsertZone = octets.Slice(start - format.PointerOctets - format.InsertZoneLength, format.InsertZoneLength),
            Data = data, Ocf = format.HasOcf ? octets.Slice(end, 4) : default,
            Zone = new(data, kind, pointer, (ulong)(uint)(hasCycle ? (signalling & 0x0F) << 24 | count : count), hasCycle ? 1UL << 28 : 1UL << 24),
        };
        return FrameStatus.Good;
    }

    /// <summary>Writes the frame into octets of the channel's length. False when a field is out of its range or the parts do not fill it exactly.</summary>
    public bool TryWrite(Span<byte> octets, AosFormat format)
    {
        var start = format.DataStart;
        if (SpacecraftId is < 0 or > 0x3FF || VirtualChannel is < 0 or > IdleChannel || Count is < 0 or > 0xFFFFFF || Cycle is < 0 or > 15
            || Pointer is < 0 or > ushort.MaxValue || InsertZone.Length != format.InsertZoneLength || Ocf.Length != (format.HasOcf ? 4 : 0)
            || octets.Length != start + Data.Length + format.Trailer)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)(0x4000 | (SpacecraftId & 0xFF) << 6 | VirtualChannel));
        (octets[2], octets[3], octets[4]) = ((byte)(Count >> 16), (byte)(Count >> 8), (byte)Count);
        octets[5] = (byte)((IsReplay ? 0x80 : 0) | (Cycle is null ? 0 : 0x40) | SpacecraftId >> 8 << 4 | (Cycle ?? 0));
        if (format.HasHeaderCheck)
            AosHeaderCode.TryEncode(octets);
        InsertZone.CopyTo(octets[(start - format.PointerOctets - InsertZone.Length)..]);
        if (format.PointerOctets > 0)
            BinaryPrimitives.WriteUInt16BigEndian(octets[(start - format.PointerOctets)..], (ushort)Pointer);
        Data.CopyTo(octets[start..]);
        Ocf.CopyTo(octets[(start + Data.Length)..]);
        return FrameChecks.Seal(format.Check, octets);
    }
}
