using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Ephemeris;

/// <summary>
/// Where the planets and the moon are. The series are summed at the nodes of Chebyshev polynomials over eight days and
/// kept: the second question about the same days costs a hundredth. Not safe for two threads; give each its own.
/// </summary>
public sealed class SolarSystem
{
    private const double SegmentDays = 8;
    private const int Order = 13;

    private readonly Dictionary<int, double[]> _segments = [];
    private double[] _latest = [];
    private int _latestIndex = int.MinValue;

    /// <summary>Heliocentric, ecliptic J2000, au.</summary>
    public Vector3 Position(Body body, double mjdTdb)
    {
        var (segment, x) = Locate(mjdTdb);
        return Evaluate(segment, body, x);
    }

    /// <summary>All of them, in the order of <see cref="Body"/>.</summary>
    public void Positions(double mjdTdb, Span<Vector3> positions)
    {
        var (segment, x) = Locate(mjdTdb);
        for (var body = 0; body < positions.Length; body++)
            positions[body] = Evaluate(segment, (Body)body, x);
    }

    public State State(Body body, double mjdTdb)
    {
        if (body != Body.Moon)
            return PlanetSeries.Of(body).At(mjdTdb);
        const double step = 0.01;
        var rate = (MoonSeries.At(mjdTdb + step) - MoonSeries.At(mjdTdb - step)) * (0.5 / step);
        return PlanetSeries.Of(Body.Earth).At(mjdTdb) + new State(MoonSeries.At(mjdTdb), rate);
    }

    /// <summary>Speed by the polynomials, good to 1e-9 au/d; the encounter with a body is measured with it.</summary>
    public State Passing(Body body, double mjdTdb)
    {
        const double step = 0.005;
        var rate = (Position(body, mjdTdb + step) - Position(body, mjdTdb - step)) * (0.5 / step);
        return new(Position(body, mjdTdb), rate);
    }

    private (double[] Segment, double X) Locate(double mjdTdb)
    {
        var index = (int)Math.Floor(mjdTdb / SegmentDays);
        if (index != _latestIndex)
        {
            if (!_segments.TryGetValue(index, out var found))
            {
                // A century of segments is 13 MB; who goes further begins anew.
                if (_segments.Count > 5_000)
                    _segments.Clear();
                _segments.Add(index, found = Fit(index));
            }
            (_latest, _latestIndex) = (found, index);
        }
        return (_latest, 2 * (mjdTdb / SegmentDays - index) - 1);
    }

    private static Vector3 Evaluate(double[] segment, Body body, double x)
    {
        var coefficients = segment.AsSpan((int)body * 3 * Order, 3 * Order);
        return new(Clenshaw(coefficients[..Order], x), Clenshaw(coefficients[Order..(2 * Order)], x), Clenshaw(coefficients[(2 * Order)..], x));
    }

    private static double Clenshaw(ReadOnlySpan<double> coefficients, double x)
    {
        double later = 0, last = 0;
        for (var k = coefficients.Length - 1; k > 0; k--)
            (last, later) = (2 * x * last - later + coefficients[k], last);
        return x * last - later + coefficients[0];
    }

    private static double[] Fit(int index)
    {
        var segment = new double[Bodies.Count * 3 * Order];
        for (var node = 0; node < Order; node++)
        {
            var angle = Math.PI * (node + 0.5) / Order;
            var time = (index + 0.5 * (Math.Cos(angle) + 1)) * SegmentDays;
            var earth = Vector3.Zero;
            for (var body = Body.Mercury; body <= Body.Moon; body++)
            {
                var position = body == Body.Moon ? earth + MoonSeries.At(time) : PlanetSeries.Of(body).At(time).Position;
                if (body == Body.Earth)
                    earth = position;
                var at = (int)body * 3 * Order;
                for (var k = 0; k < Order; k++)
                {
                    var weight = (k == 0 ? 1.0 : 2.0) / Order * Math.Cos(k * angle);
                    segment[at + k] += weight * position.X;
                    segment[at + Order + k] += weight * position.Y;
                    segment[at + 2 * Order + k] += weight * position.Z;
                }
            }
        }
        return segment;
    }
}
