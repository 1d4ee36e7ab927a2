using System.Globalization;

namespace Gantry.Xtce;

/// <summary>How the values of a parameter or an argument changed.</summary>
internal static class TypeDiff
{
    public static IEnumerable<(ChangeKind Kind, string Sentence)> Of(DataType before, DataType after)
    {
        if (before.GetType() != after.GetType())
        {
            yield return (ChangeKind.Decoding, $"is {Kind(after)} (was {Kind(before)})");
            yield break;
        }
        foreach (var change in Encodings(before, after).Concat(Labels(before, after)).Concat(Limits(before, after)))
            yield return change;
        if (!before.Units.Equals(after.Units))
            yield return (ChangeKind.Telling, $"is in {Words.Units(after)} (was in {Words.Units(before)})");
        if (!before.ValidRanges.Equals(after.ValidRanges) || before.ValidRangesAreCalibrated != after.ValidRangesAreCalibrated)
            yield return (ChangeKind.Limits, Ranges("its valid range", before.ValidRanges, after.ValidRanges));
        if (Rest(before) != Rest(after))
            yield return (before is ArrayType or AggregateType or TimeType or IntegerType or FloatType or BooleanType ? ChangeKind.Decoding : ChangeKind.Telling, "what its type says beside that has changed");
    }

    private static string Kind(DataType type) => type.GetType().Name.Replace("Type", "", StringComparison.Ordinal) is var name && "AEI".Contains(name[0], StringComparison.Ordinal) ? "an " + name : "a " + name;

    /// <summary>A type without all that was looked at above.</summary>
    private static DataType Rest(DataType type)
    {
        var bare = type with
        {
            Name = "", QualifiedName = "", About = Description.None, Base = null, Units = [], Encoding = null, DefaultAlarm = null, ContextAlarms = [],
            ValidRanges = [], ValidRangesAreCalibrated = true, InitialValue = null,
        };
        return bare is EnumeratedType labelled ? labelled with { Labels = [] } : bare;
    }

    private static IEnumerable<(ChangeKind, string)> Encodings(DataType before, DataType after)
    {
        if (Words.Of(before.Encoding) is var was && Words.Of(after.Encoding) is var now && was != now)
            yield return (ChangeKind.Decoding, $"is {now} (was {was})");
        if (before.Encoding is NumberEncoding one && after.Encoding is NumberEncoding two)
        {
            if (one.DefaultCalibrator != two.DefaultCalibrator)
            {
                var (old, fresh) = (Words.Of(one.DefaultCalibrator), Words.Of(two.DefaultCalibrator));
                yield return (ChangeKind.Decoding, old == fresh ? $"is {fresh}, with other figures than before" : $"is {fresh} (was {old})");
            }
            if (!one.ContextCalibrators.Equals(two.ContextCalibrators))
                yield return (ChangeKind.Decoding, "is calibrated otherwise in some contexts");
        }
        else if (before.Encoding != after.Encoding && was == now)
        {
            yield return (ChangeKind.Decoding, "is encoded otherwise");
        }
    }

    private static IEnumerable<(ChangeKind, string)> Labels(DataType before, DataType after)
    {
        if (before is not EnumeratedType one || after is not EnumeratedType two || one.Labels.Equals(two.Labels))
            yield break;
        var old = one.Labels.DistinctBy(l => (l.Value, l.UpTo)).ToDictionary(l => (l.Value, l.UpTo));
        var fresh = two.Labels.DistinctBy(l => (l.Value, l.UpTo)).ToDictionary(l => (l.Value, l.UpTo));
        foreach (var (key, label) in fresh)
        {
            if (!old.TryGetValue(key, out var earlier))
                yield return (ChangeKind.Decoding, $"{Number(label)} is called '{label.Text}' (had no label)");
            else if (earlier.Text != label.Text)
                yield return (ChangeKind.Decoding, $"{Number(label)} is called '{label.Text}' (was '{earlier.Text}')");
        }
        foreach (var (key, label) in old)
        {
            if (!fresh.ContainsKey(key))
                yield return (ChangeKind.Decoding, $"{Number(label)} has no label (was '{label.Text}')");
        }
    }

    private static string Number(Label label) => label.UpTo is { } end ? $"{label.Value} to {end}" : label.Value.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(ChangeKind, string)> Limits(DataType before, DataType after)
    {
        if (before.DefaultAlarm != after.DefaultAlarm)
        {
            var (one, two) = (before.DefaultAlarm ?? Alarm.None, after.DefaultAlarm ?? Alarm.None);
            var told = false;
            foreach (var level in Enum.GetValues<ConcernLevel>())
            {
                var was = one.Ranges?.Levels.FirstOrDefault(l => l.Level == level);
                var now = two.Ranges?.Levels.FirstOrDefault(l => l.Level == level);
                if (was == now)
                    continue;
                told = true;
                yield return (ChangeKind.Limits, Limit(level, was, now));
            }
            if (one with { Ranges = null } != two with { Ranges = null } || !told)
                yield return (ChangeKind.Limits, before.DefaultAlarm is null ? "has alarms (had none)" : after.DefaultAlarm is null ? "has no alarms (had some)" : "its alarms have changed");
        }
        if (!before.ContextAlarms.Equals(after.ContextAlarms))
            yield return (ChangeKind.Limits, "its alarms in some contexts have changed");
    }

    private static string Limit(ConcernLevel level, LevelRange? was, LevelRange? now) => (was, now) switch
    {
        (null, _) => $"{level} has the range {now!.Range} (had none)",
        (_, null) => $"{level} has no range (was {was.Range})",
        _ when was.IsInside != now.IsInside => $"{level} is {(now.IsInside ? "inside" : "outside")} of {now.Range} (was {(was.IsInside ? "inside" : "outside")} of {was.Range})",
        _ => $"{level} is {Compare(was.Range, now.Range)} to {now.Range} (was {was.Range})",
    };

    private static string Ranges(string what, ValueList<NumberRange> was, ValueList<NumberRange> now) => (was.Count, now.Count) switch
    {
        (0, _) => $"{what} is {now} (had none)",
        (_, 0) => $"{what} is gone (was {was})",
        (1, 1) => $"{what} is {Compare(was[0], now[0])} to {now} (was {was})",
        _ => $"{what} is {now} (was {was})",
    };

    private static string Compare(NumberRange was, NumberRange now)
    {
        var (low, high) = (Low(now).CompareTo(Low(was)), High(now).CompareTo(High(was)));
        return low <= 0 && high >= 0 && (low, high) != (0, 0) ? "widened" : low >= 0 && high <= 0 && (low, high) != (0, 0) ? "narrowed" : "moved";
    }

    private static double Low(NumberRange range) => range.MinInclusive ?? range.MinExclusive ?? double.NegativeInfinity;

    private static double High(NumberRange range) => range.MaxInclusive ?? range.MaxExclusive ?? double.PositiveInfinity;
}
