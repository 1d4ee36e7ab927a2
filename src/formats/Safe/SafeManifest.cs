namespace Gantry.Safe;

/// <summary>What the manifest of a SAFE folder says of it, as it is written; what is absent is null.</summary>
public sealed record SafeManifest
{
    /// <summary><c>SENTINEL-1</c>.</summary>
    public string? Family { get; init; }

    /// <summary><c>A</c>.</summary>
    public string? Unit { get; init; }

    public string? Instrument { get; init; }

    public string? Mode { get; init; }

    public string? Swath { get; init; }

    public string? ProductType { get; init; }

    public DateTimeOffset? SensedFrom { get; init; }

    public DateTimeOffset? SensedUntil { get; init; }

    /// <summary>From when an auxiliary file is valid.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>When an auxiliary file was generated.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    public long? InstrumentConfiguration { get; init; }

    public long? Orbit { get; init; }

    public long? RelativeOrbit { get; init; }

    public long? Cycle { get; init; }

    /// <summary><c>ASCENDING</c> or <c>DESCENDING</c>.</summary>
    public string? Pass { get; init; }

    public string? Polarisations { get; init; }

    public string? ProductClass { get; init; }

    public string? TimelinessCategory { get; init; }

    public long? Datatake { get; init; }

    public long? Slice { get; init; }

    public long? TotalSlices { get; init; }

    public string? Centre { get; init; }

    public string? Processor { get; init; }

    public string? ProcessorVersion { get; init; }

    public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>The ground it shows: a closed ring of longitude and latitude in degrees; empty when there is none.</summary>
    public IReadOnlyList<(double Longitude, double Latitude)> Footprint { get; init; } = [];
}
