using Neo.Ephemeris;
using Neo.Orbits;

namespace Neo.Determination;

/// <summary>A first orbit from three directions, after Gauss; there may be none, one or several.</summary>
internal static class GaussStart
{
    /// <summary>States at the time of the middle one.</summary>
    public static IEnumerable<State> Find(Sight first, Sight middle, Sight last)
    {
        double t1 = first.Time - middle.Time, t3 = last.Time - middle.Time, t = t3 - t1;
        var (c1, c2, c3) = (middle.Direction.Cross(last.Direction), first.Direction.Cross(last.Direction), first.Direction.Cross(middle.Direction));
        var volume = first.Direction.Dot(c1);
        if (Math.Abs(volume) < 1e-12 || t1 >= 0 || t3 <= 0)
            yield break;

        // ρ2 = a + b·μ/r2³ where the ratios of the sectors are taken to the third order of time.
        double d12 = first.Observer.Dot(c2), d22 = middle.Observer.Dot(c2), d32 = last.Observer.Dot(c2);
        var a = (-d12 * t3 / t + d22 + d32 * t1 / t) / volume;
        var b = (d12 * (t3 * t3 - t * t) * t3 / t + d32 * (t * t - t1 * t1) * t1 / t) / (6 * volume) * Constants.Sun;
        var along = middle.Observer.Dot(middle.Direction);
        var squared = middle.Observer.SquaredLength;
        foreach (var r in Roots(-(a * a + 2 * a * along + squared), -2 * b * (a + along), -b * b))
        {
            if (a + b / (r * r * r) > 1e-4 && Refine(first, middle, last, r, volume) is { IsFinite: true } state)
                yield return state;
        }
    }

    // r⁸ + p·r⁶ + q·r³ + s = 0 between Mercury and beyond Saturn: signs on a fine scale, then halving.
    private static IEnumerable<double> Roots(double p, double q, double s)
    {
        double Value(double r) => Math.Pow(r, 8) + p * Math.Pow(r, 6) + q * r * r * r + s;
        const double factor = 1.01;
        for (var r = 0.1; r < 40; r *= factor)
        {
            if (Value(r) * Value(r * factor) > 0)
                continue;
            var (low, high) = (r, r * factor);
            for (var i = 0; i < 50; i++)
            {
                var half = 0.5 * (low + high);
                if (Value(low) * Value(half) <= 0)
                    high = half;
                else
                    low = half;
            }
            yield return low;
        }
    }

    // With f and g of the orbit found so far the ratios become exact; a few rounds suffice or never will.
    private static State? Refine(Sight first, Sight middle, Sight last, double r, double volume)
    {
        double t1 = first.Time - middle.Time, t3 = last.Time - middle.Time;
        var u = Constants.Sun / (r * r * r);
        double f1 = 1 - 0.5 * u * t1 * t1, f3 = 1 - 0.5 * u * t3 * t3, g1 = t1 - u * t1 * t1 * t1 / 6, g3 = t3 - u * t3 * t3 * t3 / 6;
        var state = default(State);
        for (var round = 0; round < 8; round++)
        {
            var scale = f1 * g3 - f3 * g1;
            double w1 = g3 / scale, w3 = -g1 / scale;
            var sum = middle.Observer - first.Observer * w1 - last.Observer * w3;
            var rho1 = sum.Dot(middle.Direction.Cross(last.Direction)) / (w1 * volume);
            var rho2 = sum.Dot(first.Direction.Cross(last.Direction)) / volume;
            var rho3 = sum.Dot(first.Direction.Cross(middle.Direction)) / (w3 * volume);
            var r1 = first.Observer + first.Direction * rho1;
            var r2 = middle.Observer + middle.Direction * rho2;
            var r3 = last.Observer + last.Direction * rho3;
            state = new(r2, (r3 * f1 - r1 * f3) * (1 / scale));
            if (!state.IsFinite || rho2 <= 0 || r2.Length > 100 || state.Velocity.Length > 0.2)
                return round > 0 && state.IsFinite ? state : null;
            (f1, g1) = Lagrange(state, t1);
            (f3, g3) = Lagrange(state, t3);
        }
        return state;
    }

    private static (double F, double G) Lagrange(State state, double days)
    {
        var there = TwoBody.Propagate(state, days).Position;
        var normal = state.Position.Cross(state.Velocity);
        var squared = normal.SquaredLength;
        return (there.Cross(state.Velocity).Dot(normal) / squared, state.Position.Cross(there).Dot(normal) / squared);
    }
}
