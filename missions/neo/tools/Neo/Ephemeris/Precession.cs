using Neo.Numerics;

namespace Neo.Ephemeris;

/// <summary>How the frames of J2000 turn into those of a date; centuries since J2000 (IAU 1976, Lieske 1979).</summary>
internal static class Precession
{
    public static Matrix3 EquatorOfDate(double t)
    {
        var zeta = t * (2306.2181 + t * (0.30188 + t * 0.017998)) * Angles.ArcSecond;
        var z = t * (2306.2181 + t * (1.09468 + t * 0.018203)) * Angles.ArcSecond;
        var theta = t * (2004.3109 - t * (0.42665 + t * 0.041833)) * Angles.ArcSecond;
        return Matrix3.AboutZ(-z) * Matrix3.AboutY(theta) * Matrix3.AboutZ(-zeta);
    }

    public static Matrix3 EclipticOfDate(double t)
    {
        var tilt = t * (47.0029 - t * 0.03302) * Angles.ArcSecond;
        var node = 174.876384 * Angles.Degree - t * (869.8089 - t * 0.03536) * Angles.ArcSecond;
        var along = t * (5029.0966 + t * 1.11113) * Angles.ArcSecond;
        return Matrix3.AboutZ(-(node + along)) * Matrix3.AboutX(tilt) * Matrix3.AboutZ(node);
    }
}
