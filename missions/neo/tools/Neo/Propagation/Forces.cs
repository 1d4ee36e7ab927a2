using System.Runtime.CompilerServices;
using Neo.Ephemeris;
using Neo.Numerics;

namespace Neo.Propagation;

/// <summary>Which forces act beside the sun's.</summary>
[Flags]
public enum Forces
{
    SunAlone = 0,
    Planets = 1,
    Relativity = 2,
    All = Planets | Relativity,
}

internal static class Acceleration
{
    private static readonly double[] _gm = [.. Enumerable.Range(0, Bodies.Count).Select(i => Bodies.Gm((Body)i))];

    /// <summary>
    /// Heliocentric: what pulls the object, less what pulls the sun. The second part belongs to the places of the planets
    /// alone, so it is computed with them once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector3 At(Vector3 r, Vector3 v, ReadOnlySpan<Vector3> bodies, Vector3 ofSun, bool isRelativistic)
    {
        var squared = r.SquaredLength;
        var distance = Math.Sqrt(squared);
        var pull = -Constants.Sun / (squared * distance);
        double x = r.X * pull - ofSun.X, y = r.Y * pull - ofSun.Y, z = r.Z * pull - ofSun.Z;
        for (var i = 0; i < bodies.Length; i++)
        {
            double dx = bodies[i].X - r.X, dy = bodies[i].Y - r.Y, dz = bodies[i].Z - r.Z;
            var d2 = dx * dx + dy * dy + dz * dz;
            var factor = _gm[i] / (d2 * Math.Sqrt(d2));
            x += dx * factor;
            y += dy * factor;
            z += dz * factor;
        }
        if (isRelativistic)
        {
            // Schwarzschild's term of the sun, in harmonic coordinates.
            var scale = Constants.Sun / (Constants.LightSpeed * Constants.LightSpeed * squared * distance);
            var along = 4 * Constants.Sun / distance - v.SquaredLength;
            var across = 4 * r.Dot(v);
            x += scale * (along * r.X + across * v.X);
            y += scale * (along * r.Y + across * v.Y);
            z += scale * (along * r.Z + across * v.Z);
        }
        return new(x, y, z);
    }

    public static Vector3 OfSun(ReadOnlySpan<Vector3> bodies)
    {
        var sum = Vector3.Zero;
        for (var i = 0; i < bodies.Length; i++)
        {
            var squared = bodies[i].SquaredLength;
            sum += bodies[i] * (_gm[i] / (squared * Math.Sqrt(squared)));
        }
        return sum;
    }
}
