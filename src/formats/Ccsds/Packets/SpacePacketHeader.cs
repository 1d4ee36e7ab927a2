using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>Which part of a larger unit a packet is.</summary>
public enum SequenceFlags
{
    Middle,
    First,
    Last,
    Whole,
}

/// <summary>The primary header of a space packet (133.0).</summary>
/// <param name="Apid">Which process on board it comes from or goes to, 0 to 2047.</param>
/// <param name="SequenceCount">0 to 16,383, for each process.</param>
/// <param name="DataLength">The octets behind the header, 1 to 65,536.</param>
public readonly record struct SpacePacketHeader(
    int Apid, int SequenceCount, int DataLength, bool IsTelecommand = false, bool HasSecondaryHeader = false, SequenceFlags Flags = SequenceFlags.Whole)
{
    /// <summary>How long the header is.</summary>
    public const int Length = 6;

    /// <summary>The longest packet there can be.</summary>
    public const int MostTotalLength = Length + 65_536;

    /// <summary>The process of packets that only fill the time.</summary>
    public const int IdleApid = 0x7FF;

    /// <summary>Sequence counts come round after this many.</summary>
    public const int CountModulus = 1 << 14;

    /// <summary>Header and data together.</summary>
    public int TotalLength => Length + DataLength;

    public bool IsIdle => Apid == IdleApid;

    /// <summary>Reads the first six octets; the data need not be there yet.</summary>
    public static PacketStatus TryRead(ReadOnlySpan<byte> octets, out SpacePacketHeader header)
    {
        header = default;
        if (octets.Length < Length)
            return PacketStatus.Incomplete;
        if (octets[0] >> 5 != 0)
            return PacketStatus.UnknownVersion;
        var word = BinaryPrimitives.ReadUInt16BigEndian(octets);
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
        header = new(
            word & 0x7FF, sequence & 0x3FFF, BinaryPrimitives.ReadUInt16BigEndian(octets[4..]) + 1,
            (word & 0x1000) != 0, (word & 0x0800) != 0, (SequenceFlags)(sequence >> 14));
        return PacketStatus.Whole;
    }

    /// <summary>Writes it. False when a field is out of its range or there is no room.</summary>
    public bool TryWrite(Span<byte> octets)
    {
        if (octets.Length < Length || Apid is < 0 or > IdleApid || SequenceCount is < 0 or >= CountModulus || DataLength is < 1 or > 65_536)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)((IsTelecommand ? 0x1000 : 0) | (HasSecondaryHeader ? 0x0800 : 0) | Apid));
        BinaryPrimitives.WriteUInt16BigEndian(octets[2..], (ushort)((int)Flags << 14 | SequenceCount));
        BinaryPrimitives.WriteUInt16BigEndian(octets[4..], (ushort)(DataLength - 1));
        return true;
    }
}
