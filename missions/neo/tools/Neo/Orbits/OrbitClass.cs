namespace Neo.Orbits;

/// <summary>The families of near-earth objects, by CNEOS' bounds.</summary>
public static class OrbitClass
{
    private const double EarthPerihelion = 0.983;
    private const double EarthAphelion = 1.017;

    public static string Of(Elements elements) => elements switch
    {
        { E: >= 1 } => "Hyperbolic",
        { Q: >= 1.3 } => "Not near",
        { A: < 1, Aphelion: < EarthPerihelion } => "Atira",
        { A: < 1 } => "Aten",
        { Q: < EarthAphelion } => "Apollo",
        _ => "Amor",
    };

    /// <summary>Potentially hazardous: an orbit within 0.05 au of the earth's, and 140 m or more at an albedo of 0.14.</summary>
    public static bool IsHazardous(double moid, double h) => moid <= 0.05 && h <= 22;
}
