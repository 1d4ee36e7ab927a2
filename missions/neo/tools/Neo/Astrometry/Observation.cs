using Neo.Time;

namespace Neo.Astrometry;

/// <summary>
/// One direction in the sky, as an observer reported it. Numbers that are printed again keep the precision they came
/// with, as the ADES fields precTime (millionths of a day), precRA (seconds of time) and precDec (seconds of arc).
/// </summary>
public sealed record Observation
{
    public required ObjectName Name { get; init; }

    public required Utc Time { get; init; }

    /// <summary>Degrees, in [0, 360).</summary>
    public required double Ra { get; init; }

    /// <summary>Degrees.</summary>
    public required double Dec { get; init; }

    public required string Station { get; init; }

    /// <summary>How it was measured, in ADES' words: CCD, CMO, PHO, VID, OCC …</summary>
    public string Mode { get; init; } = "CCD";

    public double? PrecTime { get; init; }

    public double? PrecRa { get; init; }

    public double? PrecDec { get; init; }

    /// <summary>The observer's own uncertainty in RA·cos(Dec), seconds of arc.</summary>
    public double? RmsRa { get; init; }

    public double? RmsDec { get; init; }

    /// <summary>As printed: 20.2 is not 20.20.</summary>
    public string Magnitude { get; init; } = "";

    public string Band { get; init; } = "";

    /// <summary>The star catalogue, in ADES' words.</summary>
    public string Catalogue { get; init; } = "";

    public string Notes { get; init; } = "";

    public string Program { get; init; } = "";

    public string Reference { get; init; } = "";

    public bool IsDiscovery { get; init; }

    /// <summary>Where the observer was, when no station's constants say it.</summary>
    public Location? Location { get; init; }

    /// <summary>The file and line it came from: what later products name as their source.</summary>
    public string ObsId { get; init; } = "";
}

/// <summary>A place as ADES gives it: WGS84 (degrees, degrees, metres), ICRF_KM or ICRF_AU about the earth's middle. Texts keep their digits.</summary>
public sealed record Location(string System, string First, string Second, string Third);

/// <summary>A line that was set aside, as it was, and why.</summary>
public sealed record RefusedLine(string Source, int Line, string Code, string Reason, string Raw);

/// <summary>What a file of observations held.</summary>
public sealed record Harvest(IReadOnlyList<Observation> Observations, IReadOnlyList<RefusedLine> Refused);
