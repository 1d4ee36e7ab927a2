namespace Gantry.Xtce;

/// <summary>Writes the entries of a command's container, those of the containers it extends first.</summary>
internal sealed class CommandBits(Prepared prepared, Dictionary<string, Found> arguments, List<string> faults) : IValues
{
    private readonly ValueBits _bits = new(prepared, faults);

    public List<EncodedField> Fields { get; } = [];

    public ReadOnlyMemory<byte> Bytes => _bits.Bytes;

    public void Write(Container container) => Include(container, 0);

    public Found? Find(ValueSource source) => source switch
    {
        ArgumentValue argument => arguments.TryGetValue(argument.Argument, out var found) ? found : null,
        ParameterValue { Parameter.Target: { } parameter } => InitialValues.Of(parameter, prepared),
        _ => null,
    };

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, null);

    private void Include(Container container, int depth)
    {
        var start = _bits.At;
        foreach (var entry in PacketWalk.Lineage(container).SelectMany(c => c.Entries))
        {
            if (faults.Count > 0 || !CriteriaCheck.Holds(entry.Include, this))
                continue;
            var count = entry.Repeat is null ? 1 : Evaluate(entry.Repeat.Count, "a count") ?? 0;
            var gap = entry.Repeat?.Gap is null ? 0 : Evaluate(entry.Repeat.Gap, "a gap") ?? 0;
            if (entry.Location is { } location && Evaluate(location.Bits, "a location") is { } bits)
            {
                if (location.From is ReferencePoint.ContainerEnd or ReferencePoint.NextEntry)
                    faults.Add($"the entry in line {entry.At.Line} counts from an end that a command does not have yet");
                _bits.At = location.From == ReferencePoint.ContainerStart ? start + bits : _bits.At + bits;
            }
            if (_bits.At < 0 || count is < 0 or > 65_536)
                faults.Add($"the entry in line {entry.At.Line} begins at bit {_bits.At} or comes {count} times");
            for (var i = 0; i < count && faults.Count == 0; i++)
            {
                _bits.At += i > 0 ? gap : 0;
                Write(entry, depth);
            }
        }
    }

    private void Write(Entry entry, int depth)
    {
        switch (entry)
        {
            case FixedValueEntry one:
                Put(one.Name ?? "fixed", one.Hex, () => Fixed(one));
                break;
            case ArgumentEntry one when arguments.TryGetValue(one.Argument, out var found):
                Put(one.Argument, found.Value.ToString(), () => _bits.Value(one.Argument, found.Type!, found.Raw, Evaluate));
                break;
            case ParameterEntry { Parameter.Target: { } parameter }:
                // What the channel knows better it fills in; until then there is the value the database gives.
                var initial = InitialValues.Of(parameter, prepared);
                if (prepared.Database.TypeOf(parameter) is { } type)
                    Put(parameter.Name, initial?.Value.ToString() ?? "0", () => _bits.Value(parameter.Name, type, initial?.Raw ?? Value.Of(0UL), Evaluate));
                break;
            case ContainerEntry { Container.Target: { } inner } when depth < Cycles.Deepest:
                Include(inner, depth + 1);
                break;
            default:
                faults.Add($"the entry in line {entry.At.Line} cannot be encoded");
                break;
        }
    }

    private void Put(string name, string value, Action write)
    {
        var from = _bits.At;
        write();
        if (_bits.At > from)
            Fields.Add(new(name, value, from, _bits.At - from));
    }

    // The least significant bits of what is written.
    private void Fixed(FixedValueEntry entry)
    {
        var bytes = Convert.FromHexString(entry.Hex);
        var missing = Math.Max(0, entry.SizeInBits - bytes.Length * 8L);
        _bits.Zeros(missing);
        var first = Math.Max(0, bytes.Length * 8L - entry.SizeInBits);
        for (var bit = first; bit < bytes.Length * 8L; bit++)
            _bits.Append(Bits.Read(bytes, bit, 1), 1);
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
