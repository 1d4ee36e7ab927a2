namespace Gantry.Xtce;

internal sealed partial class PacketWalk
{
    private bool Needs(long position, long bits, string name) =>
        position >= 0 && bits >= 0 && bits <= _bits - position ||
        _packet.Fail(bits < 0 || position < 0 ? DecodeStatus.BadSize : DecodeStatus.TooShort, $"{name} has {bits} bits from bit {position} on, and the packet {_bits}");

    private bool Evaluate(IntegerValue value, string what, Entry? entry, out long result)
    {
        result = 0;
        switch (value)
        {
            case FixedValue one:
                result = one.Value;
                return true;
            case DynamicValue one:
                if (Find(one.Source) is not { } found || !(one.Source.IsCalibrated ? found.Value : found.Raw).TryNumber(out var number))
                    return Unknown(what, entry, Name(one.Source));
                var sum = (one.Slope ?? 1) * number + one.Intercept;
                if (!(Math.Abs(sum) < 1L << 53))
                    return _packet.Fail(DecodeStatus.BadSize, FormattableString.Invariant($"{what} is {sum}"));
                result = (long)Math.Round(sum);
                return true;
            case LookupValue one:
                foreach (var part in one.Cases.AsSpan())
                {
                    if (!CriteriaCheck.Holds(part.When, this))
                        continue;
                    result = part.Value;
                    return true;
                }
                result = one.Otherwise ?? 0;
                return one.Otherwise is not null || _packet.Fail(DecodeStatus.BadSize, $"no case of the list in line {one.At.Line} holds, which gives {what}");
            default:
                return Unknown(what, entry, "");
        }
    }

    private bool Unknown(string what, Entry? entry, string source) =>
        _packet.Fail(DecodeStatus.BadSize, $"{what}{(entry is null ? "" : $" of the entry in line {entry.At.Line}")} depends on {Wording.Quote(source)}, which has no value");

    private static string Name(ValueSource source) => source is ParameterValue p ? p.Parameter.Text : source is ArgumentValue a ? a.Argument : "";

    /// <summary>The bits an entry will take, before it is decoded; null when only decoding tells.</summary>
    private long? Measure(Entry entry, int depth) => entry switch
    {
        ParameterEntry one when _prepared.Database.TypeOf(one.Parameter) is { } type => Measure(type),
        ArrayEntry one when _prepared.Database.TypeOf(one.Parameter) is ArrayType array => Measure(array, one.Dimensions.Count > 0 ? one.Dimensions : array.Dimensions),
        ParameterSegmentEntry one => one.SizeInBits,
        ContainerSegmentEntry one => one.SizeInBits,
        StreamSegmentEntry one => one.SizeInBits,
        FixedValueEntry one => one.SizeInBits,
        ContainerEntry { Container.Target: { } container } => Measure(container, depth),
        _ => null,
    };

    private long? Measure(Container container, int depth)
    {
        if (container.Encoding is { } encoding)
            return Evaluate(encoding.Size, $"the size of {container.Name}", null, out var given) ? given : null;
        if (depth >= Deepest)
            return null;
        var sum = 0L;
        foreach (var entry in Lineage(container).SelectMany(c => c.Entries))
        {
            if (entry.Location is not null || entry.Include is not null || entry.Repeat is not null || --_left < 0 || Measure(entry, depth + 1) is not { } bits)
                return null;
            sum += bits;
        }
        return sum;
    }

    private long? Measure(DataType type) => _prepared.FixedBits(type) ?? type switch
    {
        ArrayType array => Measure(array, array.Dimensions),
        { Encoding: BinaryEncoding binary } => Evaluate(binary.Size, "the size", null, out var bits) ? bits : null,
        { Encoding: StringEncoding { Buffer: { } buffer } text } => Evaluate(buffer, "the size", null, out var bits) ? Math.Min(bits, text.LongestInBits ?? long.MaxValue) : null,
        _ => null,
    };

    private long? Measure(ArrayType array, ValueList<Dimension> dimensions) =>
        _prepared.Database.Resolve(array.Element) is { } element && _prepared.FixedBits(element) is { } bits && Shape(dimensions, array.Name, out _, out var sizes)
            ? sizes.Aggregate(bits, (product, size) => product * size)
            : null;

    /// <summary>From where and how many in each dimension.</summary>
    private bool Shape(ValueList<Dimension> dimensions, string name, out int[] from, out int[] sizes)
    {
        from = new int[dimensions.Count];
        sizes = new int[dimensions.Count];
        if (dimensions.Count == 0)
            return _packet.Fail(DecodeStatus.Undecodable, $"nobody says how large {name} is");
        var all = 1L;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (!Evaluate(dimensions[i].From, $"the first index of {name}", null, out var first) || !Evaluate(dimensions[i].To, $"the last index of {name}", null, out var last))
                return false;
            if (FixedSizes.Count(first, last) is not { } count)
                return _packet.Fail(DecodeStatus.BadSize, $"{name} goes from index {first} to {last}");
            (from[i], sizes[i]) = ((int)first, count);
            all *= count;
            if (all > MostValues)
                return _packet.Fail(DecodeStatus.TooMuch, $"{name} has more than {MostValues:N0} items");
        }
        return true;
    }
}
