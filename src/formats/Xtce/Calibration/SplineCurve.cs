namespace Gantry.Xtce;

/// <summary>Points joined by steps (order 0), lines (1) or polynomials through as many points as their order needs.</summary>
internal sealed class SplineCurve(SplinePoint[] points, int order, bool extrapolates) : Curve
{
    public override bool TryApply(double raw, Func<ValueSource, double?> lookup, out double value)
    {
        value = double.NaN;
        if (double.IsNaN(raw) || !extrapolates && (raw < points[0].Raw || raw > points[^1].Raw))
            return false;
        var at = Segment(raw);
        if (raw.Equals(points[at].Raw))
        {
            value = points[at].Calibrated;
            return true;
        }
        var own = Math.Min(points[at].Order ?? order, points.Length - 1);
        value = own switch
        {
            // Before its first point a step has no value but that of the point.
            0 => points[at].Calibrated,
            1 => Line(points[Math.Min(at, points.Length - 2)], points[Math.Min(at, points.Length - 2) + 1], raw),
            _ => Through(Math.Clamp(at - (own - 1) / 2, 0, points.Length - 1 - own), own, raw),
        };
        return true;
    }

    /// <summary>The last point at or before the value; the first when there is none.</summary>
    private int Segment(double raw)
    {
        var low = 0;
        var high = points.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (points[middle].Raw <= raw)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    private static double Line(SplinePoint from, SplinePoint to, double raw) =>
        from.Calibrated + (raw - from.Raw) * ((to.Calibrated - from.Calibrated) / (to.Raw - from.Raw));

    // Lagrange's form: orders are small and points few.
    private double Through(int first, int degree, double raw)
    {
        var sum = 0.0;
        for (var i = first; i <= first + degree; i++)
        {
            var product = points[i].Calibrated;
            for (var j = first; j <= first + degree; j++)
            {
                if (j != i)
                    product *= (raw - points[j].Raw) / (points[i].Raw - points[j].Raw);
            }
            sum += product;
        }
        return sum;
    }
}
