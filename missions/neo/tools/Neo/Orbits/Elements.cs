using Neo.Ephemeris;
using Neo.Numerics;

namespace Neo.Orbits;

/// <summary>
/// A conic about the sun, by perihelion distance and passage, so that ellipse, parabola and hyperbola are said alike.
/// Angles in radians, ecliptic J2000; times are MJD, TT.
/// </summary>
public sealed record Elements(double Epoch, double Q, double E, double Inclination, double Node, double Peri, double PerihelionAt)
{
    /// <summary>Semi-major axis, negative for a hyperbola, infinite for a parabola.</summary>
    public double A => E == 1 ? double.PositiveInfinity : Q / (1 - E);

    /// <summary>Radians a day.</summary>
    public double MeanMotion => Math.Sqrt(Constants.Sun / Math.Pow(Math.Abs(A), 3));

    public double MeanAnomaly => E < 1 ? Angles.Turn(MeanMotion * (Epoch - PerihelionAt)) : MeanMotion * (Epoch - PerihelionAt);

    public double Aphelion => E < 1 ? A * (1 + E) : double.PositiveInfinity;

    public double PeriodDays => E < 1 ? 2 * Math.PI / MeanMotion : double.PositiveInfinity;

    public double Parameter => Q * (1 + E);

    /// <summary>Distance from the sun where the orbit rises through the ecliptic; infinite when it never does.</summary>
    public double AscendingNodeDistance => DistanceAt(Math.Cos(Peri));

    public double DescendingNodeDistance => DistanceAt(-Math.Cos(Peri));

    /// <summary>Tisserand's parameter to Jupiter.</summary>
    public double Tisserand
    {
        get
        {
            const double jupiter = 5.2026;
            return jupiter / A + 2 * Math.Cos(Inclination) * Math.Sqrt(Parameter / jupiter);
        }
    }

    /// <summary>From semi-major axis (negative for a hyperbola) and mean anomaly, as most catalogues have it.</summary>
    public static Elements Of(double epoch, double a, double e, double inclination, double node, double peri, double meanAnomaly)
    {
        var motion = Math.Sqrt(Constants.Sun / Math.Pow(Math.Abs(a), 3));
        var anomaly = e < 1 ? Angles.Half(meanAnomaly) : meanAnomaly;
        return new(epoch, a * (1 - e), e, inclination, node, peri, epoch - anomaly / motion);
    }

    /// <summary>Directions of the perihelion and of motion there.</summary>
    public (Vector3 P, Vector3 Q) Axes()
    {
        var (sinPeri, cosPeri) = Math.SinCos(Peri);
        var (sinNode, cosNode) = Math.SinCos(Node);
        var (sinI, cosI) = Math.SinCos(Inclination);
        return (
            new(cosPeri * cosNode - sinPeri * sinNode * cosI, cosPeri * sinNode + sinPeri * cosNode * cosI, sinPeri * sinI),
            new(-sinPeri * cosNode - cosPeri * sinNode * cosI, -sinPeri * sinNode + cosPeri * cosNode * cosI, cosPeri * sinI));
    }

    public State ToState()
    {
        var (p, q) = Axes();
        var atPerihelion = new State(p * Q, q * Math.Sqrt(Constants.Sun * (1 + E) / Q));
        return TwoBody.Propagate(atPerihelion, Epoch - PerihelionAt);
    }

    public static Elements Of(State state, double epoch)
    {
        const double gm = Constants.Sun;
        var (r, v) = (state.Position, state.Velocity);
        var distance = r.Length;
        var momentum = r.Cross(v);
        var sigma = r.Dot(v) / Math.Sqrt(gm);
        var alpha = 2 / distance - v.SquaredLength / gm;
        var toPerihelion = v.Cross(momentum) * (1 / gm) - r * (1 / distance);
        var e = toPerihelion.Length;
        var parameter = momentum.SquaredLength / gm;

        var normal = momentum.Unit;
        var inclination = Math.Atan2(Math.Sqrt(normal.X * normal.X + normal.Y * normal.Y), normal.Z);
        // A circle has no perihelion and a flat orbit no node: the first axis stands in.
        var isFlat = normal.X == 0 && normal.Y == 0;
        var node = isFlat ? 0 : Angles.Turn(Math.Atan2(normal.X, -normal.Y));
        var toNode = new Vector3(Math.Cos(node), Math.Sin(node), 0);
        var perihelion = e > 1e-14 ? toPerihelion : toNode;
        var peri = Angles.Turn(Math.Atan2(perihelion.Dot(normal.Cross(toNode)), perihelion.Dot(toNode)));

        var q = parameter / (1 + e);
        return new(epoch, q, e, inclination, node, peri, epoch - SincePerihelion(distance, sigma, alpha, e, q) / Math.Sqrt(gm));
    }

    private static double SincePerihelion(double distance, double sigma, double alpha, double e, double q)
    {
        double s;
        if (Math.Abs(alpha * q) < 1e-7)
        {
            s = sigma / e;
            for (var i = 0; i < 5; i++)
            {
                var (c2, c3) = Stumpff.Of(alpha * s * s);
                s -= (e * s * (1 - alpha * s * s * c3) - sigma) / (e * (1 - alpha * s * s * c2));
            }
        }
        else if (alpha > 0)
        {
            s = Math.Atan2(sigma * Math.Sqrt(alpha), 1 - alpha * distance) / Math.Sqrt(alpha);
        }
        else
        {
            s = Math.Asinh(sigma * Math.Sqrt(-alpha) / e) / Math.Sqrt(-alpha);
        }
        return s * q + e * s * s * s * Stumpff.Of(alpha * s * s).C3;
    }

    private double DistanceAt(double cosAnomaly) => 1 + E * cosAnomaly > 0 ? Parameter / (1 + E * cosAnomaly) : double.PositiveInfinity;
}
