using System.Globalization;

namespace Gantry.Xtce;

/// <summary>Types in the words of 1.1.</summary>
internal sealed class OlderTypes(OlderNotes notes, OlderCriteria criteria, OlderEncodings encodings, OlderAlarms alarms)
{
    private const long MostLabels = 4_096;

    public DataType Of(DataType type)
    {
        var spot = Spot.Of(type);
        notes.Name(type);
        if (type.Units.Any(u => u.Form != "calibrated"))
            notes.Lost(spot, "the unit of the raw value");
        var common = alarms.Of(type) with
        {
            Units = [.. type.Units.Select(u => u with { Form = "calibrated" })], Encoding = encodings.Of(type.Encoding, spot),
            ValidRanges = type is IntegerType ? [.. type.ValidRanges.Select(r => Whole(r, type))] : type.ValidRanges,
        };
        return common switch
        {
            FloatType { SizeInBits: { } size } one when size is not (32 or 64 or 128) => one with { SizeInBits = Told<int?>(null, spot, $"a value of {size} bits") },
            StringType { CharacterWidth: { } width } one when width is not (8 or 16) => one with { CharacterWidth = Told<int?>(null, spot, $"characters of {width} bits") },
            EnumeratedType one => one with { Labels = Labels(one) },
            TimeType one => Time(one),
            AggregateType one => one with { Members = [.. one.Members.Select(m => Member(m))] },
            ArrayType one => Array(one),
            _ => common,
        };
    }

    private T Told<T>(T value, Spot spot, string what)
    {
        notes.Lost(spot, what);
        return value;
    }

    private ArrayType Array(ArrayType one)
    {
        NoSizes(one.Element, Spot.Of(one), "items");
        if (one.Dimensions.Count > 0)
            notes.Lost(Spot.Of(one), "the sizes of an array in its type", "they are written in the entries");
        criteria.Of(one.Dimensions, Spot.Of(one));
        return one with { Dimensions = [], DimensionCount = one.Dimensions.Count > 0 ? one.Dimensions.Count : one.DimensionCount ?? 1 };
    }

    private Member Member(Member member)
    {
        notes.Name(member);
        NoSizes(member.Type, Spot.Of(member), "members");
        notes.Drop(member.InitialValue, Spot.Of(member), "the initial value of a member");
        if (member.About != Description.None)
            notes.Lost(Spot.Of(member), "the description of a member");
        return member with { InitialValue = null, About = Description.None };
    }

    // Only an entry says how large an array is, and what is inside another value has no entry.
    private void NoSizes(Reference<DataType> type, Spot spot, string what)
    {
        if (type.Target is ArrayType { Dimensions.Count: > 0 })
            notes.Cannot(spot, $"{what} that are arrays");
    }

    private ValueList<Label> Labels(EnumeratedType one)
    {
        if (one.Labels.Any(l => l.About is not null))
            notes.Lost(Spot.Of(one), "the description of a label");
        if (one.Labels.Sum(l => (decimal)(l.UpTo ?? l.Value) - l.Value + 1) > MostLabels)
        {
            notes.Cannot(Spot.Of(one), "a label for thousands of numbers");
            return one.Labels;
        }
        if (one.Labels.Any(l => l.UpTo is not null))
            notes.Lost(Spot.Of(one), "a label for a range of numbers", "it is written for each of them");
        return [.. one.Labels.SelectMany(l => Numbers(l).Select(n => new Label(n, null, l.Text, null)))];
    }

    private static IEnumerable<long> Numbers(Label label)
    {
        // Not by comparing alone, for nothing is more than the largest number.
        for (var n = label.Value; n <= (label.UpTo ?? label.Value); n++)
        {
            yield return n;
            if (n == long.MaxValue)
                break;
        }
    }

    private TimeType Time(TimeType one)
    {
        var spot = Spot.Of(one);
        decimal? seconds = one.Unit switch
        {
            TimeUnit.Milliseconds => 0.001m, TimeUnit.Microseconds => 0.000_001m, TimeUnit.Nanoseconds => 0.000_000_001m, TimeUnit.Minutes => 60, TimeUnit.Hours => 3_600, _ => null,
        };
        if (seconds is { } unit)
        {
            notes.Lost(spot, $"a time in {one.Unit.ToString().ToLower(CultureInfo.InvariantCulture)}", "it is written in seconds");
            one = one with { Unit = TimeUnit.Seconds, Scale = one.Scale * (double)unit, Offset = one.Offset * (double)unit };
        }
        var date = one.Epoch?.Name switch { EpochName.Unix => "1970-01-01", EpochName.Gps => "1980-01-06", _ => null };
        if (date is not null)
        {
            notes.Lost(spot, $"the epoch {one.Epoch!.Written}", $"{date} is written");
            one = one with { Epoch = new(EpochName.Date, date) };
        }
        else if (one.Epoch is { Name: not EpochName.Tai } epoch && !DateOnly.TryParseExact(epoch.Written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            notes.Cannot(spot, $"the epoch {epoch.Written}", "1.1 has TAI and dates");
        }
        return one;
    }

    /// <summary>Whole numbers lie between whole bounds, both of which belong to the range.</summary>
    private NumberRange Whole(NumberRange range, DataType type)
    {
        if (range is { MinExclusive: null, MaxExclusive: null } && double.IsInteger(range.MinInclusive ?? 0) && double.IsInteger(range.MaxInclusive ?? 0))
            return range;
        var mayHaveFractions = type.Base is not null || type.Encoding is FloatEncoding or NumberEncoding { DefaultCalibrator: not null } or NumberEncoding { ContextCalibrators.Count: > 0 };
        if (type.ValidRangesAreCalibrated && mayHaveFractions)
        {
            notes.Cannot(Spot.Of(type), $"the range {range} of calibrated whole numbers");
            return range;
        }
        var least = Most(range.MinInclusive is { } a ? Math.Ceiling(a) : null, range.MinExclusive is { } b ? Math.Floor(b) + 1 : null, Math.Max);
        var most = Most(range.MaxInclusive is { } c ? Math.Floor(c) : null, range.MaxExclusive is { } d ? Math.Ceiling(d) - 1 : null, Math.Min);
        var fitted = new NumberRange(least, null, most, null);
        notes.Lost(Spot.Of(type), $"the range {range} of whole numbers", $"{fitted} is written");
        return fitted;
    }

    private static double? Most(double? one, double? other, Func<double, double, double> choose) => one is { } a && other is { } b ? choose(a, b) : one ?? other;
}
