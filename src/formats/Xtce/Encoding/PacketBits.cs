namespace Gantry.Xtce;

/// <summary>Writes the entries of a container, those of the containers it extends first, and knows what it wrote.</summary>
internal sealed class PacketBits(Prepared prepared, IReadOnlyDictionary<Parameter, Value> asked, ValueGiver give, List<string> faults) : IValues
{
    private const int MostTimes = 65_536;

    private readonly ValueBits _bits = new(prepared, faults);
    private readonly Dictionary<Parameter, Found> _written = new(ReferenceEqualityComparer.Instance);

    public ReadOnlyMemory<byte> Octets => _bits.Bytes;

    public void Write(Container container) => Include(container, 0);

    public Found? Find(ValueSource source) => source is not ParameterValue { Parameter.Target: { } parameter } value ? null
        : _written.TryGetValue(parameter, out var found) ? Parts.Of(found.Raw, found.Value, found.Type, value.Parameter.Path, prepared.Database)
        : InitialValues.Of(parameter, prepared);

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, null);

    private void Include(Container container, int depth)
    {
        var start = _bits.At;
        foreach (var entry in PacketWalk.Lineage(container).SelectMany(c => c.Entries))
        {
            if (faults.Count > 0)
                return;
            if (entry.Include is not null && !CriteriaCheck.Holds(entry.Include, this))
                continue;
            var count = entry.Repeat is null ? 1 : Evaluate(entry.Repeat.Count, "a count") ?? 0;
            var gap = entry.Repeat?.Gap is null ? 0 : Evaluate(entry.Repeat.Gap, "a gap") ?? 0;
            if (entry.Location is { } location && Evaluate(location.Bits, "a location") is { } bits)
            {
                if (location.From is ReferencePoint.ContainerEnd or ReferencePoint.NextEntry)
                    faults.Add($"the entry in line {entry.At.Line} counts from an end that is not there yet");
                _bits.At = location.From == ReferencePoint.ContainerStart ? start + bits : _bits.At + bits;
            }
            if (_bits.At < 0 || count is < 0 or > MostTimes)
                faults.Add($"the entry in line {entry.At.Line} begins at bit {_bits.At} or comes {count} times");
            for (var i = 0; i < count && faults.Count == 0; i++)
            {
                _bits.At += i > 0 ? gap : 0;
                Write(entry, i, depth);
            }
        }
    }

    private void Write(Entry entry, int turn, int depth)
    {
        switch (entry)
        {
            case ParameterEntry { Parameter: { Target: { } parameter, Path.Count: 0 } } when prepared.Database.TypeOf(parameter) is { } type:
                Write(parameter, type, [], turn);
                break;
            case ArrayEntry { Parameter: { Target: { } parameter, Path.Count: 0 } } one when prepared.Database.TypeOf(parameter) is { } type:
                Write(parameter, type, one.Dimensions, turn);
                break;
            case ContainerEntry { Container.Target: { } inner } when depth < Cycles.Deepest && inner.Encoding is null:
                Include(inner, depth + 1);
                break;
            case FixedValueEntry one:
                var octets = Convert.FromHexString(one.Hex);
                _bits.Zeros(Math.Max(0, one.SizeInBits - octets.Length * 8L));
                for (var bit = Math.Max(0, octets.Length * 8L - one.SizeInBits); bit < octets.Length * 8L; bit++)
                    _bits.Append(Bits.Read(octets, bit, 1), 1);
                break;
            default:
                faults.Add($"the entry in line {entry.At.Line} cannot be encoded");
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
        if (faults.Count > 0 || depth > Cycles.Deepest)
            return default;
        switch (type)
        {
            case AggregateType aggregate:
                var members = aggregate.Members.Select(m => prepared.Database.Resolve(m.Type) is { } of ? Write(parameter, repeat, $"{part}.{m.Name}", of, [], depth + 1) : default).ToList();
                return (Value.OfMembers([.. members.Select(m => m.Raw)]), Value.OfMembers([.. members.Select(m => m.Value)]));
            case ArrayType array when prepared.Database.Resolve(array.Element) is { } element && Shape(array, dimensions.Count > 0 ? dimensions : array.Dimensions) is var (from, sizes):
                var items = Enumerable.Range(0, sizes.Aggregate(1, (a, b) => a * b)).Select(i => Write(parameter, repeat, part + ListValue.IndexOf(from, sizes, i), element, [], depth + 1)).ToList();
                return (Value.Of(new ListValue([.. items.Select(i => i.Raw)], from, sizes)), Value.Of(new ListValue([.. items.Select(i => i.Value)], from, sizes)));
            default:
                var raw = asked.TryGetValue(parameter, out var must) && part.Length == 0 ? must : give(parameter, part + repeat, type, _bits.At) ?? Nothing(parameter, type);
                _bits.Value(parameter.Name + part, type, raw, Evaluate);
                var state = SampleState.Good;
                return (raw, raw.Kind is ValueKind.Text ? raw : Engineering.Of(type, raw, prepared, this, ref state));
        }
    }

    private Value Nothing(Parameter parameter, DataType type) => InitialValues.Of(parameter, prepared)?.Raw ?? type.Encoding switch
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
                faults.Add($"{array.Name} goes from index {first} to {last}");
                return null;
            }
            (from[i], sizes[i]) = ((int)first, count);
        }
        return (from, sizes);
    }

    private long? Evaluate(IntegerValue value, string what)
    {
        switch (value)
        {
            case FixedValue one:
                return one.Value;
            case DynamicValue one when Find(one.Source) is { } found && (one.Source.IsCalibrated ? found.Value : found.Raw).TryNumber(out var number):
                var sum = (one.Slope ?? 1) * number + one.Intercept;
                if (Math.Abs(sum) < ValueBits.Most)
                    return (long)Math.Round(sum);
                break;
            case LookupValue one:
                if (one.Cases.FirstOrDefault(c => CriteriaCheck.Holds(c.When, this)) is { } holding)
                    return holding.Value;
                if (one.Otherwise is { } otherwise)
                    return otherwise;
                break;
        }
        faults.Add($"{what} cannot be worked out");
        return null;
    }
}
