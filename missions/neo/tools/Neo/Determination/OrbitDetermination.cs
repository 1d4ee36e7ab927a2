using Neo.Orbits;
using Neo.Propagation;

namespace Neo.Determination;

/// <summary>
/// An orbit from observations alone, or from an earlier orbit and observations: a first orbit where there is none, least
/// squares, and observations that do not agree left out and, when the orbit got better without them, asked again.
/// </summary>
public sealed class OrbitDetermination(Propagator propagator)
{
    private const double RejectAbove = 12;
    private const double RecoverBelow = 9;
    private const double ShortArc = 30;
    private const double WorstRms = 6;

    private readonly LeastSquares _fit = new(propagator);

    public Reading<Solution> Determine(IReadOnlyList<Sight> observed, (State State, double Epoch)? prior = null)
    {
        var sights = observed.OrderBy(s => s.Time).ToList();
        if (sights.Count < 3 || sights[^1].Time - sights[0].Time < 0.02)
            return DeterminationRefusals.TooLittle(sights.Count, sights.Count == 0 ? 0 : sights[^1].Time - sights[0].Time);
        var epoch = Math.Round(0.5 * (sights[0].Time + sights[^1].Time));
        var all = Enumerable.Repeat(true, sights.Count).ToArray();
        if (prior is { } known)
        {
            var start = propagator.Propagate(known.State, known.Epoch, epoch);
            if (WithoutOutliers(start, epoch, sights, all) is { } improved && improved.NormalisedRms < WorstRms)
                return improved;
        }
        var solution = default(Solution);
        foreach (var (state, time) in Starts(sights))
        {
            if (Grow(state, time, sights, epoch) is not { } grown || WithoutOutliers(grown, epoch, sights, all) is not { } fitted)
                continue;
            if (solution is null || Quality(fitted) < Quality(solution))
                solution = fitted;
            // Good enough, and nothing thrown away for it.
            if (fitted.NormalisedRms < 2 && fitted.Used.Count() == sights.Count)
                break;
        }
        return solution is not null && solution.NormalisedRms < WorstRms ? solution : DeterminationRefusals.NoOrbit(sights.Count, sights[^1].Time - sights[0].Time);
    }

    // What was left out counts as a bad residual would.
    private static double Quality(Solution solution) => solution.Residuals.Average(r => r.IsUsed ? r.Chi2 : 2 * RejectAbove);

    private static IEnumerable<(State State, double Time)> Starts(List<Sight> sights)
    {
        var found = new List<(double Cost, State State, double Time)>();
        foreach (var arc in Arcs(sights))
        {
            // Neighbours of the middle one too: a bad observation should not spoil all.
            foreach (var (first, middle, last) in ((int, int, int)[])[(0, arc.Count / 2, arc.Count - 1), (0, arc.Count / 3, arc.Count - 1), (1, 2 * arc.Count / 3, arc.Count - 2)])
            {
                if (first >= middle || middle >= last)
                    continue;
                foreach (var state in GaussStart.Find(arc[first], arc[middle], arc[last]))
                    found.Add((RangingStart.RoughCost(state, arc[middle].Time, arc), state, arc[middle].Time));
            }
        }
        // What fits a hundred times worse than the best is the other side of Gauss' equation.
        foreach (var (_, state, time) in found.Where(f => f.Cost <= 1e4 * found.Min(b => b.Cost)).OrderBy(f => f.Cost).Take(3))
            yield return (state, time);
        var shortest = Arcs(sights).Last();
        foreach (var state in RangingStart.Find(shortest, 3))
            yield return (state, shortest[0].Time);
    }

    // The whole when it is short, and stretches of a month and of a week about the middle.
    private static IEnumerable<List<Sight>> Arcs(List<Sight> sights)
    {
        var middle = sights[sights.Count / 2].Time;
        foreach (var width in (double[])[ShortArc, 7, 1.5])
        {
            var arc = sights.Where(s => Math.Abs(s.Time - middle) <= width).ToList();
            if (arc.Count >= 3 && arc[^1].Time - arc[0].Time > 0.02)
                yield return arc;
        }
    }

    // A first orbit predicts its own month; the rest is let in as the orbit learns to reach it.
    private State? Grow(State state, double time, List<Sight> sights, double epoch)
    {
        foreach (var width in (double[])[ShortArc, 120, 500])
        {
            var arc = sights.Where(s => Math.Abs(s.Time - time) <= width).ToList();
            if (arc.Count < 3 || arc[^1].Time - arc[0].Time < 0.02)
                continue;
            if (_fit.Improve(state, time, arc, [.. Enumerable.Repeat(true, arc.Count)]) is { } better)
                state = better.State;
            if (arc.Count == sights.Count)
                break;
        }
        var there = propagator.Propagate(state, time, epoch);
        return there.IsFinite && there.Position.Length < 1000 ? there : null;
    }

    private Solution? WithoutOutliers(State start, double epoch, List<Sight> sights, bool[] all)
    {
        var isUsed = (bool[])all.Clone();
        var best = _fit.Improve(start, epoch, sights, isUsed);
        for (var round = 0; round < 12 && best is not null; round++)
        {
            var worst = best.Residuals.Where(r => r.IsUsed).Max(r => r.Chi2);
            // The very bad first: they pull the others out of place.
            var limit = Math.Max(RejectAbove, 0.25 * worst);
            var next = best.Residuals.Select(r => r.Chi2 <= (r.IsUsed ? limit : RecoverBelow)).ToArray();
            if (next.SequenceEqual(isUsed))
                return best;
            if (next.Count(used => used) < Math.Max(3, 2 * sights.Count / 3))
                return null;
            isUsed = next;
            best = _fit.Improve(best.State, epoch, sights, isUsed);
        }
        return best;
    }
}
