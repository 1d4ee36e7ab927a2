namespace Gantry.Xtce;

/// <summary>Where everything lies in packets of one container, as far as it is the same in all of them.</summary>
internal sealed class Layout
{
    private const int MostSlots = 65_536;

    private readonly Prepared _prepared;
    private readonly List<Slot> _slots;
    private long _at;
    private int _samples;

    private Layout(Prepared prepared, Layout? before)
    {
        _prepared = prepared;
        _slots = before is null ? [] : [.. before._slots];
        _at = before?._at ?? 0;
        _samples = before?._samples ?? 0;
        Bits = before?.Bits ?? 0;
    }

    public IReadOnlyList<Slot> Slots => _slots;

    /// <summary>How long a packet must be to hold it.</summary>
    public long Bits { get; private set; }

    /// <summary>A container after all it extends; null when something in it moves.</summary>
    public static Layout? Of(Container container, Layout? before, Prepared prepared)
    {
        var layout = new Layout(prepared, before);
        return layout.Add(container, 0, 0) ? layout : null;
    }

    private bool Add(Container container, long start, int depth)
    {
        if (depth > Cycles.Deepest || _prepared.Database.WhyBroken(container) is not null)
            return false;
        foreach (var entry in container.Entries)
        {
            if (!Add(entry, start, depth))
                return false;
        }
        return true;
    }

    private bool Add(Entry entry, long start, int depth)
    {
        if (entry.Include is not null)
            return false;
        var count = 1L;
        var gap = 0L;
        if (entry.Repeat is { } repeat)
        {
            if (repeat is not { Count: FixedValue { Value: >= 0 and <= MostSlots } times, Gap: null or FixedValue })
                return false;
            (count, gap) = (times.Value, (repeat.Gap as FixedValue)?.Value ?? 0);
            if (count == 0)
                return true;
        }
        switch (entry.Location)
        {
            case null:
                break;
            case { From: ReferencePoint.PreviousEntry, Bits: FixedValue moved }:
                _at += moved.Value;
                break;
            case { From: ReferencePoint.ContainerStart, Bits: FixedValue from }:
                _at = start + from.Value;
                break;
            default:
                return false;
        }
        if (_at < start || _at > FixedSizes.Most)
            return false;
        // A place behind the last bit is a fault of the packet, and so is its absence.
        Bits = Math.Max(Bits, _at);
        for (var i = 0; i < count; i++)
        {
            _at += i > 0 ? gap : 0;
            if (_at < 0 || !Add(entry, i, depth))
                return false;
            Bits = Math.Max(Bits, _at);
        }
        return Bits <= FixedSizes.Most;
    }

    private bool Add(Entry entry, int index, int depth)
    {
        switch (entry)
        {
            case ParameterEntry one:
                return Add(one.Parameter, null, index);
            case ArrayEntry one:
                return Add(one.Parameter, one.Dimensions, index);
            case FixedValueEntry one:
                _at += one.SizeInBits;
                return true;
            case ContainerEntry { Container.Target: { Encoding: null } inner }:
                var start = _at;
                foreach (var part in PacketWalk.Lineage(inner))
                {
                    if (!Add(part, start, depth + 1))
                        return false;
                }
                return true;
            default:
                return false;
        }
    }

    private bool Add(ParameterReference reference, ValueList<Dimension>? dimensions, int index)
    {
        if (reference.Target is not { } parameter || _prepared.Database.TypeOf(reference) is not { } type)
            return false;
        var path = new List<PathStep>(reference.Path);
        var isPlaced = type is ArrayType array && dimensions is { Count: > 0 }
            ? Items(parameter, path, array, dimensions, index, 0)
            : Part(parameter, path, type, index, 0);
        _samples++;
        return isPlaced;
    }

    private bool Part(Parameter parameter, List<PathStep> path, DataType type, int index, int depth)
    {
        if (depth > Cycles.Deepest)
            return false;
        switch (type)
        {
            case AggregateType aggregate:
                foreach (var member in aggregate.Members)
                {
                    path.Add(new(member.Name, 0));
                    if (_prepared.Database.Resolve(member.Type) is not { } part || !Part(parameter, path, part, index, depth + 1))
                        return false;
                    path.RemoveAt(path.Count - 1);
                }
                return true;
            case ArrayType array:
                return Items(parameter, path, array, array.Dimensions, index, depth);
        }
        if (_slots.Count >= MostSlots || ColumnKinds.Of(type.Encoding) is null || FixedSizes.Of(type.Encoding) is not { } bits)
            return false;
        _slots.Add(new(parameter, [.. path], type, _at, (int)bits, _samples, index));
        _at += bits;
        return _at <= FixedSizes.Most;
    }

    private bool Items(Parameter parameter, List<PathStep> path, ArrayType array, ValueList<Dimension> dimensions, int index, int depth)
    {
        if (dimensions.Count == 0 || FixedSizes.Of(array, dimensions, _prepared) is null || _prepared.Database.Resolve(array.Element) is not { } element)
            return false;
        return Dimension(0);

        bool Dimension(int at)
        {
            if (at == dimensions.Count)
                return Part(parameter, path, element, index, depth + 1);
            var from = ((FixedValue)dimensions[at].From).Value;
            var to = ((FixedValue)dimensions[at].To).Value;
            for (var i = from; i <= to; i++)
            {
                path.Add(new(null, (int)i));
                if (!Dimension(at + 1))
                    return false;
                path.RemoveAt(path.Count - 1);
            }
            return true;
        }
    }
}
