namespace Gantry.Xtce;

/// <summary>How bad a value is.</summary>
public enum ConcernLevel : byte
{
    Normal,
    Watch,
    Warning,
    Distress,
    Critical,
    Severe,
}

/// <summary>When a value is of concern. The highest level that anything in it gives is the level.</summary>
public sealed record Alarm
{
    public static Alarm None { get; } = new();

    public string? Name { get; init; }

    public string? About { get; init; }

    public ValueList<AncillaryData> Ancillary { get; init; } = [];

    /// <summary>How many samples in a row must be out before it is an alarm.</summary>
    public int LeastViolations { get; init; } = 1;

    /// <summary>How many must be well before it is none; as many as violations when left out.</summary>
    public int? LeastConformance { get; init; }

    public bool IsDisabled { get; init; }

    public AlarmRanges? Ranges { get; init; }

    public ChangeAlarm? Change { get; init; }

    public ValueList<LevelRange> MultiRanges { get; init; } = [];

    public ValueList<LevelCondition> Conditions { get; init; } = [];

    public Algorithm? Custom { get; init; }

    /// <summary>Of an enumeration: the levels of labels.</summary>
    public ValueList<LevelText> Labels { get; init; } = [];

    /// <summary>Of a text: the levels of patterns.</summary>
    public ValueList<LevelText> Patterns { get; init; } = [];

    /// <summary>The level of a label or a text that is not listed.</summary>
    public ConcernLevel Otherwise { get; init; }

    public Place At { get; init; }
}

public sealed record ContextAlarm(Criteria When, Alarm Alarm);

/// <summary>One range for each level.</summary>
public sealed record AlarmRanges(ValueList<LevelRange> Levels)
{
    public string? Name { get; init; }

    public string? TimeUnits { get; init; }
}

/// <summary>Inside, a level begins where its range does; outside, where it ends.</summary>
public sealed record LevelRange(ConcernLevel Level, NumberRange Range, bool IsInside)
{
    public bool IsViolatedBy(double value) => IsInside ? Range.Holds(value) : !Range.Holds(value);
}

public sealed record LevelCondition(ConcernLevel Level, Criteria When);

public sealed record LevelText(ConcernLevel Level, string Text);

/// <summary>How fast a value may change.</summary>
public sealed record ChangeAlarm(AlarmRanges Ranges)
{
    public bool IsPerSample { get; init; }

    public bool IsPercentage { get; init; }

    public int SpanInSamples { get; init; } = 1;

    public double SpanInSeconds { get; init; }
}

/// <summary>Numbers between bounds, each of which may be missing. Nothing holds what is not a number.</summary>
public sealed record NumberRange(double? MinInclusive, double? MinExclusive, double? MaxInclusive, double? MaxExclusive)
{
    public bool Holds(double value) =>
        !double.IsNaN(value) &&
        !(value < MinInclusive) && !(value <= MinExclusive) && !(value > MaxInclusive) && !(value >= MaxExclusive);

    public override string ToString()
    {
        var from = MinInclusive is { } a ? $"[{a:R}" : MinExclusive is { } b ? $"({b:R}" : "(-∞";
        var to = MaxInclusive is { } c ? $"{c:R}]" : MaxExclusive is { } d ? $"{d:R})" : "∞)";
        return FormattableString.Invariant($"{from}, {to}");
    }
}
