namespace Gantry.Xtce;

/// <summary>How packets of one container are decoded: straight-line code for all its columns.</summary>
public sealed class PathPlan
{
    private readonly Lazy<Extract[]> _extracts;

    internal PathPlan(int id, IReadOnlyList<Container> path, Layout layout, Prepared prepared)
    {
        var container = path[^1];
        Path = path;
        Id = id;
        Container = container;
        Bits = layout.Bits;
        Slots = layout.Slots;
        Columns = [.. layout.Slots.Select((slot, i) => new ColumnPlan(slot, i, prepared))];
        foreach (var column in Columns)
        {
            if (column.Kind != ColumnKind.Slice)
                column.RawStore = Stores++;
            if (column.NeedsReal)
                column.RealStore = Stores++;
        }
        foreach (var one in path)
            Next = one.Base?.Next?.Target ?? Next;
        _extracts = new(() => ExtractCode.Compile(container.Name, Columns, MatchCode.KnownBytes(layout)));
    }

    public int Id { get; }

    public Container Container { get; }

    /// <summary>From the root to the container.</summary>
    public IReadOnlyList<Container> Path { get; }

    public DecodeStatus Status => Container.IsAbstract ? DecodeStatus.Unidentified : DecodeStatus.Good;

    /// <summary>How long its packets are at least.</summary>
    public long Bits { get; }

    /// <summary>What the columns hold, in the order of the packet.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    /// <summary>What the next packet of the stream must be.</summary>
    public Container? Next { get; }

    internal ColumnPlan[] Columns { get; }

    internal int Stores { get; }

    internal Extract[] Code => _extracts.Value;
}
