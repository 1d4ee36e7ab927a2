namespace Gantry.Xtce;

/// <summary>Sizes that are known before any packet is.</summary>
internal static class FixedSizes
{
    public const long Most = int.MaxValue;

    public static long? Of(DataType type, Prepared prepared) => type switch
    {
        AggregateType aggregate => Sum(aggregate, prepared),
        ArrayType array => Of(array, array.Dimensions, prepared),
        _ => Of(type.Encoding),
    };

    public static long? Of(ArrayType array, ValueList<Dimension> dimensions, Prepared prepared)
    {
        if (dimensions.Count == 0 || prepared.Database.Resolve(array.Element) is not { } element || prepared.FixedBits(element) is not { } bits)
            return null;
        foreach (var dimension in dimensions)
        {
            if (dimension is not { From: FixedValue from, To: FixedValue to } || Count(from.Value, to.Value) is not { } count)
                return null;
            bits *= count;
            if (bits > Most)
                return null;
        }
        return bits;
    }

    /// <summary>How many items from an index to another, both included; one less than the first is none. Null when it makes no sense.</summary>
    public static int? Count(long from, long to) =>
        from is < 0 or > int.MaxValue || to < from - 1 || to - from >= int.MaxValue ? null : (int)(to - from + 1);

    public static long? Of(DataEncoding? encoding) => encoding switch
    {
        NumberEncoding number => number.SizeInBits,
        StringEncoding { Buffer: FixedValue { Value: >= 0 and <= Most } buffer } text => Math.Min(buffer.Value, text.LongestInBits ?? Most),
        BinaryEncoding { Size: FixedValue { Value: >= 0 and <= Most } size } => size.Value,
        _ => null,
    };

    private static long? Sum(AggregateType aggregate, Prepared prepared)
    {
        var sum = 0L;
        foreach (var member in aggregate.Members)
        {
            if (prepared.Database.Resolve(member.Type) is not { } type || prepared.FixedBits(type) is not { } bits)
                return null;
            sum += bits;
            if (sum > Most)
                return null;
        }
        return sum;
    }
}
