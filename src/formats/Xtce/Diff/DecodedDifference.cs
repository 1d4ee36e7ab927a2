namespace Gantry.Xtce;

/// <summary>Decodes packets by two databases and counts what comes out otherwise: what a change does to what was recorded.</summary>
public sealed class DecodedDifference(CompiledDatabase before, CompiledDatabase after)
{
    private const int MostPackets = 256;

    private readonly Side _before = new(before);
    private readonly Side _after = new(after);
    private readonly SortedDictionary<string, LeafDifference> _leaves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cell> _others = new(StringComparer.Ordinal);

    public long Packets { get; private set; }

    /// <summary>How many packets are not what they were in any respect.</summary>
    public long Changed { get; private set; }

    /// <summary>How many are taken for packets of another kind, or for none.</summary>
    public long TakenOtherwise { get; private set; }

    /// <summary>What is not what it was, by name.</summary>
    public IReadOnlyCollection<LeafDifference> Leaves => _leaves.Values;

    /// <summary>Packets in the order they came, after those of earlier calls.</summary>
    public void Add(ReadOnlyMemory<byte> data, ReadOnlySpan<PacketPlace> packets)
    {
        for (var from = 0; from < packets.Length; from += MostPackets)
        {
            var some = packets[from..Math.Min(packets.Length, from + MostPackets)];
            var (was, now) = (_before.Decode(data, some), _after.Decode(data, some));
            for (var i = 0; i < some.Length; i++)
            {
                Compare(was[i], now[i]);
                Packets++;
            }
        }
    }

    private void Compare(DecodedRow was, DecodedRow now)
    {
        var isOther = was.Status != now.Status || _before.NameOf(was.Container) != _after.NameOf(now.Container);
        TakenOtherwise += isOther ? 1 : 0;
        var one = was.Span;
        var two = now.Span;
        var alike = 0;
        for (; alike < one.Length && alike < two.Length && _before.NameOf(one[alike].Leaf) == _after.NameOf(two[alike].Leaf); alike++)
            isOther |= Compare(one[alike], two[alike]);
        // From here on one has what the other has elsewhere, or not at all.
        _others.Clear();
        foreach (var cell in one[alike..])
            _others.Add(_before.NameOf(cell.Leaf), cell);
        foreach (var cell in two[alike..])
        {
            if (_others.Remove(_after.NameOf(cell.Leaf), out var earlier))
            {
                isOther |= Compare(earlier, cell);
                continue;
            }
            isOther = true;
            Of(_after.NameOf(cell.Leaf), null, cell).Added++;
        }
        foreach (var (name, cell) in _others)
        {
            isOther = true;
            Of(name, cell, null).Removed++;
        }
        Changed += isOther ? 1 : 0;
    }

    private bool Compare(in Cell was, in Cell now)
    {
        var (isValue, isLevel) = (!IsSame(was.Value, now.Value) || was.State != now.State, was.Level != now.Level);
        if (!isValue && !isLevel)
            return false;
        var leaf = Of(_after.NameOf(now.Leaf), was, now);
        leaf.Values += isValue ? 1 : 0;
        leaf.Levels += isLevel ? 1 : 0;
        return true;
    }

    private LeafDifference Of(string name, in Cell? was, in Cell? now)
    {
        if (!_leaves.TryGetValue(name, out var leaf))
            _leaves[name] = leaf = new(name, Packets, was, now);
        return leaf;
    }

    private static bool IsSame(in Value one, in Value two) => one.Kind == two.Kind && one.Kind == ValueKind.Real
        ? BitConverter.DoubleToInt64Bits(one.AsReal) == BitConverter.DoubleToInt64Bits(two.AsReal) : one == two;

    // Names without the root system, which may be called otherwise.
    private sealed class Side(CompiledDatabase database)
    {
        private readonly RowDecoder _decoder = new(database, new(database.Database));
        private readonly DecodedRow[] _rows = new DecodedRow[MostPackets];
        private readonly Dictionary<Leaf, string> _names = new(ReferenceEqualityComparer.Instance);
        private readonly int _root = database.Database.Root.QualifiedName.Length + 1;

        // Rows are filled again by the next call.
        public DecodedRow[] Decode(ReadOnlyMemory<byte> data, ReadOnlySpan<PacketPlace> packets)
        {
            _decoder.Decode(data, packets, row => _rows[row.Packet] = row);
            return _rows;
        }

        public string? NameOf(Container? container) => container?.QualifiedName[_root..];

        public string NameOf(Leaf leaf) => _names.TryGetValue(leaf, out var known) ? known : _names[leaf] = leaf.Name[_root..];
    }
}

/// <summary>In how many packets a value is not what it was.</summary>
/// <param name="Name">Below the root system: <c>eps/battery.cell[3]</c>.</param>
/// <param name="FirstPacket">The first of them, counted from 0.</param>
/// <param name="Was">What it was there; null where it was not.</param>
/// <param name="Is">What it is there.</param>
public sealed record LeafDifference(string Name, long FirstPacket, Cell? Was, Cell? Is)
{
    /// <summary>How often the value is another one.</summary>
    public long Values { get; internal set; }

    /// <summary>How often it is as bad as it was not.</summary>
    public long Levels { get; internal set; }

    /// <summary>How often it is there and was not.</summary>
    public long Added { get; internal set; }

    /// <summary>How often it was there and is not.</summary>
    public long Removed { get; internal set; }

    public override string ToString()
    {
        var counts = new[] { (Values, "another value"), (Levels, "another level"), (Added, "new"), (Removed, "gone") }.Where(c => c.Item1 > 0).Select(c => $"{c.Item2} in {c.Item1}");
        return $"{Name}: {string.Join(", ", counts)}; first in packet {FirstPacket}: {Say(Is)} (was {Say(Was)})";
    }

    private static string Say(Cell? cell) =>
        cell is not { } one ? "not there" : one.Level == ConcernLevel.Normal ? one.Value.ToString() : $"{one.Value}, {one.Level}";
}
