using System.Runtime.CompilerServices;
using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Moids;

/// <summary>
/// The least distance between two orbits. The first, any conic, is walked in steps of about equal length; at each the
/// nearest point of the second is known, so what is left is a function of one angle. A stretch of the way can only hold
/// a smaller distance than the best if the distances at its ends are small enough for its length, and only those
/// stretches are looked at more closely. Not safe for two threads; give each its own.
/// </summary>
public sealed class Moid(Ellipse ellipse)
{
    private const int MostNodes = 512;
    private const int Halvings = 5;
    private const double WidestStep = 0.22;

    private readonly Node[] _nodes = new Node[MostNodes];
    private Vector3 _p;
    private Vector3 _q;
    private double _e;
    private double _parameter;
    private double _best;

    /// <summary>A point of the first orbit: where, how far from the second, and whether that grows or shrinks onward.</summary>
    private readonly record struct Node(double Anomaly, Vector3 Place, double Distance, double Slope);

    public double Of(Elements first)
    {
        var (p, q) = first.Axes();
        (_p, _q) = (ellipse.Turn(p), ellipse.Turn(q));
        (_e, _parameter) = (first.E, first.Parameter);
        _best = double.PositiveInfinity;

        var nodes = Walk();
        for (var i = 0; i + 1 < nodes.Length; i++)
        {
            if (nodes[i].Slope < 0 && nodes[i + 1].Slope >= 0)
                Refine(nodes[i], nodes[i + 1]);
        }
        for (var i = 0; i + 1 < nodes.Length; i++)
            Search(nodes[i], nodes[i + 1], Halvings, isRefined: nodes[i].Slope < 0 && nodes[i + 1].Slope >= 0);
        return _best;
    }

    // Outward from perihelion on one side, mirrored on the other: only the sign of the anomaly differs.
    private Span<Node> Walk()
    {
        const int middle = MostNodes / 2;
        var pace = 0.17 * ellipse.A;
        var (before, after) = (middle, middle);
        _nodes[middle] = At(0);
        var anomaly = 0.0;
        var isClosed = _e < 1;
        var last = isClosed ? Math.PI : Math.Acos(-1 / _e);
        while (after - middle < middle - 2)
        {
            var (sin, cos) = Math.SinCos(anomaly);
            var r = _parameter / (1 + _e * cos);
            // Beyond this the second orbit is further than what is found already.
            if (r - ellipse.Aphelion > _best || (!isClosed && last - anomaly < 1e-9))
                break;
            var outward = r * _e * sin / _parameter;
            var step = Math.Min(WidestStep, pace / (r * Math.Sqrt(1 + outward * outward)));
            // A hyperbola's anomaly has an end where the distance has none: at most half of what is left.
            if (!isClosed)
                step = Math.Min(step, 0.5 * (last - anomaly));
            anomaly += step;
            if (isClosed && anomaly >= Math.PI - 0.3 * step)
            {
                _nodes[++after] = At(Math.PI);
                _nodes[--before] = At(-Math.PI);
                break;
            }
            _nodes[++after] = At(anomaly);
            _nodes[--before] = At(-anomaly);
        }
        return _nodes.AsSpan(before, after - before + 1);
    }

    private Node At(double anomaly)
    {
        var (sin, cos) = Math.SinCos(anomaly);
        var r = _parameter / (1 + _e * cos);
        var outOfFocus = _p * (r * cos) + _q * (r * sin);
        var place = outOfFocus with { X = outOfFocus.X + ellipse.Focus };
        var (nearCos, nearSin) = ellipse.Nearest(place.X, place.Y);
        double dx = place.X - ellipse.A * nearCos, dy = place.Y - ellipse.B * nearSin;
        // The way onward, up to a positive factor; the nearest point only moves across the distance, so this is its slope.
        var (wx, wy, wz) = (_q.X * (_e + cos) - _p.X * sin, _q.Y * (_e + cos) - _p.Y * sin, _q.Z * (_e + cos) - _p.Z * sin);
        var distance = Math.Sqrt(dx * dx + dy * dy + place.Z * place.Z);
        if (distance < _best)
            _best = distance;
        return new(anomaly, place, distance, dx * wx + dy * wy + place.Z * wz);
    }

