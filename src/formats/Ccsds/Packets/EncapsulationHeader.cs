using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>The header of an encapsulation packet (133.1), which carries foreign protocols and idle data.</summary>
/// <param name="Protocol">What is inside, 0 to 7: 0 is idle, 6 means that the extension says it.</param>
/// <param name="TotalLength">Header and data together; 1 for the idle packet of one octet.</param>
/// <param name="HeaderLength">1, 2, 4 or 8 octets.</param>
/// <param name="UserDefined">4 bits, in headers of 4 and 8 octets.</param>
/// <param name="ProtocolExtension">4 bits, in headers of 4 and 8 octets.</param>
/// <param name="CcsdsDefined">16 bits, in headers of 8 octets.</param>
public readonly record struct EncapsulationHeader(
    int Protocol, long TotalLength, int HeaderLength, int UserDefined = 0, int ProtocolExtension = 0, int CcsdsDefined = 0)
{
    /// <summary>The one-octet packet that only fills the time.</summary>
    public const byte Idle = 0xE0;

    /// <summary>The protocol of packets that only fill the time.</summary>
    public const int IdleProtocol = 0;

    private const int Version = 7;

    public bool IsIdle => Protocol == IdleProtocol;

    /// <summary>Reads a header; the data need not be there yet.</summary>
    public static PacketStatus TryRead(ReadOnlySpan<byte> octets, out EncapsulationHeader header)
    {
        header = default;
        if (octets.IsEmpty)
            return PacketStatus.Incomplete;
        if (octets[0] >> 5 != Version)
            return PacketStatus.UnknownVersion;
        var length = 1 << (octets[0] & 3);
        if (octets.Length < length)
            return PacketStatus.Incomplete;
        var protocol = octets[0] >> 2 & 7;
        header = length switch
        {
            1 => new(protocol, 1, 1),
            2 => new(protocol, octets[1], 2),
            4 => new(protocol, BinaryPrimitives.ReadUInt16BigEndian(octets[2..]), 4, octets[1] >> 4, octets[1] & 0x0F),
            _ => new(protocol, BinaryPrimitives.ReadUInt32BigEndian(octets[4..]), 8, octets[1] >> 4, octets[1] & 0x0F, BinaryPrimitives.ReadUInt16BigEndian(octets[2..])),
        };
        // Only the idle packet is as short as its header of one octet; another protocol in it has no data to speak of.
        return header.TotalLength < length || length == 1 && protocol != IdleProtocol ? PacketStatus.BadLength : PacketStatus.Whole;
    }

    /// <summary>Writes it. False when a field is out of its range or there is no room.</summary>
    public bool TryWrite(Span<byte> octets)
    {
        if (octets.Length < HeaderLength || Protocol is < 0 or > 7 || UserDefined is < 0 or > 15 || ProtocolExtension is < 0 or > 15
            || CcsdsDefined is < 0 or > ushort.MaxValue || TotalLength < HeaderLength)
            return false;
        switch (HeaderLength)
        {
            case 1 when IsIdle && TotalLength == 1:
                octets[0] = Idle;
                return true;
            case 2 when TotalLength <= byte.MaxValue:
                octets[1] = (byte)TotalLength;
                break;
            case 4 when TotalLength <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(octets[2..], (ushort)TotalLength);
                break;
            case 8 when TotalLength <= uint.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(octets[2..], (ushort)CcsdsDefined);
                BinaryPrimitives.WriteUInt32BigEndian(octets[4..], (uint)TotalLength);
                break;
            default:
                return false;
        }
        octets[0] = (byte)(Version << 5 | Protocol << 2 | (HeaderLength switch { 2 => 1, 4 => 2, _ => 3 }));
        if (HeaderLength > 2)
            octets[1] = (byte)(UserDefined << 4 | ProtocolExtension);
        return true;
    }
}
