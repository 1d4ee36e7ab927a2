using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Simulation;

/// <summary>A packet that a simulated spacecraft sends.</summary>
/// <param name="Due">When, since the beginning.</param>
/// <param name="Spacecraft">Which of those on the link, from 0.</param>
public readonly record struct SimulatedPacket(TimeSpan Due, byte[] Octets, int Spacecraft = 0);

/// <summary>A database to send by: where its packets begin, and what is known of it.</summary>
public sealed record SimulatedDatabase(XtceDatabase Database, Container Root);

/// <summary>
/// A spacecraft made of its database: it sends every space packet that the database tells how to make, also those with conditions,
/// repeats and sizes that values say. The same database, scenario, seed and time give the same packets.
/// </summary>
public sealed class Spacecraft
{
    private const int MostLost = 5;

    private readonly Scenario _scenario;
    private readonly int _seed;
    private readonly double? _rate;
    private readonly DateTimeOffset _start;
    private readonly Random _chance;
    private readonly Dictionary<int, int> _counts = [];
    private readonly List<PendingEvent> _pending;
    private readonly Func<string, SimulatedDatabase?> _others;
    private List<PacketKind> _kinds = [];
    private long _sent;

    /// <param name="rate">How many packets in a second, of all kinds together; as scenario and database say when left out.</param>
    /// <param name="others">Finds the databases that the scenario changes to.</param>
    public Spacecraft(SimulatedDatabase database, Scenario scenario, int seed, DateTimeOffset start, double? rate = null, Func<string, SimulatedDatabase?>? others = null)
    {
        (_scenario, _seed, _start, _rate, _chance, _others) = (scenario, seed, start, rate, new(seed), others ?? (_ => null));
        _pending = [.. scenario.Events.Where(e => !e.IsOnLink).Select(e => new PendingEvent(e))];
        Use(database, TimeSpan.Zero);
    }

    /// <summary>How many kinds of packets it sends.</summary>
    public int Kinds => _kinds.Count;

    /// <summary>From now on it sends by another database.</summary>
    public void Use(SimulatedDatabase database, TimeSpan since)
    {
        var encoder = new PacketEncoder(database.Database);
        var book = new ValueBook(encoder, _scenario, _seed);
        var decoder = new PacketDecoder(database.Database, database.Root);
        var found = Reachable(database.Root).Where(c => !c.IsAbstract).ToList();
        var haveRates = found.Any(c => RateOf(c) is not null);
        _kinds = [];
        foreach (var container in found)
        {
            var rate = _scenario.Rates.TryGetValue(container.Name, out var said) || _scenario.Rates.TryGetValue(container.QualifiedName, out said) ? said : RateOf(container) ?? (haveRates ? 0 : 1);
            var kind = new PacketKind(container, rate, encoder, book);
            if (rate > 0 && kind.Make(since, _start + since, null, out _) is { } packet && ReferenceEquals(decoder.Decode(packet).Container, container))
                _kinds.Add(kind);
        }
        var all = _kinds.Sum(k => k.PerSecond);
        for (var i = 0; i < _kinds.Count; i++)
        {
            _kinds[i].PerSecond *= _rate is { } wanted ? wanted / all : 1;
            // They begin one after the other, not all at once.
            _kinds[i].Due = since + TimeSpan.FromSeconds((double)i / _kinds.Count / _kinds[i].PerSecond);
        }
    }

    /// <summary>The next packet.</summary>
    public SimulatedPacket Next()
    {
        while (true)
        {
            var kind = _kinds.MinBy(k => k.Due) ?? throw new InvalidOperationException("There is no kind of packet to send.");
            var due = kind.Due;
            if (_pending.FirstOrDefault(p => p is { Event: DatabaseEvent, IsOver: false } && due >= p.At) is { } change)
            {
                change.IsOver = true;
                if (_others(((DatabaseEvent)change.Event).File) is { } other)
                {
                    Use(other, due);
                    if (_kinds.Count == 0)
                        throw new InvalidOperationException($"{((DatabaseEvent)change.Event).File} has no packet that could be sent.");
                    continue;
                }
            }
            kind.Due += TimeSpan.FromSeconds(1 / kind.PerSecond);
            if (Send(kind, due) is { } packet)
                return new(due, packet);
        }
    }

    private byte[]? Send(PacketKind kind, TimeSpan due)
    {
        _sent++;
        var packet = kind.Make(due, _start + due, Wrong(kind, due), out _);
        kind.Sent++;
        // What a value made impossible, such as a size beyond the longest packet, is not sent.
        if (packet is null || SpacePacketHeader.TryRead(packet, out var header) != PacketStatus.Whole)
            return null;
        var count = _counts.GetValueOrDefault(header.Apid);
        foreach (var gap in Due<GapEvent>(kind, due))
            count += gap.Packets ?? _chance.Next(1, MostLost + 1);
        (header with { SequenceCount = count % SpacePacketHeader.CountModulus }).TryWrite(packet);
        _counts[header.Apid] = count % SpacePacketHeader.CountModulus + 1;
        // Its length stays right, so that the next packet is found.
        foreach (var _ in Due<CorruptEvent>(kind, due))
            packet[_chance.Next(SpacePacketHeader.Length, packet.Length)] ^= (byte)_chance.Next(1, 256);
        return packet;
    }

    private (Parameter, string, Value)? Wrong(PacketKind kind, TimeSpan due)
    {
        foreach (var pending in _pending.Where(p => p.Event is LimitsEvent))
        {
            var one = (LimitsEvent)pending.Event;
            var candidates = kind.Breakable.Where(b => one.Parameter is null || IsNamed(b.Parameter, b.Part, one.Parameter)).ToList();
            if (candidates.Count == 0)
            {
                pending.Count();
                continue;
            }
            if (!pending.IsNow(due, _sent, one.For))
                continue;
            var (parameter, part, bad) = candidates[_chance.Next(candidates.Count)];
            return (parameter, part, bad[_chance.Next(bad.Count)]);
        }
        return null;
    }

    private IEnumerable<T> Due<T>(PacketKind kind, TimeSpan due) where T : ScenarioEvent =>
        _pending.Where(p => p.Event is T && (p.Event.Packet is null || p.Event.Packet == kind.Container.Name || p.Event.Packet == kind.Container.QualifiedName) && p.IsNow(due, _sent, null)).Select(p => (T)p.Event).ToList();

    private static bool IsNamed(Parameter parameter, string part, string name) => name == parameter.Name + part || name == parameter.QualifiedName + part;

    private static double? RateOf(Container container) => container.DefaultRate is { IsPerSecond: true } rate ? rate.Least ?? rate.Most : null;

    private static List<Container> Reachable(Container root)
    {
        var found = new List<Container> { root };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(found[i].Children);
        return found;
    }
}
