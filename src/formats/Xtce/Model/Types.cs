namespace Gantry.Xtce;

/// <summary>What values of a parameter or of an argument are.</summary>
public abstract record DataType : Item
{
    private protected DataType()
    {
    }

    public Reference<DataType>? Base { get; init; }

    public ValueList<Unit> Units { get; init; } = [];

    public string? InitialValue { get; init; }

    /// <summary>How it looks in a packet; null when it is never in one, or when the base type says.</summary>
    public DataEncoding? Encoding { get; init; }

    public Alarm? DefaultAlarm { get; init; }

    public ValueList<ContextAlarm> ContextAlarms { get; init; } = [];

    /// <summary>Which values are reasonable at all; a parameter has at most one, an argument any number.</summary>
    public ValueList<NumberRange> ValidRanges { get; init; } = [];

    public bool ValidRangesAreCalibrated { get; init; } = true;

    /// <summary>Declared beside the commands, not beside the telemetry.</summary>
    public bool IsOfCommands { get; init; }
}

public sealed record IntegerType : DataType
{
    /// <summary>As written; the standard's default is 32.</summary>
    public int? SizeInBits { get; init; }

    /// <summary>As written; the standard's default is true.</summary>
    public bool? IsSigned { get; init; }

    public NumberFormat? Format { get; init; }
}

public sealed record FloatType : DataType
{
    /// <summary>As written; the standard's default is 32.</summary>
    public int? SizeInBits { get; init; }

    public NumberFormat? Format { get; init; }
}

public sealed record StringType : DataType
{
    public long? ShortestInCharacters { get; init; }

    public long? LongestInCharacters { get; init; }

    public string? Pattern { get; init; }

    public int? CharacterWidth { get; init; }
}

public sealed record BinaryType : DataType;

public sealed record BooleanType : DataType
{
    /// <summary>The word for true, as written; <c>True</c> by default.</summary>
    public string? One { get; init; }

    public string? Zero { get; init; }

    public string Say(bool value) => value ? One ?? "True" : Zero ?? "False";
}

public sealed record EnumeratedType : DataType
{
    public ValueList<Label> Labels { get; init; } = [];
}

/// <summary>A word for a number, or for all numbers up to another, both included.</summary>
public sealed record Label(long Value, long? UpTo, string Text, string? About)
{
    public bool Holds(long number) => number >= Value && number <= (UpTo ?? Value);
}

/// <summary>A type whose values are points of time, or lengths of it.</summary>
public abstract record TimeType : DataType
{
    private protected TimeType()
    {
    }

    public TimeUnit Unit { get; init; } = TimeUnit.Seconds;

    public double Scale { get; init; } = 1;

    public double Offset { get; init; }

    public Epoch? Epoch { get; init; }

    /// <summary>Another time parameter to which this is added: the coarse one of a fine one.</summary>
    public ParameterValue? OffsetFrom { get; init; }
}

public sealed record AbsoluteTimeType : TimeType;

public sealed record RelativeTimeType : TimeType;

public enum TimeUnit
{
    Seconds,
    Picoseconds,
    Nanoseconds,
    Microseconds,
    Milliseconds,
    Minutes,
    Hours,
    Days,
    Months,
    Years,
}

/// <summary>Where a count of time begins: by name, or as a date of UTC.</summary>
public sealed record Epoch(EpochName Name, string Written);

public enum EpochName
{
    Date,
    Tai,
    J2000,
    Unix,
    Gps,
}

public sealed record AggregateType : DataType
{
    public ValueList<Member> Members { get; init; } = [];
}

public sealed record Member : Item
{
    public required Reference<DataType> Type { get; init; }

    public string? InitialValue { get; init; }
}

public sealed record ArrayType : DataType
{
    public required Reference<DataType> Element { get; init; }

    /// <summary>Empty in a database of 1.1, where the entry says how large an array is.</summary>
    public ValueList<Dimension> Dimensions { get; init; } = [];

    /// <summary>What 1.1 says instead.</summary>
    public int? DimensionCount { get; init; }
}

/// <summary>From an index to an index, both included, counted from 0.</summary>
public sealed record Dimension(IntegerValue From, IntegerValue To);

public sealed record Unit(string Text, double Power, string Factor, string? About, string Form);

/// <summary>How numbers are shown.</summary>
public sealed record NumberFormat
{
    public string Base { get; init; } = "Decimal";

    public int LeastFractionDigits { get; init; }

    public int? MostFractionDigits { get; init; }

    public int LeastIntegerDigits { get; init; } = 1;

    public int? MostIntegerDigits { get; init; }

    public string NegativeSuffix { get; init; } = "";

    public string PositiveSuffix { get; init; } = "";

    public string NegativePrefix { get; init; } = "-";

    public string PositivePrefix { get; init; } = "";

    public bool GroupsThousands { get; init; }

    public string Notation { get; init; } = "normal";
}
