using System.Globalization;
using System.Reflection;
using Neo.Numerics;

namespace Neo.Ephemeris;

/// <summary>
/// The moon seen from the earth's middle: the leading 120 terms of ELP-2000/82, as tabulated by Meeus (Astronomical
/// Algorithms, ch. 47). About 10" in longitude, 4" in latitude, ten kilometres in distance.
/// </summary>
internal static class MoonSeries
{
    private static readonly int[][] _along = Load("lr");
    private static readonly int[][] _across = Load("b");

    public static Vector3 At(double mjdTdb)
    {
        var t = (mjdTdb - Constants.J2000) / 36_525;
        var longitude = Degrees(218.3164477 + t * (481267.88123421 + t * (-0.0015786 + t * (1 / 538841.0 - t / 65194000))));
        var elongation = Degrees(297.8501921 + t * (445267.1114034 + t * (-0.0018819 + t * (1 / 545868.0 - t / 113065000))));
        var sun = Degrees(357.5291092 + t * (35999.0502909 + t * (-0.0001536 + t / 24490000)));
        var moon = Degrees(134.9633964 + t * (477198.8675055 + t * (0.0087414 + t * (1 / 69699.0 - t / 14712000))));
        var node = Degrees(93.2720950 + t * (483202.0175233 + t * (-0.0036539 + t * (-1 / 3526000.0 + t / 863310000))));
        var venus = Degrees(119.75 + 131.849 * t);
        var jupiter = Degrees(53.09 + 479264.290 * t);
        var third = Degrees(313.45 + 481266.484 * t);
        var flattening = 1 - t * (0.002516 + 0.0000074 * t);

        var east = 3958 * Math.Sin(venus) + 1962 * Math.Sin(longitude - node) + 318 * Math.Sin(jupiter);
        var outward = 0.0;
        foreach (var term in _along)
        {
            var (sin, cos) = Math.SinCos(term[0] * elongation + term[1] * sun + term[2] * moon + term[3] * node);
            var factor = Math.Pow(flattening, Math.Abs(term[1]));
            east += term[4] * factor * sin;
            outward += term[5] * factor * cos;
        }
        var north = -2235 * Math.Sin(longitude) + 382 * Math.Sin(third) + 175 * (Math.Sin(venus - node) + Math.Sin(venus + node))
            + 127 * Math.Sin(longitude - moon) - 115 * Math.Sin(longitude + moon);
        foreach (var term in _across)
        {
            north += term[4] * Math.Pow(flattening, Math.Abs(term[1]))
                * Math.Sin(term[0] * elongation + term[1] * sun + term[2] * moon + term[3] * node);
        }
        var ofDate = Angles.Direction(longitude + Degrees(east * 1e-6), Degrees(north * 1e-6)) * ((385_000.56 + outward * 1e-3) / Constants.AuKm);
        return Precession.EclipticOfDate(t).Transposed * ofDate;
    }

    private static int[][] Load(string kind)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("moon")
            ?? throw new InvalidOperationException("The series of the moon is not part of the program.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Split(' ')).Where(fields => fields[0] == kind)
            .Select(fields => fields[1..].Select(f => int.Parse(f, CultureInfo.InvariantCulture)).ToArray())];
    }

    private static double Degrees(double degrees) => degrees * Angles.Degree;
}
