namespace Gantry.Xtce;

/// <summary>Writes the entries of a container one after the other, those of the containers it extends first, each where it has its place.</summary>
internal abstract class EntryWriter(Prepared prepared, List<string> faults) : IValues
{
    protected const int MostTimes = 65_536;

    protected Prepared Prepared { get; } = prepared;

    protected List<string> Faults { get; } = faults;

    protected ValueBits Bits { get; } = new(prepared, faults);

    public ReadOnlyMemory<byte> Octets => Bits.Bytes;

    public void Write(Container container) => Include(container, 0);

    public abstract Found? Find(ValueSource source);

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, null);

    /// <summary>Writes one entry; <paramref name="turn"/> counts how often it was repeated.</summary>
    protected abstract void Write(Entry entry, int turn, int depth);

    protected void Include(Container container, int depth)
    {
        var start = Bits.At;
        foreach (var entry in PacketWalk.Lineage(container).SelectMany(c => c.Entries))
        {
            if (Faults.Count > 0)
                return;
            if (!CriteriaCheck.Holds(entry.Include, this))
                continue;
            var count = entry.Repeat is null ? 1 : Evaluate(entry.Repeat.Count, "a count") ?? 0;
            var gap = entry.Repeat?.Gap is null ? 0 : Evaluate(entry.Repeat.Gap, "a gap") ?? 0;
            if (entry.Location is { } location && Evaluate(location.Bits, "a location") is { } bits)
            {
                if (location.From is ReferencePoint.ContainerEnd or ReferencePoint.NextEntry)
                    Faults.Add($"the entry in line {entry.At.Line} counts from an end that is not there yet");
                Bits.At = location.From == ReferencePoint.ContainerStart ? start + bits : Bits.At + bits;
            }
            if (Bits.At < 0 || count is < 0 or > MostTimes)
                Faults.Add($"the entry in line {entry.At.Line} begins at bit {Bits.At} or comes {count} times");
            for (var i = 0; i < count && Faults.Count == 0; i++)
            {
                Bits.At += i > 0 ? gap : 0;
                Write(entry, i, depth);
            }
        }
    }

    /// <summary>The least significant bits of what is written.</summary>
    protected void Fixed(FixedValueEntry entry)
    {
        var octets = Convert.FromHexString(entry.Hex);
        Bits.Zeros(Math.Max(0, entry.SizeInBits - octets.Length * 8L));
        for (var bit = Math.Max(0, octets.Length * 8L - entry.SizeInBits); bit < octets.Length * 8L; bit++)
            Bits.Append(Xtce.Bits.Read(octets, bit, 1), 1);
    }

    protected long? Evaluate(IntegerValue value, string what)
    {
        var size = Sizes.Of(value, this);
        if (size is null)
            Faults.Add($"{what} cannot be worked out");
        return size;
    }
}
