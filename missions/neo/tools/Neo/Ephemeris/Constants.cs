namespace Neo.Ephemeris;

/// <summary>Units are au, days and solar masses; ecliptic and equinox J2000, the sun in the middle.</summary>
public static class Constants
{
    public const double J2000 = 51544.5;
    public const double Gauss = 0.01720209895;

    /// <summary>GM of the sun.</summary>
    public const double Sun = Gauss * Gauss;

    public const double AuKm = 149_597_870.7;
    public const double KmPerSecond = AuKm / 86_400;
    public const double LightSpeed = 299_792.458 / KmPerSecond;
    public const double EarthRadius = 6_378.137 / AuKm;
    public const double LunarDistance = 384_400 / AuKm;
    public const double EscapeVelocityKmS = 11.186;

    /// <summary>Obliquity of the ecliptic of J2000 in the IAU system of 1976, which all published orbits refer to.</summary>
    public const double Obliquity = 84_381.448 * Math.PI / 648_000;
}
