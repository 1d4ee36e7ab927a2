namespace Neo.Orbits;

/// <summary>Motion about the sun alone, on any conic, by universal variables.</summary>
public static class TwoBody
{
    public static State Propagate(State start, double days, double gm = Ephemeris.Constants.Sun)
    {
        var rootGm = Math.Sqrt(gm);
        var r0 = start.Position.Length;
        var sigma = start.Position.Dot(start.Velocity) / rootGm;
        var alpha = 2 / r0 - start.Velocity.SquaredLength / gm;
        if (alpha > 0)
        {
            // Whole revolutions change nothing, and without them the iteration begins close to its end.
            var period = 2 * Math.PI / (rootGm * Math.Pow(alpha, 1.5));
            days = Math.IEEERemainder(days, period);
        }
        var target = rootGm * days;
        var s = SolveAnomaly(r0, sigma, alpha, target);

        var (c2, c3) = Stumpff.Of(alpha * s * s);
        var r = Radius(r0, sigma, alpha, s);
        var f = 1 - s * s * c2 / r0;
        var g = days - s * s * s * c3 / rootGm;
        var fRate = rootGm / (r * r0) * s * (alpha * s * s * c3 - 1);
        var gRate = 1 - s * s * c2 / r;
        return new(start.Position * f + start.Velocity * g, start.Position * fRate + start.Velocity * gRate);
    }

    // The time grows with the anomaly without exception, so a bracket closes on the root whatever Newton's step says.
    private static double SolveAnomaly(double r0, double sigma, double alpha, double target)
    {
        if (target == 0)
            return 0;
        double low = 0, high = 0;
        var width = Math.Sign(target) * Math.Max(1e-3, Math.Min(Math.Abs(target) / r0, 4));
        for (high = width; (Time(r0, sigma, alpha, high) - target) * Math.Sign(target) < 0; high += width)
        {
            low = high;
            width *= 2;
        }
        var s = 0.5 * (low + high);
        for (var i = 0; i < 100; i++)
        {
            var error = Time(r0, sigma, alpha, s) - target;
            if (error * Math.Sign(target) > 0)
                high = s;
            else
                low = s;
            var next = s - error / Radius(r0, sigma, alpha, s);
            if (!((next - low) * (next - high) < 0))
                next = 0.5 * (low + high);
            if (Math.Abs(next - s) <= 4e-16 * Math.Abs(next))
                return next;
            s = next;
        }
        return s;
    }

    private static double Time(double r0, double sigma, double alpha, double s)
    {
        var (c2, c3) = Stumpff.Of(alpha * s * s);
        return s * (r0 + s * (sigma * c2 + (1 - alpha * r0) * s * c3));
    }

    private static double Radius(double r0, double sigma, double alpha, double s)
    {
        var z = alpha * s * s;
        var (c2, c3) = Stumpff.Of(z);
        return r0 * (1 - z * c2) + sigma * s * (1 - z * c3) + s * s * c2;
    }
}
