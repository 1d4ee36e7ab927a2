using System.Runtime.CompilerServices;
using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Moids;

/// <summary>
/// An orbit to which others come near, in its own axes: its plane is z = 0 and the middle of the ellipse the origin.
/// The nearest point to a given one is found without trigonometry.
/// </summary>
public sealed class Ellipse
{
    private readonly Matrix3 _axes;
    private readonly double _focus;
    private readonly double _stretch;
    private readonly int _rounds;

    /// <param name="elements">An ellipse; hyperbolas cannot be the second orbit.</param>
    public Ellipse(Elements elements)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(elements.E, 1, "the eccentricity of the second orbit");
        var (p, q) = elements.Axes();
        _axes = new(p, q, p.Cross(q));
        A = elements.A;
        B = A * Math.Sqrt(1 - elements.E * elements.E);
        Aphelion = elements.Aphelion;
        Perihelion = elements.Q;
        _focus = A * elements.E;
        _stretch = A * A - B * B;
        // Each round multiplies the error by about e²; the scan needs 1e-6, the end is polished anyway.
        _rounds = elements.E switch { < 0.02 => 1, < 0.1 => 2, < 0.5 => 4, _ => 8 };
    }

    public double A { get; }

    public double B { get; }

    public double Aphelion { get; }

    public double Perihelion { get; }

    /// <summary>A heliocentric direction in the axes of the ellipse.</summary>
    public Vector3 Turn(Vector3 direction) => _axes * direction;

    /// <summary>From the sun to the middle, in the axes of the ellipse.</summary>
    public double Focus => _focus;

    /// <summary>Cosine and sine of the eccentric anomaly of the nearest point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (double Cos, double Sin) Nearest(double x, double y)
    {
        // Where the circle of curvature at the last guess has its middle, the next guess lies in the direction of the point.
        double px = Math.Abs(x), py = Math.Abs(y);
        var length = Math.Sqrt(px * px + py * py);
        if (length < 1e-300)
            return (0, 1);
        double cos = px / length, sin = py / length;
        for (var round = 0; round < _rounds; round++)
        {
            double ex = _stretch * cos * cos * cos / A, ey = -_stretch * sin * sin * sin / B;
            double rx = A * cos - ex, ry = B * sin - ey;
            double qx = px - ex, qy = py - ey;
            var ratio = Math.Sqrt((rx * rx + ry * ry) / (qx * qx + qy * qy));
            cos = Math.Max(0, (qx * ratio + ex) / A);
            sin = Math.Max(0, (qy * ratio + ey) / B);
            var norm = 1 / Math.Sqrt(cos * cos + sin * sin);
            cos *= norm;
            sin *= norm;
        }
        return (x < 0 ? -cos : cos, y < 0 ? -sin : sin);
    }
}
