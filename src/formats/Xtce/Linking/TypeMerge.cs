namespace Gantry.Xtce;

/// <summary>Gives each type what it has from its base.</summary>
internal static class TypeMerge
{
    public static Dictionary<DataType, DataType> All(ItemTable items)
    {
        var merged = new Dictionary<DataType, DataType>(ReferenceEqualityComparer.Instance);
        foreach (var type in items.Types.Values.Concat(items.ArgumentTypes.Values))
        {
            if (type.Base is not null)
                Merge(type, merged);
        }
        return merged;
    }

    // Cycles have been cut, so this ends; a chain is as deep as the file has types, hence the loop instead of a recursion.
    private static void Merge(DataType type, Dictionary<DataType, DataType> merged)
    {
        var chain = new Stack<DataType>();
        for (var at = type; at is not null && !merged.ContainsKey(at); at = at.Base?.Target)
            chain.Push(at);
        while (chain.TryPop(out var own))
        {
            if (own.Base?.Target is { } target)
                merged[own] = Over(own, merged.GetValueOrDefault(target, target));
        }
    }

    private static DataType Over(DataType own, DataType from)
    {
        var common = own with
        {
            Units = own.Units.Count > 0 ? own.Units : from.Units,
            InitialValue = own.InitialValue ?? from.InitialValue,
            Encoding = own.Encoding ?? from.Encoding,
            DefaultAlarm = own.DefaultAlarm ?? from.DefaultAlarm,
            ContextAlarms = own.ContextAlarms.Count > 0 ? own.ContextAlarms : from.ContextAlarms,
            ValidRanges = own.ValidRanges.Count > 0 ? own.ValidRanges : from.ValidRanges,
            ValidRangesAreCalibrated = own.ValidRanges.Count > 0 ? own.ValidRangesAreCalibrated : from.ValidRangesAreCalibrated,
        };
        return (common, from) switch
        {
            (IntegerType a, IntegerType b) => a with { SizeInBits = a.SizeInBits ?? b.SizeInBits, IsSigned = a.IsSigned ?? b.IsSigned, Format = a.Format ?? b.Format },
            (FloatType a, FloatType b) => a with { SizeInBits = a.SizeInBits ?? b.SizeInBits, Format = a.Format ?? b.Format },
            (EnumeratedType a, EnumeratedType b) => a with { Labels = a.Labels.Count > 0 ? a.Labels : b.Labels },
            (BooleanType a, BooleanType b) => a with { One = a.One ?? b.One, Zero = a.Zero ?? b.Zero },
            (StringType a, StringType b) => a with
            {
                ShortestInCharacters = a.ShortestInCharacters ?? b.ShortestInCharacters,
                LongestInCharacters = a.LongestInCharacters ?? b.LongestInCharacters,
                Pattern = a.Pattern ?? b.Pattern,
                CharacterWidth = a.CharacterWidth ?? b.CharacterWidth,
            },
            (TimeType a, TimeType b) => (own.Encoding is null ? a with { Unit = b.Unit, Scale = b.Scale, Offset = b.Offset } : a) with
            {
                Epoch = a.Epoch ?? (a.OffsetFrom is null ? b.Epoch : null),
                OffsetFrom = a.OffsetFrom ?? (a.Epoch is null ? b.OffsetFrom : null),
            },
            (AggregateType a, AggregateType b) => a with { Members = a.Members.Count > 0 ? a.Members : b.Members },
            (ArrayType a, ArrayType b) => a with { Dimensions = a.Dimensions.Count > 0 ? a.Dimensions : b.Dimensions },
            _ => common,
        };
    }
}