    private void Search(in Node from, in Node to, int halvings, bool isRefined)
    {
        // The distance changes by no more than the way does; the way is longer than its chord by at most a tenth here.
        var way = 1.1 * (to.Place - from.Place).Length;
        if (from.Distance + to.Distance - way >= 2 * _best || halvings == 0)
            return;
        var middle = At(0.5 * (from.Anomaly + to.Anomaly));
        Halve(from, middle, halvings, isRefined);
        Halve(middle, to, halvings, isRefined);
    }

    private void Halve(in Node from, in Node to, int halvings, bool isRefined)
    {
        var isMinimum = from.Slope < 0 && to.Slope >= 0;
        if (isMinimum && !isRefined)
            Refine(from, to);
        Search(from, to, halvings - 1, isRefined || isMinimum);
    }

    // Regula falsi after Illinois on the slope, then Newton in both angles, which does not mind the rounds saved above.
    private void Refine(in Node from, in Node to)
    {
        var way = (to.Place - from.Place).Length;
        if (Math.Min(from.Distance, to.Distance) - way > _best)
            return;
        var (low, lowSlope, high, highSlope) = (from.Anomaly, from.Slope, to.Anomaly, to.Slope);
        var middle = from;
        for (var i = 0; i < 12 && high - low > 1e-5; i++)
        {
            middle = At((low * highSlope - high * lowSlope) / (highSlope - lowSlope));
            if (Math.Abs(middle.Slope) < 1e-9)
                break;
            if (middle.Slope < 0)
            {
                (low, lowSlope) = (middle.Anomaly, middle.Slope);
                highSlope *= 0.5;
            }
            else
            {
                (high, highSlope) = (middle.Anomaly, middle.Slope);
                lowSlope *= 0.5;
            }
        }
        Polish(middle);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Polish(in Node start)
    {
        var f = start.Anomaly;
        var (nearCos, nearSin) = ellipse.Nearest(start.Place.X, start.Place.Y);
        var u = Math.Atan2(nearSin, nearCos);
        for (var i = 0; i < 6; i++)
        {
            var (sinF, cosF) = Math.SinCos(f);
            var (sinU, cosU) = Math.SinCos(u);
            var k = 1 / (1 + _e * cosF);
            var r = _parameter * k;
            var d = _p * (r * cosF) + _q * (r * sinF) + new Vector3(ellipse.Focus - ellipse.A * cosU, -ellipse.B * sinU, 0);
            var distance = d.Length;
            if (distance < _best)
                _best = distance;

            // First and second derivatives of both places by their angles.
            var df = (_q * (_e + cosF) - _p * sinF) * (r * k);
            var ddf = (_p * cosF + _q * sinF) * (-r * k) + df * (2 * _e * sinF * k);
            var du = new Vector3(-ellipse.A * sinU, ellipse.B * cosU, 0);
            var ddu = new Vector3(-ellipse.A * cosU, -ellipse.B * sinU, 0);
            double gf = d.Dot(df), gu = -d.Dot(du);
            double hff = df.SquaredLength + d.Dot(ddf), huu = du.SquaredLength - d.Dot(ddu), hfu = -df.Dot(du);
            var determinant = hff * huu - hfu * hfu;
            if (determinant <= 0)
                return;
            var (stepF, stepU) = ((hfu * gu - huu * gf) / determinant, (hfu * gf - hff * gu) / determinant);
            if (Math.Abs(stepF) > 0.1 || Math.Abs(stepU) > 0.1)
                return;
            f += stepF;
            u += stepU;
            if (Math.Abs(stepF) + Math.Abs(stepU) < 1e-13)
                return;
        }
    }
}
