using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>What sequence control does with a command frame.</summary>
public enum TcFrameType
{
    /// <summary>Data in sequence.</summary>
    AD,

    /// <summary>Not a type: data in sequence cannot be a control command.</summary>
    Reserved,

    /// <summary>Data past sequence control.</summary>
    BD,

    /// <summary>A command to the receiver itself.</summary>
    BC,
}

/// <summary>How the TC frames of a channel are built.</summary>
/// <param name="Check">The check at the end.</param>
/// <param name="SpacecraftId">The only spacecraft to accept, or null for any.</param>
public sealed record TcFormat(FrameCheck Check = FrameCheck.Crc16, int? SpacecraftId = null);

/// <summary>A telecommand transfer frame (232.0), read in place.</summary>
public readonly ref struct TcFrame
{
    /// <summary>How long the header is.</summary>
    public const int HeaderLength = 5;

    /// <summary>The longest frame there can be.</summary>
    public const int MostLength = 1024;

    public TcFrameType Type { get; init; }

    public int SpacecraftId { get; init; }

    public int VirtualChannel { get; init; }

    /// <summary>N(S), 0 in frames past sequence control.</summary>
    public byte SequenceNumber { get; init; }

    /// <summary>Segment header and data, or a control command.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Reads the frame at the beginning of some octets; filling may follow. Its length is told also of a damaged one.</summary>
    public static FrameStatus TryRead(ReadOnlySpan<byte> octets, TcFormat format, out TcFrame frame, out int length)
    {
        frame = default;
        length = 0;
        var check = FrameChecks.LengthOf(format.Check);
        if (octets.Length < HeaderLength)
            return FrameStatus.WrongLength;
        if (octets[0] >> 6 != 0)
            return FrameStatus.WrongVersion;
        length = (BinaryPrimitives.ReadUInt16BigEndian(octets[2..]) & 0x3FF) + 1;
        if (length > octets.Length || length < HeaderLength + check)
            return FrameStatus.WrongLength;
        octets = octets[..length];
        if (!FrameChecks.IsGood(format.Check, octets))
            return FrameStatus.BadCheck;
        var id = BinaryPrimitives.ReadUInt16BigEndian(octets);
        var type = (TcFrameType)(id >> 12 & 3);
        if (type == TcFrameType.Reserved)
            return FrameStatus.BadHeader;
        if (format.SpacecraftId is { } only && only != (id & 0x3FF))
            return FrameStatus.WrongSpacecraft;
        frame = new()
        {
            Type = type, SpacecraftId = id & 0x3FF, VirtualChannel = octets[2] >> 2, SequenceNumber = octets[4], Data = octets[HeaderLength..^check],
        };
        return FrameStatus.Good;
    }

    /// <summary>How long a frame with that much data is.</summary>
    public static int LengthFor(int dataLength, TcFormat format) => HeaderLength + dataLength + FrameChecks.LengthOf(format.Check);

    /// <summary>Writes the frame at the beginning of some octets. False when a field is out of its range or there is no room.</summary>
    public bool TryWrite(Span<byte> octets, TcFormat format, out int length)
    {
        length = LengthFor(Data.Length, format);
        if (length > octets.Length || length > MostLength || SpacecraftId is < 0 or > 0x3FF || VirtualChannel is < 0 or > 63
            || Type is not (TcFrameType.AD or TcFrameType.BD or TcFrameType.BC))
            return false;
        octets = octets[..length];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)((int)Type << 12 | SpacecraftId));
        BinaryPrimitives.WriteUInt16BigEndian(octets[2..], (ushort)(VirtualChannel << 10 | length - 1));
        octets[4] = SequenceNumber;
        Data.CopyTo(octets[HeaderLength..]);
        return FrameChecks.Seal(format.Check, octets);
    }
}
