namespace Gantry.Actions;

/// <summary>What <c>uses: sql</c> is told.</summary>
internal sealed record SqlWith(string Query)
{
    /// <summary>How the result is written; what the output's name says when left out.</summary>
    public FileKind? Format { get; init; }

    /// <summary>How inputs are read whose names do not say it, by the inputs' names.</summary>
    public Dictionary<string, ReadAs> Read { get; init; } = [];

    /// <summary>How many rows there may be; more are cut off, and that is said. No limit when left out.</summary>
    public long? Most { get; init; }

    /// <summary>Where the names and types of the columns and the cut are written, as JSON; nowhere when left out.</summary>
    public string? About { get; init; }

    /// <summary>How long it may take.</summary>
    public double? Seconds { get; init; }
}

/// <summary>How one input is read.</summary>
internal sealed record ReadAs(FileKind? Format = null, string? Delimiter = null, bool? Header = null, Dictionary<string, string>? Types = null);
