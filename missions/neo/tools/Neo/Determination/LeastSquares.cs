using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;

namespace Neo.Determination;

/// <summary>Observed less computed of one observation: radians, in sigmas, and whether the fit counts it.</summary>
public sealed record Residual(Sight Sight, double Ra, double Dec, bool IsUsed)
{
    /// <summary>χ² of two numbers.</summary>
    public double Chi2 => Ra * Ra / (Sight.SigmaRa * Sight.SigmaRa) + Dec * Dec / (Sight.SigmaDec * Sight.SigmaDec);
}

/// <summary>The end of a fit.</summary>
public sealed record Solution(State State, double Epoch, double[,] Covariance, IReadOnlyList<Residual> Residuals)
{
    /// <summary>Root mean square of the normalised residuals in use.</summary>
    public double NormalisedRms => Math.Sqrt(Used.Average(r => r.Chi2) / 2);

    /// <summary>Root mean square of the residuals in use, seconds of arc.</summary>
    public double RmsArcSeconds => Math.Sqrt(Used.Average(r => r.Ra * r.Ra + r.Dec * r.Dec) / 2) / Angles.ArcSecond;

    public IEnumerable<Residual> Used => Residuals.Where(r => r.IsUsed);
}

/// <summary>
/// Weighted least squares over six numbers, place and speed at an epoch, with partial derivatives from pairs of
/// neighbouring orbits under all forces; Levenberg's damping where a full step makes things worse.
/// </summary>
public sealed class LeastSquares(Propagator propagator)
{
    private const int MostRounds = 30;
    private const double Fastest = 0.15;
    private const double Furthest = 200;
    private static readonly double[] _steps = [1e-6, 1e-6, 1e-6, 1e-8, 1e-8, 1e-8];

    /// <summary>Null when it does not converge or the observations do not determine an orbit.</summary>
    /// <param name="isUsed">By place in <paramref name="sights"/>, which are in order of time.</param>
    public Solution? Improve(State start, double epoch, IReadOnlyList<Sight> sights, IReadOnlyList<bool> isUsed)
    {
        var (state, damping) = (start, 0.0);
        var residuals = Residuals(state, epoch, sights, isUsed);
        var cost = Cost(residuals);
        for (var round = 0; round < MostRounds && double.IsFinite(cost); round++)
        {
            var (normal, right) = NormalEquations(state, epoch, sights, residuals);
            var isBetter = false;
            for (var attempt = 0; attempt < 12 && !isBetter; attempt++)
            {
                // A step to where no object of the sun's can be is none.
                if (Step(normal, right, damping) is not { } step || Moved(state, step, 1) is not { IsFinite: true } next
                    || next.Velocity.Length > Fastest || next.Position.Length > Furthest)
                {
                    damping = damping == 0 ? 1e-6 : damping * 10;
                    continue;
                }
                var nextResiduals = Residuals(next, epoch, sights, isUsed);
                var nextCost = Cost(nextResiduals);
                var isOver = Math.Abs(cost - nextCost) <= 1e-9 * cost + 1e-12;
                isBetter = nextCost < cost || isOver;
                if (!isBetter)
                {
                    damping = damping == 0 ? 1e-4 : damping * 10;
                    continue;
                }
                (state, residuals, cost) = (next, nextResiduals, Math.Min(cost, nextCost));
                damping = damping < 1e-9 ? 0 : damping * 0.1;
                if (isOver && damping == 0)
                    return Square.Inverse(normal) is { } covariance ? new(state, epoch, covariance, residuals) : null;
            }
            if (!isBetter)
                return null;
        }
        return null;
    }

    public List<Residual> Residuals(State state, double epoch, IReadOnlyList<Sight> sights, IReadOnlyList<bool> isUsed)
    {
        var at = Along(state, epoch, sights);
        return [.. sights.Select((sight, i) =>
        {
            var (ra, dec) = Observing.Residual(sight, at[i]);
            return new Residual(sight, ra, dec, isUsed[i]);
        })];
    }

    // From the epoch to both ends, each observation once on the way.
    private State[] Along(State state, double epoch, IReadOnlyList<Sight> sights)
    {
        var at = new State[sights.Count];
        var after = sights.TakeWhile(s => s.Time < epoch).Count();
        var (now, time) = (state, epoch);
        for (var i = after; i < sights.Count; i++)
            at[i] = now = propagator.Propagate(now, time, time = sights[i].Time);
        (now, time) = (state, epoch);
        for (var i = after - 1; i >= 0; i--)
            at[i] = now = propagator.Propagate(now, time, time = sights[i].Time);
        return at;
    }

    private (double[,] Normal, double[] Right) NormalEquations(State state, double epoch, IReadOnlyList<Sight> sights, List<Residual> residuals)
    {
        var isUsed = residuals.Select(r => r.IsUsed).ToList();
        var partials = new (double Ra, double Dec)[6][];
        for (var k = 0; k < 6; k++)
        {
            var unit = new double[6];
            unit[k] = _steps[k];
            var (more, less) = (Residuals(Moved(state, unit, 1), epoch, sights, isUsed), Residuals(Moved(state, unit, -1), epoch, sights, isUsed));
            // Residuals shrink where computed places grow.
            partials[k] = [.. more.Zip(less, (m, l) => ((l.Ra - m.Ra) / (2 * _steps[k]), (l.Dec - m.Dec) / (2 * _steps[k])))];
        }
        var (normal, right) = (new double[6, 6], new double[6]);
        for (var i = 0; i < residuals.Count; i++)
        {
            if (!residuals[i].IsUsed)
                continue;
            var sight = residuals[i].Sight;
            double weightRa = 1 / (sight.SigmaRa * sight.SigmaRa), weightDec = 1 / (sight.SigmaDec * sight.SigmaDec);
            for (var k = 0; k < 6; k++)
            {
                right[k] += partials[k][i].Ra * weightRa * residuals[i].Ra + partials[k][i].Dec * weightDec * residuals[i].Dec;
                for (var l = 0; l < 6; l++)
                    normal[k, l] += partials[k][i].Ra * weightRa * partials[l][i].Ra + partials[k][i].Dec * weightDec * partials[l][i].Dec;
            }
        }
        return (normal, right);
    }

    private static double[]? Step(double[,] normal, double[] right, double damping)
    {
        var scaled = new double[6, 6];
        for (var k = 0; k < 6; k++)
        {
            for (var l = 0; l < 6; l++)
                scaled[k, l] = normal[k, l] / Math.Sqrt(normal[k, k] * normal[l, l]);
            scaled[k, k] += damping;
        }
        if (Square.Cholesky(scaled) is not { } lower)
            return null;
        var step = Square.Solve(lower, [.. right.Select((r, k) => r / Math.Sqrt(normal[k, k]))]);
        return [.. step.Select((s, k) => s / Math.Sqrt(normal[k, k]))];
    }

    private static State Moved(State state, double[] by, double sign) =>
        state + new State(new Vector3(by[0], by[1], by[2]) * sign, new Vector3(by[3], by[4], by[5]) * sign);

    private static double Cost(List<Residual> residuals)
    {
        var cost = residuals.Where(r => r.IsUsed).Sum(r => r.Chi2);
        return double.IsFinite(cost) ? cost : double.PositiveInfinity;
    }
}
