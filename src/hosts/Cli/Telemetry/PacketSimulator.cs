using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>What befalls simulated telemetry.</summary>
internal enum SimulatedTrouble
{
    Nominal,

    /// <summary>Now and then a value is out of its limits.</summary>
    Limits,

    /// <summary>Now and then some packets are missing.</summary>
    Gap,

    /// <summary>Now and then a packet is damaged.</summary>
    Corrupt,
}

/// <summary>
/// A spacecraft made of its database: it sends the space packets whose fields do not move, with values by simple laws. The same seed
/// gives the same packets.
/// </summary>
internal sealed class PacketSimulator
{
    private const int HeaderBits = 48;
    private const int TroubleEvery = 20;
    private const int MostMissing = 5;

    private readonly Random _chance;
    private readonly SimulatedTrouble _trouble;
    private readonly List<Kind> _kinds = [];
    private readonly Dictionary<int, int> _counts = [];
    private long _step;
    private bool _isDue;

    public PacketSimulator(CompiledDatabase database, SimulatedTrouble trouble, int seed)
    {
        (_trouble, _chance) = (trouble, new(seed));
        var decoder = new RowDecoder(database, new(database.Database));
        foreach (var plan in database.Plans.Where(p => p.Status == DecodeStatus.Good && p.Bits > HeaderBits))
        {
            if (Begin(plan) is { } template && Decodes(decoder, plan, template))
                _kinds.Add(new(template, [.. plan.Slots.Where(s => s.Bit >= HeaderBits && !IsFixed(plan, s)).Select(s => new SlotLaw(s, template, packet => Look(decoder, packet, s)))]));
        }
    }

    /// <summary>How many kinds of packets it sends.</summary>
    public int Kinds => _kinds.Count;

    /// <summary>The next packet; each kind in its turn.</summary>
    public byte[] Next()
    {
        var kind = _kinds[(int)(_step % _kinds.Count)];
        var packet = (byte[])kind.Template.Clone();
        for (var i = 0; i < kind.Laws.Count; i++)
            kind.Laws[i].Write(packet, _step / _kinds.Count, i);
        SpacePacketHeader.TryRead(packet, out var header);
        var count = _counts.GetValueOrDefault(header.Apid);
        _isDue |= _step++ % TroubleEvery == TroubleEvery - 1;
        var bad = kind.Laws.Where(l => l.CanBeBad).ToList();
        // A packet without limits leaves it to the next one.
        var isTroubled = _isDue && (_trouble != SimulatedTrouble.Limits || bad.Count > 0);
        _isDue &= !isTroubled;
        if (isTroubled && _trouble == SimulatedTrouble.Gap)
            count += _chance.Next(1, MostMissing + 1);
        if (isTroubled && _trouble == SimulatedTrouble.Limits)
            bad[_chance.Next(bad.Count)].WriteBad(packet, _chance);
        (header with { SequenceCount = count % SpacePacketHeader.CountModulus, Flags = SequenceFlags.Whole }).TryWrite(packet);
        _counts[header.Apid] = count + 1;
        // Its length stays right, so that the next packet is found.
        if (isTroubled && _trouble == SimulatedTrouble.Corrupt)
            packet[_chance.Next(SpacePacketHeader.Length, packet.Length)] ^= (byte)_chance.Next(1, 256);
        return packet;
    }

    // A packet with all that its containers ask for; null where that cannot be said by bits alone.
    private static byte[]? Begin(PathPlan plan)
    {
        var packet = new byte[(plan.Bits + 7) / 8];
        if (packet.Length > SpacePacketHeader.MostTotalLength)
            return null;
        foreach (var comparison in plan.Path.SelectMany(c => Comparisons(c.Base?.Restriction)))
        {
            if (comparison is not { Operator: Operator.Equal, Left: ParameterValue { Parameter.Target: { } parameter } } || plan.Slots.FirstOrDefault(s => ReferenceEquals(s.Parameter, parameter)) is not { } slot)
                return null;
            if (long.TryParse(comparison.Literal, out var number))
                SlotLaw.Put(packet, slot, (ulong)number);
            else if (slot.Type is EnumeratedType enumerated && enumerated.Labels.FirstOrDefault(l => l.Text == comparison.Literal) is { } label)
                SlotLaw.Put(packet, slot, (ulong)label.Value);
            else
                return null;
        }
        return SpacePacketHeader.TryRead(packet, out var header) == PacketStatus.Whole && (header with { DataLength = packet.Length - SpacePacketHeader.Length, Flags = SequenceFlags.Whole }).TryWrite(packet) ? packet : null;
    }

    private static IEnumerable<Comparison> Comparisons(Criteria? criteria) => criteria switch
    {
        Comparison one => [one],
        AllOf all => all.Parts.SelectMany(Comparisons),
        null => [],
        // Whatever else there is cannot be made true by setting one value.
        _ => [new Comparison(new ArgumentValue(""), Operator.NotEqual, "")],
    };

    private static bool IsFixed(PathPlan plan, Slot slot) =>
        plan.Path.SelectMany(c => Comparisons(c.Base?.Restriction)).Any(c => c.Left is ParameterValue { Parameter.Target: { } parameter } && ReferenceEquals(parameter, slot.Parameter));

    private static bool Decodes(RowDecoder decoder, PathPlan plan, byte[] packet)
    {
        var isSo = false;
        decoder.Decode(packet, [new(0, packet.Length)], row => isSo = row.Status == DecodeStatus.Good && ReferenceEquals(row.Container, plan.Container));
        return isSo;
    }

    private static Cell? Look(RowDecoder decoder, byte[] packet, Slot slot)
    {
        Cell? found = null;
        decoder.Decode(packet, [new(0, packet.Length)], row => found = row.Cells.Select(c => (Cell?)c).FirstOrDefault(c => c!.Value.Leaf.Name == slot.Name));
        return found;
    }

    private sealed record Kind(byte[] Template, IReadOnlyList<SlotLaw> Laws);
}
