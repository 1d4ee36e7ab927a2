namespace Gantry.Xtce;

/// <summary>Writes the entries of a container, those of the containers it extends first, and knows what it wrote.</summary>
internal sealed class PacketBits(Prepared prepared, IReadOnlyDictionary<Parameter, Value> asked, ValueGiver give, List<string> faults) : EntryWriter(prepared, faults)
{
    private readonly Dictionary<Parameter, Found> _written = new(ReferenceEqualityComparer.Instance);

    public override Found? Find(ValueSource source) => source is not ParameterValue { Parameter.Target: { } parameter } value ? null
        : _written.TryGetValue(parameter, out var found) ? Parts.Of(found.Raw, found.Value, found.Type, value.Parameter.Path, Prepared.Database)
        : InitialValues.Of(parameter, Prepared);

    protected override void Write(Entry entry, int turn, int depth)
    {
        switch (entry)
        {
            case ParameterEntry { Parameter: { Target: { } parameter, Path.Count: 0 } } when Prepared.Database.TypeOf(parameter) is { } type:
                Write(parameter, type, [], turn);
                break;
            case ArrayEntry { Parameter: { Target: { } parameter, Path.Count: 0 } } one when Prepared.Database.TypeOf(parameter) is { } type:
                Write(parameter, type, one.Dimensions, turn);
                break;
            case ContainerEntry { Container.Target: { } inner } when depth < Cycles.Deepest && inner.Encoding is null:
                Include(inner, depth + 1);
                break;
            case FixedValueEntry one:
                Fixed(one);
                break;
            default:
                Faults.Add($"the entry in line {entry.At.Line} cannot be encoded");
                break;
        }
    }

    private void Write(Parameter parameter, DataType type, ValueList<Dimension> dimensions, int turn)
    {
        var (raw, value) = Write(parameter, turn == 0 ? "" : $"#{turn + 1}", "", type, dimensions, 0);
        _written[parameter] = new(raw, value, type);
    }

    private (Value Raw, Value Value) Write(Parameter parameter, string repeat, string part, DataType type, ValueList<Dimension> dimensions, int depth)
    {
        if (Faults.Count > 0 || depth > Cycles.Deepest)
            return default;
        switch (type)
        {
            case AggregateType aggregate:
                var members = aggregate.Members.Select(m => Prepared.Database.Resolve(m.Type) is { } of ? Write(parameter, repeat, $"{part}.{m.Name}", of, [], depth + 1) : default).ToList();
                return (Value.OfMembers([.. members.Select(m => m.Raw)]), Value.OfMembers([.. members.Select(m => m.Value)]));
            case ArrayType array when Prepared.Database.Resolve(array.Element) is { } element && Shape(array, dimensions.Count > 0 ? dimensions : array.Dimensions) is var (from, sizes):
                var items = Enumerable.Range(0, sizes.Aggregate(1, (a, b) => a * b)).Select(i => Write(parameter, repeat, part + ListValue.IndexOf(from, sizes, i), element, [], depth + 1)).ToList();
                return (Value.Of(new ListValue([.. items.Select(i => i.Raw)], from, sizes)), Value.Of(new ListValue([.. items.Select(i => i.Value)], from, sizes)));
            default:
                var raw = asked.TryGetValue(parameter, out var must) && part.Length == 0 ? must : give(parameter, part + repeat, type, Bits.At) ?? Nothing(parameter, type);
                Bits.Value(parameter.Name + part, type, raw, Evaluate);
                var state = SampleState.Good;
                return (raw, raw.Kind is ValueKind.Text ? raw : Engineering.Of(type, raw, Prepared, this, ref state));
        }
    }

    private Value Nothing(Parameter parameter, DataType type) => InitialValues.Of(parameter, Prepared)?.Raw ?? type.Encoding switch
    {
        StringEncoding => Value.Of(""),
        BinaryEncoding => Value.Of(ReadOnlyMemory<byte>.Empty),
        _ => Value.Of(0UL),
    };

    private (int[] From, int[] Sizes)? Shape(ArrayType array, ValueList<Dimension> dimensions)
    {
        var (from, sizes) = (new int[dimensions.Count], new int[dimensions.Count]);
        for (var i = 0; i < sizes.Length; i++)
        {
            if (Evaluate(dimensions[i].From, $"the first index of {array.Name}") is not { } first || Evaluate(dimensions[i].To, $"the last index of {array.Name}") is not { } last)
                return null;
            if (FixedSizes.Count(first, last) is not ({ } count and <= MostTimes))
            {
                Faults.Add($"{array.Name} goes from index {first} to {last}");
                return null;
            }
            (from[i], sizes[i]) = ((int)first, count);
        }
        return (from, sizes);
    }
}
