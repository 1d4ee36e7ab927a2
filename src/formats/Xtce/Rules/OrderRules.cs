using System.Collections.Immutable;

namespace Gantry.Xtce;

/// <summary>
/// Where entries lie and what is known when each is decoded: overlaps, gaps, values used too early or taken from earlier
/// packets.
/// </summary>
internal sealed class OrderRules(XtceDatabase database, DiagnosticList diagnostics)
{
    private readonly Dictionary<Container, Point> _ends = new(ReferenceEqualityComparer.Instance);
    private readonly Prepared _prepared = new(database);

    public void Check(Container container)
    {
        // From the outermost on, so that a chain of any depth is walked without recursion.
        foreach (var one in PacketWalk.Lineage(container))
        {
            if (!_ends.ContainsKey(one))
                _ends[one] = Walk(one);
        }
    }

    private Point Walk(Container container)
    {
        var at = container.Base?.Container.Target is { } parent && _ends.TryGetValue(parent, out var end) ? end : new([], 0, 0);
        CheckSources(container, Sources.Of(container.Base?.Restriction), at.Known, container.At, container.Entries);
        var tellsGaps = !container.IsOfCommands;
        foreach (var entry in container.Entries)
        {
            var own = EntryRules.Reference(entry);
            var sources = own is not null && database.TypeOf(own) is { } type ? Sources.Of(entry).Concat(Sizes(type, 0)) : Sources.Of(entry);
            CheckSources(container, sources, at.Known, entry.At, container.Entries);
            at = Step(container, entry, at, tellsGaps);
            if (own?.Target is { } parameter)
                at = at with { Known = at.Known.Add(parameter) };
            else if (entry is ContainerEntry { Container.Target: { } inner })
                at = at with { Known = at.Known.Union(Known(inner)) };
        }
        return at;
    }

    private ImmutableHashSet<Parameter> Known(Container container)
    {
        Check(container);
        return _ends.TryGetValue(container, out var end) ? end.Known : [];
    }

    private Point Step(Container container, Entry entry, Point at, bool tellsGaps)
    {
        var start = entry.Location switch
        {
            null => at.Bit,
            { From: ReferencePoint.PreviousEntry, Bits: FixedValue moved } => at.Bit + moved.Value,
            { From: ReferencePoint.ContainerStart, Bits: FixedValue from } => from.Value,
            _ => null,
        };
        if (start is { } bit && at.Bit is not null && at.Highest is { } highest && tellsGaps)
        {
            if (bit < highest)
                diagnostics.Add("XT051", entry.At, container.QualifiedName, $"an entry of {container.Name} begins at bit {bit}, where others lie up to {highest}", "both are decoded");
            else if (bit > highest)
                diagnostics.Add("XT052", entry.At, container.QualifiedName, $"the bits {highest} to {bit - 1} of {container.Name} belong to no entry", "they are passed over");
        }
        var size = entry.Include is null ? Size(entry) : null;
        var next = start + size;
        return at with { Bit = next, Highest = next is null ? null : Math.Max(next.Value, at.Highest ?? 0) };
    }

    private long? Size(Entry entry)
    {
        var one = entry switch
        {
            ParameterEntry or ArrayEntry when EntryRules.Reference(entry) is { } reference && database.TypeOf(reference) is { } type =>
                type is ArrayType array && entry is ArrayEntry { Dimensions.Count: > 0 } sized ? FixedSizes.Of(array, sized.Dimensions, _prepared) : _prepared.FixedBits(type),
            ParameterSegmentEntry segment => segment.SizeInBits,
            ContainerSegmentEntry segment => segment.SizeInBits,
            StreamSegmentEntry segment => segment.SizeInBits,
            FixedValueEntry fix => fix.SizeInBits,
            ContainerEntry { Container.Target: { } inner } => Inner(inner),
            _ => null,
        };
        return (one, entry.Repeat) switch
        {
            (null, _) => null,
            (_, null) => one,
            (_, { Count: FixedValue { Value: >= 0 and < int.MaxValue } count, Gap: null or FixedValue }) => one * count.Value + ((entry.Repeat.Gap as FixedValue)?.Value ?? 0) * Math.Max(0, count.Value - 1),
            _ => null,
        };
    }

    private long? Inner(Container inner)
    {
        Check(inner);
        return inner.Encoding is { Size: FixedValue size } ? size.Value : inner.Encoding is null && _ends.TryGetValue(inner, out var end) ? end.Bit : null;
    }

    private void CheckSources(Container container, IEnumerable<ValueSource> sources, ImmutableHashSet<Parameter> known, Place at, ValueList<Entry> entries)
    {
        foreach (var source in sources)
        {
            if (source is not ParameterValue { Parameter.Target: { } parameter } value)
                continue;
            if (value.Instance == 0 && known.Contains(parameter) || IsConstant(parameter))
                continue;
            if (value.Instance == 0 && entries.Any(e => EntryRules.Reference(e)?.Target == (object)parameter))
                diagnostics.Add("XT042", at, container.QualifiedName, $"{container.Name} needs {parameter.Name} before it is decoded", "the value of an earlier packet is taken", "put its entry before");
            else
                diagnostics.Add("XT057", at, container.QualifiedName, $"{container.Name} needs {parameter.Name} of an earlier packet", "the last known value is taken", "its decoding depends on what came before");
        }
    }

    private static bool IsConstant(Parameter parameter) => parameter.Source is DataSource.Constant || parameter.IsReadOnly && parameter.InitialValue is not null;

    private IEnumerable<ValueSource> Sizes(DataType type, int depth)
    {
        // Types may branch without end in a hostile file; a handful of levels is what is looked at.
        if (depth > 6)
            return [];
        return type switch
        {
            ArrayType array => Sources.Of(array.Dimensions).Concat(database.Resolve(array.Element) is { } element ? Sizes(element, depth + 1) : []),
            AggregateType aggregate => aggregate.Members.Take(256).SelectMany(m => database.Resolve(m.Type) is { } part && _prepared.FixedBits(part) is null ? Sizes(part, depth + 1) : []),
            { Encoding: BinaryEncoding binary } => Sources.Of(binary.Size),
            { Encoding: StringEncoding text } => Sources.Of(text.Buffer),
            _ => [],
        };
    }

    /// <summary>What is known and where one stands after a container: its next bit and the highest one used, null when packets differ.</summary>
    private sealed record Point(ImmutableHashSet<Parameter> Known, long? Bit, long? Highest);
}
