namespace Neo.Orbits;

/// <summary>An object's orbit as the catalogue keeps it. Times are MJD; the epoch is TT, which is taken for TDB (2 ms, 60 m).</summary>
public sealed record Orbit(string Id, double Epoch, State State)
{
    public string PermId { get; init; } = "";

    public string ProvId { get; init; } = "";

    /// <summary>Of place and speed at the epoch, au and au/d; null when not known.</summary>
    public double[,]? Covariance { get; init; }

    public double? H { get; init; }

    public double G { get; init; } = 0.15;

    /// <summary>First and last observation, UTC.</summary>
    public (double First, double Last)? Observed { get; init; }

    /// <summary>Mean time of the observations: what the old Palermo scale counts from.</summary>
    public double? MeanObserved { get; init; }

    public int Used { get; init; }

    public int Rejected { get; init; }

    public double? RmsArcSeconds { get; init; }

    public double? NormalisedRms { get; init; }

    public Elements Elements => Elements.Of(State, Epoch);
}
