using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gantry.Ccsds;

/// <summary>How long a packet is, of whichever kind: the first three bits say it, each time anew.</summary>
public static class PacketMeasure
{
    /// <summary>The longest header of either kind.</summary>
    public const int MostHeaderLength = 8;

    /// <summary>Measures the packet at the beginning of some octets as soon as its length can be believed, before all of it is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PacketStatus TryMeasure(ReadOnlySpan<byte> octets, int mostLength, out int length, out bool isIdle)
    {
        if (octets.Length < SpacePacketHeader.Length || octets[0] >> 5 != 0)
            return TryMeasureOther(octets, mostLength, out length, out isIdle);
        length = SpacePacketHeader.Length + 1 + BinaryPrimitives.ReadUInt16BigEndian(octets[4..]);
        isIdle = (BinaryPrimitives.ReadUInt16BigEndian(octets) & SpacePacketHeader.IdleApid) == SpacePacketHeader.IdleApid;
        return length > mostLength ? PacketStatus.TooLong : PacketStatus.Whole;
    }

    private static PacketStatus TryMeasureOther(ReadOnlySpan<byte> octets, int mostLength, out int length, out bool isIdle)
    {
        (length, isIdle) = (0, false);
        if (octets.IsEmpty || octets[0] >> 5 == 0)
            return PacketStatus.Incomplete;
        var status = EncapsulationHeader.TryRead(octets, out var header);
        if (status != PacketStatus.Whole)
            return status;
        if (header.TotalLength > mostLength)
            return PacketStatus.TooLong;
        (length, isIdle) = ((int)header.TotalLength, header.IsIdle);
        return PacketStatus.Whole;
    }
}
