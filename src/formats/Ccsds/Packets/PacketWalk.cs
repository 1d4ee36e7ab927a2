namespace Gantry.Ccsds;

/// <summary>
/// Walks over packets that stand one behind the other, as in a file. Idle packets are part of the walk. Where it stops,
/// <see cref="Status"/> says why and <see cref="Rest"/> is what is left.
/// </summary>
public ref struct PacketWalk(ReadOnlySpan<byte> octets, int mostLength = SpacePacketHeader.MostTotalLength)
{
    private readonly int _mostLength = mostLength;

    /// <summary>The packet in hand.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether the packet in hand only fills the time.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>Why it stopped: everything was whole, or the first thing that was not.</summary>
    public PacketStatus Status { get; private set; }

    /// <summary>What has not been walked over.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = octets;

    public readonly PacketWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        if (Rest.IsEmpty)
            return false;
        Status = PacketMeasure.TryMeasure(Rest, _mostLength, out var length, out var isIdle);
        if (Status == PacketStatus.Whole && length > Rest.Length)
            Status = PacketStatus.Incomplete;
        if (Status != PacketStatus.Whole)
            return false;
        Current = Rest[..length];
        Rest = Rest[length..];
        IsIdle = isIdle;
        return true;
    }
}
