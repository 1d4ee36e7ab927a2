namespace Gantry.Xtce;

/// <summary>How a database is read.</summary>
public sealed record XtceOptions
{
    public static XtceOptions Default { get; } = new();

    public ReadingMode Mode { get; init; }

    public XtceSettings Settings { get; init; } = XtceSettings.Default;

    public XtceLimits Limits { get; init; } = XtceLimits.Default;
}

/// <summary>Lenient reads all that has a clear meaning and lists what it assumed; strict wants the schema and every rule kept.</summary>
public enum ReadingMode
{
    Lenient,
    Strict,
}

/// <summary>What the standard leaves open, decided for one database.</summary>
public sealed record XtceSettings
{
    public static XtceSettings Default { get; } = new();

    /// <summary>When the size or sign of a type is narrower than that of its encoding.</summary>
    public NumberPolicy Numbers { get; init; }

    /// <summary>What becomes of a calibrated value whose type is an integer.</summary>
    public CalibratedIntegerPolicy CalibratedIntegers { get; init; }

    /// <summary>What the leading size of a text counts.</summary>
    public LeadingSizeUnit LeadingSizes { get; init; }

    /// <summary>Whether counters of time run through leap seconds.</summary>
    public LeapSecondPolicy LeapSeconds { get; init; }

    /// <summary>The container every packet begins with, where the database does not say it.</summary>
    public string? RootContainer { get; init; }
}

public enum NumberPolicy
{
    /// <summary>No bit is lost: the value is as wide as it comes.</summary>
    EncodingWins,

    /// <summary>The value is narrowed as its type says.</summary>
    AsWritten,
}

public enum CalibratedIntegerPolicy
{
    Keep,
    Round,
}

public enum LeadingSizeUnit
{
    Bytes,
    Bits,
}

public enum LeapSecondPolicy
{
    /// <summary>Each second counts, leap seconds too.</summary>
    Uniform,

    /// <summary>A day has 86,400 of them.</summary>
    Posix,
}

/// <summary>How much is read before it is refused.</summary>
public sealed record XtceLimits
{
    public static XtceLimits Default { get; } = new();

    public long Characters { get; init; } = 256L * 1024 * 1024;

    /// <summary>Elements inside one another.</summary>
    public int Depth { get; init; } = 96;

    /// <summary>Of the whole file.</summary>
    public int Elements { get; init; } = 8_000_000;

    /// <summary>Of one item, such as a container with all its entries.</summary>
    public int ElementsOfAnItem { get; init; } = 500_000;

    public int Diagnostics { get; init; } = 20_000;
}
