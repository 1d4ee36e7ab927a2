using Gantry.Ccsds;

namespace Gantry.Simulation;

/// <summary>How simulated packets go onto a link: the frames that carry them.</summary>
/// <param name="Format">As the station's end has it. Where it names no spacecraft, the first one is 1.</param>
public sealed record SimulatedFrames(LinkFormat Format)
{
    /// <summary>Processes share so many virtual channels, from 0 on.</summary>
    public int VirtualChannels { get; init; } = 1;

    /// <summary>At least so many frames go in a second: what was begun is filled up, and where nothing was, an idle frame goes.</summary>
    public double LeastPerSecond { get; init; } = 2;

    internal int MostSpacecraft => Format.Frames == FrameKind.Uslp ? 0xFFFF : 0x3FF;

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid()
    {
        if (LinkTransmitter.WhyNot(Format) is { } complaint)
            return complaint;
        if (Format.SpacecraftId > MostSpacecraft)
            return $"the spacecraft is 0 to {MostSpacecraft}, not {Format.SpacecraftId}";
        var most = Format.Frames == FrameKind.Tm ? 7 : 63;
        return VirtualChannels < 1 || VirtualChannels > most ? $"{VirtualChannels} virtual channels are not 1 to {most}; one more carries idle frames" : null;
    }
}

/// <summary>Puts simulated packets into frames, as they would come from an antenna, and lets happen to the frames what the scenario says.</summary>
public sealed class FramedPackets
{
    private readonly Func<SimulatedPacket?> _packets;
    private readonly SimulatedFrames _frames;
    private readonly List<PendingEvent> _pending;
    private readonly Random _chance;
    private readonly Dictionary<int, LinkTransmitter> _transmitters = [];
    private readonly Queue<SimulatedPacket> _ready = [];
    private readonly TimeSpan _period;
    private SimulatedPacket? _next;
    private TimeSpan _tick;
    private bool _hasSent;
    private bool _isOver;
    private long _sent;
    private int _toLose;

    /// <param name="packets">Gives the packets in the order they are due; null when there are no more.</param>
    public FramedPackets(Func<SimulatedPacket?> packets, SimulatedFrames frames, Scenario scenario, int seed)
    {
        if (frames.WhyInvalid() is { } complaint)
            throw new ArgumentException(complaint, nameof(frames));
        (_packets, _frames, _chance) = (packets, frames, new(seed));
        _pending = [.. scenario.Events.Where(e => e.IsOnLink).Select(e => new PendingEvent(e))];
        _period = _tick = TimeSpan.FromSeconds(1 / Math.Max(frames.LeastPerSecond, 0.001));
    }

    /// <summary>The next frame, its marker before it. After the last packet what was begun is filled up; then there are no more.</summary>
    public SimulatedPacket? Next()
    {
        SimulatedPacket frame;
        while (!_ready.TryDequeue(out frame))
        {
            if (_isOver)
                return null;
            if ((_next ??= _packets()) is not { } packet)
                End();
            else if (_tick <= packet.Due)
                Tick();
            else
                Put(packet);
        }
        return frame;
    }

    private void End()
    {
        _isOver = true;
        foreach (var (spacecraft, transmitter) in _transmitters)
            transmitter.Flush(octets => Take(octets, _tick, spacecraft));
    }

    private void Put(SimulatedPacket packet)
    {
        _next = null;
        SpacePacketHeader.TryRead(packet.Octets, out var header);
        Of(packet.Spacecraft).Send(header.Apid % _frames.VirtualChannels, packet.Octets, octets => Take(octets, packet.Due, packet.Spacecraft));
    }

    private void Tick()
    {
        if (!_hasSent)
        {
            foreach (var (spacecraft, transmitter) in _transmitters.Count > 0 ? [.. _transmitters] : new[] { KeyValuePair.Create(0, Of(0)) })
            {
                if (transmitter.HasOpenFrame)
                    transmitter.Flush(octets => Take(octets, _tick, spacecraft));
                else
                    transmitter.SendIdle(octets => Take(octets, _tick, spacecraft));
            }
        }
        _hasSent = false;
        _tick += _period;
    }

    private void Take(ReadOnlySpan<byte> octets, TimeSpan due, int spacecraft)
    {
        _hasSent = true;
        _sent++;
        var frame = octets.ToArray();
        foreach (var pending in _pending.Where(p => p.IsNow(due, _sent, null)).ToList())
        {
            if (pending.Event is GapEvent { Frames: { } lost })
                _toLose += lost;
            else if (pending.Event is CorruptEvent { Octets: { } wrong })
                Damage(frame.AsSpan(_frames.Format.HasMarkers ? SyncMarkers.Standard.Length : 0), wrong);
        }
        if (_toLose > 0)
            _toLose--;
        else
            _ready.Enqueue(new(due, frame, spacecraft));
    }

    private void Damage(Span<byte> block, int octets)
    {
        // Each place once, so that as many are wrong as were asked for.
        var places = new HashSet<int>();
        while (places.Count < Math.Min(octets, block.Length))
        {
            var at = _chance.Next(block.Length);
            if (places.Add(at))
                block[at] ^= (byte)_chance.Next(1, 256);
        }
    }

    private LinkTransmitter Of(int spacecraft) =>
        _transmitters.TryGetValue(spacecraft, out var known) ? known
        : _transmitters[spacecraft] = new(_frames.Format, ((_frames.Format.SpacecraftId ?? 1) + spacecraft) & _frames.MostSpacecraft);
}
