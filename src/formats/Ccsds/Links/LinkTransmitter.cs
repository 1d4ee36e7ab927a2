namespace Gantry.Ccsds;

/// <summary>Takes a frame as it goes onto the link, its marker before it. It is gone when the call returns.</summary>
public delegate void FrameTaker(ReadOnlySpan<byte> octets);

/// <summary>
/// Sends packets of one spacecraft over a link: the way back of <see cref="LinkReceiver"/>, for simulators and tests. Packets of a
/// virtual channel follow each other over the borders of its frames; the last virtual channel carries idle frames alone. It belongs
/// to one thread.
/// </summary>
public sealed class LinkTransmitter
{
    private const int IdleTm = 7;
    private const int UslpCountLength = 4;
    private readonly LinkFormat _format;
    private readonly int _spacecraft;
    private readonly AosFormat _aos;
    private readonly UslpFormat _uslp;
    private readonly int _continuation;
    private readonly ReedSolomonCode? _code;
    private readonly Dictionary<int, Channel> _channels = [];
    private readonly byte[] _octets;
    private readonly int _zone;
    private byte _masterCount;

    /// <exception cref="ArgumentException">Such frames cannot be sent (<see cref="WhyNot"/> says why).</exception>
    public LinkTransmitter(LinkFormat format, int spacecraft)
    {
        if (WhyNot(format) is { } complaint)
            throw new ArgumentException(complaint, nameof(format));
        (_format, _spacecraft, _aos, _uslp, _continuation) = (format, spacecraft, AosOf(format), new(format.Check, format.InsertZoneLength), Continuation(format));
        _code = format.Code is { } code ? new(code) : null;
        _octets = new byte[(format.HasMarkers ? SyncMarkers.Standard.Length : 0) + format.BlockLength];
        if (format.HasMarkers)
            SyncMarkers.Standard.CopyTo(_octets);
        _zone = ZoneOf(format);
    }

    /// <summary>The virtual channel of frames that only fill the time.</summary>
    public int IdleChannel => _format.Frames == FrameKind.Tm ? IdleTm : AosFrame.IdleChannel;

    /// <summary>How many octets of packets a frame carries.</summary>
    public int ZoneLength => _zone;

    /// <summary>Whether a frame has been begun and waits for more packets.</summary>
    public bool HasOpenFrame => _channels.Values.Any(c => c.Filled > 0);

    /// <summary>Why frames of a format cannot be sent, in words, or null.</summary>
    public static string? WhyNot(LinkFormat format) =>
        format.WhyInvalid() is { } complaint ? complaint
        : format.Frames == FrameKind.Uslp && format.DataLength > UslpFrame.MostLength ? $"a USLP frame has up to {UslpFrame.MostLength} octets, not {format.DataLength}"
        : ZoneOf(format) is var zone && zone <= SpacePacketHeader.Length || zone > Continuation(format) - 1 ? $"a frame carries {SpacePacketHeader.Length + 1} to {Continuation(format) - 1} octets of packets, not {zone}"
        : null;

    /// <summary>Sends a packet; frames that are full by it go to the taker.</summary>
    public void Send(int virtualChannel, ReadOnlySpan<byte> packet, FrameTaker taker)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(virtualChannel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(virtualChannel, IdleChannel);
        var channel = Of(virtualChannel);
        if (channel.First == _continuation)
            channel.First = channel.Filled;
        while (!packet.IsEmpty)
        {
            var part = packet[..Math.Min(packet.Length, _zone - channel.Filled)];
            part.CopyTo(channel.Zone.AsSpan(channel.Filled));
            channel.Filled += part.Length;
            packet = packet[part.Length..];
            if (channel.Filled == _zone)
                Close(virtualChannel, channel, taker);
        }
    }

    /// <summary>Fills frames that were begun with idle packets, and sends them.</summary>
    public void Flush(FrameTaker taker)
    {
        foreach (var (id, channel) in _channels)
        {
            while (channel.Filled > 0)
            {
                // Too little is left for a packet: it ends with the frame after this one.
                var left = _zone - channel.Filled;
                var idle = new byte[left > SpacePacketHeader.Length ? left : left + _zone];
                new SpacePacketHeader { Apid = SpacePacketHeader.IdleApid, Flags = SequenceFlags.Whole, DataLength = idle.Length - SpacePacketHeader.Length }.TryWrite(idle);
                Send(id, idle, taker);
            }
        }
    }

