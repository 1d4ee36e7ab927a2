namespace Gantry.Ccsds;

/// <summary>What became of the frames and octets of one virtual channel.</summary>
public record struct AssemblyCounts
{
    public long Frames { get; set; }

    /// <summary>Frames that never came, by the gaps in the count.</summary>
    public long LostFrames { get; set; }

    /// <summary>How often the count went to somewhere else altogether.</summary>
    public long Jumps { get; set; }

    /// <summary>Frames that came twice.</summary>
    public long RepeatedFrames { get; set; }

    public long Packets { get; set; }

    public long IdlePackets { get; set; }

    /// <summary>Packets of which the end never came or did not fit.</summary>
    public long TruncatedPackets { get; set; }

    /// <summary>Octets that belong to no packet whose beginning is known.</summary>
    public long DroppedOctets { get; set; }

    /// <summary>Pointers that point outside, and places where a packet should begin and none does.</summary>
    public long Faults { get; set; }
}

/// <summary>
/// Joins packets out of the frames of one virtual channel of one spacecraft, by their pointers to the first packet. What
/// came before a gap is never joined to what comes after it. A packet that lies in one frame is handed out in place; one that spans
/// frames is gathered in a buffer of the assembler's. Nothing is allocated per frame.
/// </summary>
/// <param name="mostLength">The longest packet of the channel: a longer one is a fault.</param>
public sealed class PacketAssembler(int mostLength = SpacePacketHeader.MostTotalLength)
{
    private const ulong ShortModulus = 256;

    private readonly byte[] _pending = new byte[Math.Max(mostLength, PacketMeasure.MostHeaderLength)];
    private int _filled;

    // How long the pending packet will be; 0 while too little of its header is there to say.
    private int _wanted;
    private bool _isIdle;
    private bool _hasCount;
    private ulong _count;

    // The same count with other octets is not a repetition: a whole turn of frames is missing.
    private byte[] _last = [];
    private int _lastLength;
    private AssemblyCounts _counts;

    /// <summary>What became of everything so far.</summary>
    public AssemblyCounts Counts => _counts;

    /// <summary>How many frames were missing before the last one.</summary>
    public ulong LastGap { get; private set; }

    /// <summary>Whether a packet is begun and not ended.</summary>
    public bool IsPending => _filled > 0;

    internal int MostLength { get; } = mostLength;

    internal ref AssemblyCounts Counting => ref _counts;

    /// <summary>
    /// Takes the next frame and gives the packets that end with it. They point into the frame or into the assembler, and are
    /// gone when the next frame is taken.
    /// </summary>
    public AssembledPackets Take(PacketZone zone)
    {
        _counts.Frames++;
        LastGap = 0;
        var isNext = true;
        if (zone.CountModulus != 0 && _hasCount)
        {
            var ahead = (zone.Count - _count - 1) & (zone.CountModulus - 1);
            if (ahead == zone.CountModulus - 1 && zone.Octets.SequenceEqual(_last.AsSpan(0, _lastLength)))
            {
                _counts.RepeatedFrames++;
                return default;
            }
            isNext = ahead == 0;
            CountGap(ahead, zone.CountModulus);
        }
        Keep(zone);
        return new(this, zone, isTorn: !isNext && IsPending);
    }

    /// <summary>Forgets what is pending and which frame was the last, as after a loss of the link.</summary>
    public void Forget()
    {
        (_filled, _wanted, _hasCount, LastGap) = (0, 0, false, 0);
    }

    // Half a turn or more of a long count is no loss but a source that began anew, or another recording.
    private void CountGap(ulong missing, ulong modulus)
    {
        if (modulus > ShortModulus && missing >= modulus / 2)
        {
            _counts.Jumps++;
            return;
        }
        LastGap = missing;
        _counts.LostFrames += (long)missing;
    }

    private void Keep(PacketZone zone)
    {
        (_hasCount, _count, _lastLength) = (zone.CountModulus != 0, zone.Count, zone.Octets.Length);
        if (_last.Length < _lastLength)
            _last = new byte[_lastLength];
        zone.Octets.CopyTo(_last);
    }

    /// <summary>Adds octets to the pending packet until it is whole. How many were taken, and what is now known of the packet.</summary>
    internal PacketStatus Fill(ReadOnlySpan<byte> octets, out int taken)
    {
        taken = 0;
        while (_wanted == 0)
        {
            var status = PacketMeasure.TryMeasure(_pending.AsSpan(0, _filled), MostLength, out _wanted, out _isIdle);
            if (status is not (PacketStatus.Whole or PacketStatus.Incomplete))
                return status;
            if (status == PacketStatus.Whole)
                break;
            if (taken == octets.Length)
                return PacketStatus.Incomplete;
            _pending[_filled++] = octets[taken++];
        }
        var rest = Math.Min(_wanted - _filled, octets.Length - taken);
        octets.Slice(taken, rest).CopyTo(_pending.AsSpan(_filled));
        _filled += rest;
        taken += rest;
        return _filled == _wanted ? PacketStatus.Whole : PacketStatus.Incomplete;
    }

    /// <summary>Lets go of the pending packet and hands out what there is of it.</summary>
    internal ReadOnlySpan<byte> Release(out bool isIdle)
    {
        var octets = _pending.AsSpan(0, _filled);
        isIdle = _isIdle;
        (_filled, _wanted, _isIdle) = (0, 0, false);
        return octets;
    }
}
