namespace Gantry.Ccsds;

/// <summary>
/// Walks over packets that stand one behind the other, as in a file. Idle packets are part of the walk. Where it stops,
/// <see cref="Status"/> says why and <see cref="Rest"/> is what is left.
/// </summary>
public ref struct PacketWalk(ReadOnlySpan<byte> octets, int mostLength = SpacePacketHeader.MostTotalLength)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private readonly int _mostLength = mostLength;
    private int _start;
    private int _end;

    /// <summary>The packet in hand.</summary>
    public readonly ReadOnlySpan<byte> Current => _octets[_start.._end];

    /// <summary>Whether the packet in hand only fills the time.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>Why it stopped: everything was whole, or the first thing that was not.</summary>
    public PacketStatus Status { get; private set; }

    /// <summary>What has not been walked over.</summary>
    public readonly ReadOnlySpan<byte> Rest => _octets[_end..];

    public readonly PacketWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        var rest = Rest;
        if (rest.IsEmpty)
            return false;
        var status = PacketMeasure.TryMeasure(rest, _mostLength, out var length, out var isIdle);
        if (status == PacketStatus.Whole && length > rest.Length)
            status = PacketStatus.Incomplete;
        Status = status;
        if (status != PacketStatus.Whole)
            return false;
        (_start, _end, IsIdle) = (_end, _end + length, isIdle);
        return true;
    }
}
