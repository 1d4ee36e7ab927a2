using Neo.Numerics;
using Neo.Time;

namespace Neo.Ephemeris;

/// <summary>
/// Where a place on the earth is, seen from its middle. UT1 is taken for UTC, and nutation has its four greatest terms:
/// together that is less than half a kilometre.
/// </summary>
public static class EarthRotation
{
    private static readonly Matrix3 _toEcliptic = Matrix3.AboutX(Constants.Obliquity);

    /// <summary>A vector of the equator of J2000 in the ecliptic.</summary>
    public static Vector3 ToEcliptic(Vector3 equatorial) => _toEcliptic * equatorial;

    public static Vector3 ToEquator(Vector3 ecliptic) => _toEcliptic.Transposed * ecliptic;

    /// <summary>A place given by east longitude and the parallax constants, au, ecliptic J2000.</summary>
    public static Vector3 Place(Utc utc, double longitude, double rhoCos, double rhoSin)
    {
        var t = (utc.Mjd - Constants.J2000) / 36_525;
        var (alongEcliptic, obliquityChange) = Nutation(t);
        var obliquity = Constants.Obliquity - t * 46.8150 * Angles.ArcSecond;
        var sidereal = Sidereal(utc) + alongEcliptic * Math.Cos(obliquity);

        var (sin, cos) = Math.SinCos(sidereal + longitude);
        var ofDate = new Vector3(rhoCos * cos, rhoCos * sin, rhoSin) * Constants.EarthRadius;
        var nutation = Matrix3.AboutX(-(obliquity + obliquityChange)) * Matrix3.AboutZ(-alongEcliptic) * Matrix3.AboutX(obliquity);
        return ToEcliptic((nutation * Precession.EquatorOfDate(t)).Transposed * ofDate);
    }

    /// <summary>Mean sidereal time of Greenwich, radians.</summary>
    public static double Sidereal(Utc utc)
    {
        var days = utc.Mjd - Constants.J2000;
        var t = days / 36_525;
        return Angles.Turn((280.46061837 + 360.98564736629 * days + t * t * (0.000387933 - t / 38_710_000)) * Angles.Degree);
    }

    private static (double Longitude, double Obliquity) Nutation(double t)
    {
        var node = (125.04452 - 1934.136261 * t) * Angles.Degree;
        var sun = 2 * (280.4665 + 36000.7698 * t) * Angles.Degree;
        var moon = 2 * (218.3165 + 481267.8813 * t) * Angles.Degree;
        return (
            (-17.20 * Math.Sin(node) - 1.32 * Math.Sin(sun) - 0.23 * Math.Sin(moon) + 0.21 * Math.Sin(2 * node)) * Angles.ArcSecond,
            (9.20 * Math.Cos(node) + 0.57 * Math.Cos(sun) + 0.10 * Math.Cos(moon) - 0.09 * Math.Cos(2 * node)) * Angles.ArcSecond);
    }
}
