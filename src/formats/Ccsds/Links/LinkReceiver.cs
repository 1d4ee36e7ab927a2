namespace Gantry.Ccsds;

/// <summary>
/// Receives a whole link: finds frames, takes off what the sender put around them, and joins packets for each virtual
/// channel. Nothing is allocated per frame or packet. It belongs to one thread.
/// </summary>
public sealed class LinkReceiver
{
    // A spacecraft has 64 of them at most; without a check every damaged frame could name one more.
    private const int MostChannels = 256;

    private readonly LinkFormat _format;
    private readonly FrameSynchroniser? _finder;
    private readonly ReedSolomonCode? _code;
    private readonly byte[] _raw;
    private readonly byte[] _block;
    private readonly TmFormat _tm;
    private readonly AosFormat _aos;
    private readonly UslpFormat _uslp;
    private readonly Dictionary<(int Spacecraft, int Id), VirtualChannel> _channels = [];
    private int _filled;
    private LinkCounts _counts;

    /// <exception cref="ArgumentException">The format is none (<see cref="LinkFormat.WhyInvalid"/> says why).</exception>
    public LinkReceiver(LinkFormat format)
    {
        if (format.WhyInvalid() is { } complaint)
            throw new ArgumentException(complaint, nameof(format));
        _format = format;
        _finder = format.HasMarkers ? new(new(format.BlockLength)) : null;
        _code = format.Code is { } code ? new(code) : null;
        _raw = new byte[format.HasMarkers ? 0 : format.BlockLength];
        _block = new byte[format.BlockLength];
        _tm = new(format.Check, format.SpacecraftId);
        _aos = new(format.Check, format.HasHeaderCheck, format.InsertZoneLength, format.HasOcf, SpacecraftId: format.SpacecraftId);
        _uslp = new(format.Check, format.InsertZoneLength, SpacecraftId: format.SpacecraftId);
    }

    public LinkFormat Format => _format;

    public IReadOnlyCollection<VirtualChannel> Channels => _channels.Values;

    public LinkCounts Counts => _counts with
    {
        SkippedOctets = _counts.SkippedOctets + (_finder?.SkippedBits ?? 0) / 8,
        LockLosses = _finder?.LockLosses ?? 0,
    };

    /// <summary>Takes any piece of the stream.</summary>
    public void Take(ReadOnlySpan<byte> octets, ILinkSink sink)
    {
        if (_finder is not null)
        {
            while (_finder.TryRead(ref octets, out var found))
                Receive(found.Octets, sink);
            return;
        }
        while (octets.Length > 0)
        {
            var taken = Math.Min(octets.Length, _raw.Length - _filled);
            octets[..taken].CopyTo(_raw.AsSpan(_filled));
            octets = octets[taken..];
            _filled += taken;
            if (_filled < _raw.Length)
                return;
            _filled = 0;
            Receive(_raw, sink);
        }
    }

    /// <summary>Nothing more will come: frames whose successor was waited for are taken.</summary>
    public void Finish(ILinkSink sink)
    {
        while (_finder is not null && _finder.TryFinish(out var found))
            Receive(found.Octets, sink);
        _counts.SkippedOctets += _filled;
        _filled = 0;
    }

    private void Receive(ReadOnlySpan<byte> octets, ILinkSink sink)
    {
        octets.CopyTo(_block);
        if (_format.IsRandomised)
            Randomiser.Telemetry.Apply(_block);
        var corrected = 0;
        if (_code is not null && _code.Correct(_block, out corrected) is not (ReedSolomonStatus.Clean or ReedSolomonStatus.Corrected))
        {
            _counts.UncorrectableFrames++;
            sink.Bad(octets, BadFrame.Uncorrectable);
            return;
        }
        var why = Read(_block.AsSpan(0, _format.DataLength), corrected, sink);
        if (why is null)
            return;
        if (why == BadFrame.Foreign)
            _counts.ForeignFrames++;
        else
            _counts.DamagedFrames++;
        sink.Bad(octets, why.Value);
    }

    private BadFrame? Read(ReadOnlySpan<byte> octets, int corrected, ILinkSink sink)
    {
        switch (_format.Frames)
        {
            case FrameKind.Tm:
                return TmFrame.TryRead(octets, _tm, out var tm) is not FrameStatus.Good and var badTm
                    ? Why(badTm) : Deliver(tm.SpacecraftId, tm.VirtualChannel, tm.VirtualCount, tm.Zone, tm.Ocf, corrected, sink);
            case FrameKind.Aos:
                return AosFrame.TryRead(octets, _aos, out var aos) is not FrameStatus.Good and var badAos
                    ? Why(badAos) : Deliver(aos.SpacecraftId, aos.VirtualChannel, (ulong)aos.Count, aos.Zone, aos.Ocf, corrected, sink);
            default:
                // A frame may be shorter than the block that carries it; what follows is filling.
                if (UslpFrame.TryMeasure(octets, _uslp, out var length) is not FrameStatus.Good and var unmeasured)
                    return Why(unmeasured);
                if (length > octets.Length)
                    return BadFrame.Damaged;
                return UslpFrame.TryRead(octets[..length], _uslp, out var uslp) is not FrameStatus.Good and var badUslp
                    ? Why(badUslp) : Deliver(uslp.SpacecraftId, uslp.VirtualChannel, uslp.Count, uslp.Zone, uslp.Ocf, corrected, sink);
        }
    }

    private static BadFrame Why(FrameStatus status) => status == FrameStatus.WrongSpacecraft ? BadFrame.Foreign : BadFrame.Damaged;

    private BadFrame? Deliver(int spacecraft, int id, ulong count, PacketZone zone, ReadOnlySpan<byte> ocf, int corrected, ILinkSink sink)
    {
        if (!_channels.TryGetValue((spacecraft, id), out var channel))
        {
            if (_channels.Count == MostChannels)
                return BadFrame.TooManyChannels;
            _channels[(spacecraft, id)] = channel = new(spacecraft, id, _format.MostPacketLength);
        }
        _counts.GoodFrames++;
        _counts.CorrectedOctets += corrected;
        channel.CorrectedOctets += corrected;
        channel.CorrectedFrames += corrected > 0 ? 1 : 0;
        channel.IdleFrames += zone.Kind == ZoneKind.Idle ? 1 : 0;
        var packets = channel.Assembler.Take(zone);
        var missing = channel.Assembler.LastGap;
        channel.Gaps += missing > 0 ? 1 : 0;
        try
        {
            sink.Frame(new() { Channel = channel, Count = count, Missing = missing, CorrectedOctets = corrected, Kind = zone.Kind, Ocf = ocf });
            while (packets.MoveNext())
                sink.Packet(new() { Channel = channel, Octets = packets.Current, IsTruncated = packets.IsTruncated });
        }
        finally
        {
            packets.Dispose();
        }
        return null;
    }
}
