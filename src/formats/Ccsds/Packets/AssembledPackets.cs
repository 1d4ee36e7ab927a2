namespace Gantry.Ccsds;

/// <summary>
/// The packets that one frame brings to an end, one after the other. Whoever stops before the last one calls
/// <see cref="Dispose"/>, as foreach does, so that the rest of the frame is not lost.
/// </summary>
public ref struct AssembledPackets
{
    private readonly PacketAssembler? _assembler;
    private readonly PacketZone _zone;
    private int _at;
    private Step _step;

    internal AssembledPackets(PacketAssembler assembler, PacketZone zone, bool isTorn)
    {
        _assembler = assembler;
        _zone = zone;
        _step = isTorn ? Step.Tear : Step.Begin;
    }

    private enum Step
    {
        Done,

        // Frames are missing: what is pending goes out as it is.
        Tear,
        Begin,
        Walk,
    }

    /// <summary>The packet in hand.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether the end of the packet in hand is missing.</summary>
    public bool IsTruncated { get; private set; }

    public readonly AssembledPackets GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_step != Step.Done)
        {
            var isPacket = _step switch
            {
                Step.Tear => Tear(),
                Step.Begin => Begin(),
                _ => Walk(),
            };
            if (isPacket)
                return true;
        }
        return false;
    }

    /// <summary>Takes in what has not been looked at.</summary>
    public void Dispose()
    {
        while (MoveNext())
        {
        }
    }

    private bool Tear()
    {
        _step = Step.Begin;
        return Truncate();
    }

    private bool Begin()
    {
        _step = Step.Done;
        var assembler = _assembler!;
        switch (_zone.Kind)
        {
            case ZoneKind.Idle or ZoneKind.NoPackets:
                return false;
            case ZoneKind.Continuation when !assembler.IsPending:
                assembler.Counting.DroppedOctets += _zone.Octets.Length;
                return false;
            case ZoneKind.Continuation:
                return Finish(_zone.Octets);
            case ZoneKind.Packets when _zone.FirstPacket >= _zone.Octets.Length:
                assembler.Counting.Faults++;
                assembler.Counting.DroppedOctets += _zone.Octets.Length;
                return assembler.IsPending && Truncate();
        }
        (_at, _step) = (_zone.FirstPacket, Step.Walk);
        if (assembler.IsPending)
            return Finish(_zone.Octets[.._at]);
        assembler.Counting.DroppedOctets += _at;
        return false;
    }

    // What stands before the first packet must end the pending one exactly; a whole frame of it may also leave it unfinished.
    private bool Finish(ReadOnlySpan<byte> octets)
    {
        var assembler = _assembler!;
        var status = assembler.Fill(octets, out var taken);
        var isExact = taken == octets.Length;
        if (status == PacketStatus.Incomplete && isExact && _zone.Kind == ZoneKind.Continuation)
            return false;
        if (status == PacketStatus.Whole && isExact)
            return Deliver(assembler.Release(out var isIdle), isIdle);
        assembler.Counting.DroppedOctets += octets.Length - taken;
        if (status != PacketStatus.Incomplete)
            assembler.Counting.Faults++;
        return Truncate();
    }

    private bool Walk()
    {
        var assembler = _assembler!;
        var rest = _zone.Octets[_at..];
        if (rest.IsEmpty)
        {
            _step = Step.Done;
            return false;
        }
        var status = PacketMeasure.TryMeasure(rest, assembler.MostLength, out var length, out var isIdle);
        if (status == PacketStatus.Whole && length <= rest.Length)
        {
            _at += length;
            return Deliver(rest[..length], isIdle);
        }
        _step = Step.Done;
        if (status is PacketStatus.Whole or PacketStatus.Incomplete)
        {
            assembler.Fill(rest, out _);
            return false;
        }
        assembler.Counting.Faults++;
        assembler.Counting.DroppedOctets += rest.Length;
        return false;
    }

    private bool Deliver(ReadOnlySpan<byte> packet, bool isIdle)
    {
        ref var counts = ref _assembler!.Counting;
        if (isIdle)
        {
            counts.IdlePackets++;
            return false;
        }
        counts.Packets++;
        Current = packet;
        IsTruncated = false;
        return true;
    }

    private bool Truncate()
    {
        _assembler!.Counting.TruncatedPackets++;
        Current = _assembler.Release(out var isIdle);
        IsTruncated = true;
        return !isIdle;
    }
}
