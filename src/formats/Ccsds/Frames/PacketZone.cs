namespace Gantry.Ccsds;

/// <summary>What a frame says about the beginning of packets in it.</summary>
public enum ZoneKind
{
    /// <summary>A packet begins at the pointer.</summary>
    Packets,

    /// <summary>The whole zone continues a packet.</summary>
    Continuation,

    /// <summary>Nothing but filling.</summary>
    Idle,

    /// <summary>Something else than packets.</summary>
    NoPackets,
}

/// <summary>The part of a frame that packets stand in, with what is needed to join them: the same for every kind of frame.</summary>
public readonly ref struct PacketZone
{
    /// <param name="octets">The zone.</param>
    /// <param name="kind">What the pointer says.</param>
    /// <param name="firstPacket">Where the first packet begins, when one does.</param>
    /// <param name="count">The frame's count in its virtual channel.</param>
    /// <param name="countModulus">After how many it comes round; 0 when frames are not counted.</param>
    public PacketZone(ReadOnlySpan<byte> octets, ZoneKind kind, int firstPacket, ulong count, ulong countModulus)
    {
        Octets = octets;
        (Kind, FirstPacket, Count, CountModulus) = (kind, firstPacket, count, countModulus);
    }

    public ReadOnlySpan<byte> Octets { get; }

    public ZoneKind Kind { get; }

    public int FirstPacket { get; }

    public ulong Count { get; }

    public ulong CountModulus { get; }

    /// <summary>Reads a pointer of that many bits: all ones for a continuation, one less for idle data.</summary>
    internal static ZoneKind KindOf(int pointer, int bits)
    {
        var ones = (1 << bits) - 1;
        return pointer == ones ? ZoneKind.Continuation : pointer == ones - 1 ? ZoneKind.Idle : ZoneKind.Packets;
    }
}