    /// <summary>Sends a frame that only fills the time.</summary>
    public void SendIdle(FrameTaker taker)
    {
        var channel = Of(IdleChannel);
        channel.Zone.AsSpan().Fill(0x55);
        channel.First = _continuation - 1;
        Close(IdleChannel, channel, taker);
    }

    private Channel Of(int id) => _channels.TryGetValue(id, out var channel) ? channel : _channels[id] = new(_zone, _continuation);

    private void Close(int id, Channel channel, FrameTaker taker)
    {
        var block = _octets.AsSpan(_octets.Length - _format.BlockLength);
        var frame = block[.._format.DataLength];
        if (!Write(id, channel, frame))
            throw new InvalidOperationException($"There is no frame of spacecraft {_spacecraft}, virtual channel {id}.");
        channel.Count++;
        _masterCount++;
        (channel.Filled, channel.First) = (0, _continuation);
        _code?.TryEncode(block);
        if (_format.IsRandomised)
            Randomiser.Telemetry.Apply(block);
        taker(_octets);
    }

    private bool Write(int id, Channel channel, Span<byte> frame)
    {
        if (_format.Frames == FrameKind.Tm)
        {
            return new TmFrame
            {
                SpacecraftId = _spacecraft, VirtualChannel = id, MasterCount = _masterCount, VirtualCount = (byte)channel.Count, SegmentLength = 3,
                FirstHeaderPointer = channel.First, Data = channel.Zone,
            }.TryWrite(frame, new(_format.Check));
        }
        if (_format.Frames == FrameKind.Uslp)
        {
            return new UslpFrame
            {
                SpacecraftId = _spacecraft, VirtualChannel = id, Count = (uint)channel.Count, CountLength = UslpCountLength, Protocol = id == IdleChannel ? UslpFrame.IdleProtocol : 0,
                Pointer = channel.First, Data = channel.Zone, InsertZone = new byte[_uslp.InsertZoneLength], Ocf = _format.HasOcf ? [0, 0, 0, 0] : default,
            }.TryWrite(frame, _uslp);
        }
        return new AosFrame
        {
            SpacecraftId = _spacecraft, VirtualChannel = id, Count = (int)(channel.Count & 0xFFFFFF), Pointer = channel.First, Data = channel.Zone,
            InsertZone = new byte[_aos.InsertZoneLength], Ocf = _aos.HasOcf ? [0, 0, 0, 0] : default,
        }.TryWrite(frame, _aos);
    }

    private static AosFormat AosOf(LinkFormat format) => new(format.Check, format.HasHeaderCheck, format.InsertZoneLength, format.HasOcf);

    // The pointer of a frame in which no packet begins; one less where there is nothing but filling. As many places as it tells apart a frame has.
    private static int Continuation(LinkFormat format) => format.Frames == FrameKind.Uslp ? ushort.MaxValue : (1 << TmFrame.PointerBits) - 1;

    private static int ZoneOf(LinkFormat format) => format.DataLength - format.Frames switch
    {
        FrameKind.Tm => TmFrame.PrimaryHeaderLength + FrameChecks.LengthOf(format.Check),
        FrameKind.Uslp => UslpFrame.HeaderLength + UslpCountLength + format.InsertZoneLength + UslpFrame.PacketsHeaderLength + (format.HasOcf ? UslpFrame.OcfLength : 0) + FrameChecks.LengthOf(format.Check),
        _ => AosOf(format).DataStart + AosOf(format).Trailer,
    };

    private sealed class Channel(int zone, int continuation)
    {
        public byte[] Zone { get; } = new byte[zone];

        public int Filled { get; set; }

        /// <summary>Where the first packet begins in the frame that is being filled.</summary>
        public int First { get; set; } = continuation;

        public long Count { get; set; }
    }
}
