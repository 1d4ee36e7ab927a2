namespace Neo.Ephemeris;

/// <summary>What pulls beside the sun. The earth is the earth, not its barycentre with the moon.</summary>
public enum Body
{
    Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus, Neptune, Moon,
}

public static class Bodies
{
    public const int Count = 9;

    private const double EarthAndMoon = 1 / 328_900.56;
    private const double EarthPerMoon = 81.30056;

    private static readonly double[] _masses =
        [1 / 6_023_600.0, 1 / 408_523.71, EarthAndMoon * EarthPerMoon / (1 + EarthPerMoon), 1 / 3_098_708.0, 1 / 1_047.3486,
         1 / 3_497.898, 1 / 22_902.98, 1 / 19_412.24, EarthAndMoon / (1 + EarthPerMoon)];

    /// <summary>GM in au³/d².</summary>
    public static double Gm(Body body) => _masses[(int)body] * Constants.Sun;
}
