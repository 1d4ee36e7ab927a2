namespace Gantry.Xtce;

/// <summary>A value that is known of a spacecraft.</summary>
public sealed record Parameter : Item
{
    public required Reference<DataType> Type { get; init; }

    public string? InitialValue { get; init; }

    public string? SystemName { get; init; }

    public DataSource? Source { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsPersistent { get; init; } = true;

    /// <summary>When this does not hold, a decoded value is not to be believed.</summary>
    public Criteria? Validity { get; init; }

    public TimeAssociation? Time { get; init; }

    public ValueList<PhysicalAddress> Addresses { get; init; } = [];

    /// <summary>Declared beside the commands, not beside the telemetry.</summary>
    public bool IsOfCommands { get; init; }
}

public enum DataSource
{
    Telemetered,
    Derived,
    Constant,
    Local,
    Ground,
}

/// <summary>Which time a sample has, when it is not that of its packet.</summary>
public sealed record TimeAssociation(ParameterValue Time, bool Interpolates, double? Offset, string Unit);

/// <summary>Where a parameter is measured: a line of a harness, a word of memory; the next inner one may follow.</summary>
public sealed record PhysicalAddress(string? SourceName, string? SourceAddress, PhysicalAddress? Within);
