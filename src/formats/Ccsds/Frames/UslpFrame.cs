using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>A USLP transfer frame (732.1), read in place.</summary>
public readonly ref struct UslpFrame
{
    /// <summary>How long the header is before its count.</summary>
    public const int HeaderLength = 7;

    /// <summary>How long the header of a truncated frame is.</summary>
    public const int TruncatedHeaderLength = 4;

    /// <summary>The virtual channel of frames that only fill the time.</summary>
    public const int IdleChannel = 63;

    /// <summary>How long a frame can be.</summary>
    public const int MostLength = 65_536;

    /// <summary>What data that only fills the time is of.</summary>
    public const int IdleProtocol = 31;

    /// <summary>How long the header of a data field of packets is.</summary>
    internal const int PacketsHeaderLength = 3;

    internal const int OcfLength = 4;

    private const int Version = 0b1100;
    private const int NoPointer = -1;

    /// <summary>16 bits.</summary>
    public int SpacecraftId { get; init; }

    /// <summary>Whether the spacecraft is where it goes to, rather than where it comes from.</summary>
    public bool IsDestination { get; init; }

    public int VirtualChannel { get; init; }

    /// <summary>The multiplexer access point, 0 to 15.</summary>
    public int Map { get; init; }

    public bool IsTruncated { get; init; }

    /// <summary>Whether sequence control lets it pass.</summary>
    public bool IsBypass { get; init; }

    /// <summary>Whether the data is a command of the protocol itself.</summary>
    public bool IsControlCommand { get; init; }

    public ulong Count { get; init; }

    /// <summary>How many octets the count has, 0 to 7.</summary>
    public int CountLength { get; init; }

    public UslpRule Rule { get; init; }

    /// <summary>What protocol the data is of, 0 to 31: 0 packets, 31 idle.</summary>
    public int Protocol { get; init; }

    /// <summary>First packet or last octet, as it stands in the frame; -1 when the rule has none.</summary>
    public int Pointer { get; init; }

    public ReadOnlySpan<byte> InsertZone { get; init; }

    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The operational control field, empty when there is none.</summary>
    public ReadOnlySpan<byte> Ocf { get; init; }

    /// <summary>Whether it only fills the time.</summary>
    public bool IsIdle => VirtualChannel == IdleChannel || Protocol == IdleProtocol;

    /// <summary>What to join packets from.</summary>
    public PacketZone Zone
    {
        get
        {
            var kind = IsIdle ? ZoneKind.Idle
                : Protocol != 0 || Rule is not (UslpRule.Packets or UslpRule.Whole) ? ZoneKind.NoPackets
                : Rule == UslpRule.Whole || Pointer != ushort.MaxValue ? ZoneKind.Packets : ZoneKind.Continuation;
            return new(Data, kind, Math.Max(Pointer, 0), Count, CountLength == 0 ? 0 : 1UL << 8 * CountLength);
        }
    }

    /// <summary>How long the frame is whose header stands at the beginning: frames of one channel may differ.</summary>
    public static FrameStatus TryMeasure(ReadOnlySpan<byte> octets, UslpFormat format, out int length)
    {
        length = 0;
        if (octets.Length < TruncatedHeaderLength)
            return FrameStatus.WrongLength;
        if (octets[0] >> 4 != Version)
            return FrameStatus.WrongVersion;
        if ((octets[3] & 1) != 0)
        {
            length = format.TruncatedLength;
            return length == 0 ? FrameStatus.BadHeader : FrameStatus.Good;
        }
        if (octets.Length < HeaderLength)
            return FrameStatus.WrongLength;
        length = BinaryPrimitives.ReadUInt16BigEndian(octets[4..]) + 1;
        return FrameStatus.Good;
    }

    /// <summary>Reads a frame that is exactly as long as it says.</summary>
    public static FrameStatus TryRead(ReadOnlySpan<byte> octets, UslpFormat format, out UslpFrame frame)
    {
        frame = default;
        var status = TryMeasure(octets, format, out var length);
        if (status != FrameStatus.Good)
            return status;
        if (length != octets.Length)
            return FrameStatus.WrongLength;
        if (!FrameChecks.IsGood(format.Check, octets))
            return FrameStatus.BadCheck;
        var id = BinaryPrimitives.ReadUInt32BigEndian(octets);
        if (format.SpacecraftId is { } only && only != (id >> 12 & 0xFFFF))
            return FrameStatus.WrongSpacecraft;
        var isTruncated = (id & 1) != 0;
        var flags = isTruncated ? 0 : octets[6];
        var countLength = flags & 7;
        var start = isTruncated ? TruncatedHeaderLength : HeaderLength + countLength;
        // A truncated frame has no insert zone and no control field.
        var insert = isTruncated ? 0 : format.InsertZoneLength;
        var ocf = (flags & 8) != 0 ? OcfLength : 0;
        var end = octets.Length - FrameChecks.LengthOf(format.Check) - ocf;
        if (insert < 0 || end < start + insert + 1)
            return FrameStatus.WrongLength;
        var count = 0UL;
        for (var i = 0; i < countLength; i++)
            count = count << 8 | octets[HeaderLength + i];
        var data = start + insert;
        var rule = (UslpRule)(octets[data] >> 5);
        var pointerLength = HasPointer(rule) && !isTruncated ? 2 : 0;
        if (data + 1 + pointerLength > end)
            return FrameStatus.WrongLength;
        frame = new()
        {
            SpacecraftId = (int)(id >> 12 & 0xFFFF), IsDestination = (id & 0x800) != 0, VirtualChannel = (int)(id >> 5 & 0x3F), Map = (int)(id >> 1 & 0x0F),
            IsTruncated = isTruncated, IsBypass = (flags & 0x80) != 0, IsControlCommand = (flags & 0x40) != 0, Count = count, CountLength = countLength,
            Rule = rule, Protocol = octets[data] & 0x1F, Pointer = pointerLength > 0 ? BinaryPrimitives.ReadUInt16BigEndian(octets[(data + 1)..]) : NoPointer,
            InsertZone = octets.Slice(start, insert), Data = octets[(data + 1 + pointerLength)..end], Ocf = octets.Slice(end, ocf),
        };
        return FrameStatus.Good;
    }

    /// <summary>Writes the frame. False when a field is out of its range or the parts do not fill the octets exactly.</summary>
    public bool TryWrite(Span<byte> octets, UslpFormat format)
    {
        var pointerLength = HasPointer(Rule) && !IsTruncated ? 2 : 0;
        var header = IsTruncated ? TruncatedHeaderLength : HeaderLength + CountLength;
        var data = header + InsertZone.Length + 1 + pointerLength;
        if (SpacecraftId is < 0 or > 0xFFFF || VirtualChannel is < 0 or > IdleChannel || Map is < 0 or > 15 || CountLength is < 0 or > 7 || Protocol is < 0 or > 31
            || Rule is < UslpRule.Packets or > UslpRule.Whole || pointerLength > 0 && Pointer is < 0 or > ushort.MaxValue
            || InsertZone.Length != (IsTruncated ? 0 : format.InsertZoneLength) || Ocf.Length is not (0 or OcfLength) || IsTruncated && (!Ocf.IsEmpty || octets.Length != format.TruncatedLength)
            || octets.Length != data + Data.Length + Ocf.Length + FrameChecks.LengthOf(format.Check) || octets.Length > MostLength)
            return false;
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)Version << 28 | (uint)SpacecraftId << 12 | (IsDestination ? 0x800u : 0)
            | (uint)VirtualChannel << 5 | (uint)Map << 1 | (IsTruncated ? 1u : 0));
        if (!IsTruncated)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets[4..], (ushort)(octets.Length - 1));
            octets[6] = (byte)((IsBypass ? 0x80 : 0) | (IsControlCommand ? 0x40 : 0) | (Ocf.IsEmpty ? 0 : 8) | CountLength);
            for (var i = 0; i < CountLength; i++)
                octets[HeaderLength + i] = (byte)(Count >> 8 * (CountLength - 1 - i));
        }
        InsertZone.CopyTo(octets[header..]);
        octets[header + InsertZone.Length] = (byte)((int)Rule << 5 | Protocol);
        if (pointerLength > 0)
            BinaryPrimitives.WriteUInt16BigEndian(octets[(data - pointerLength)..], (ushort)Pointer);
        Data.CopyTo(octets[data..]);
        Ocf.CopyTo(octets[(data + Data.Length)..]);
        return FrameChecks.Seal(format.Check, octets);
    }

    private static bool HasPointer(UslpRule rule) => rule <= UslpRule.UnitContinued;
}
