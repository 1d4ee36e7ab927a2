using Neo.Ephemeris;
using Neo.Orbits;
using Neo.Propagation;

namespace Neo.CloseApproaches;

/// <summary>
/// Passages by the earth in a window of time: where the range rate turns from minus to plus between two steps, its root
/// is found on the integrated path itself. Minima of a table of distances would miss slow passages.
/// </summary>
public sealed class ApproachSearch(Propagator propagator, double from, double to)
{
    private readonly EarthTrack _earth = new(propagator.System, from, to);

    /// <summary>Passages within a distance, au, in order of time.</summary>
    public List<Passage> Find(State state, double epoch, double within)
    {
        var passages = new List<Passage>();
        var now = propagator.Propagate(state, epoch, Grid.Time(2 * _earth.First));
        var relative = now - _earth.At(_earth.First);
        for (var step = _earth.First; step < _earth.Last && now.IsFinite; step++)
        {
            var next = propagator.OnGrid(now, step, 1);
            var nextRelative = next - _earth.At(step + 1);
            if (Rate(relative) < 0 && Rate(nextRelative) >= 0 && Reach(relative, nextRelative) <= within)
            {
                var passage = Refine(now, step, Rate(relative), Rate(nextRelative));
                if (passage.Distance <= within && passage.Time >= from && passage.Time <= to)
                    passages.Add(passage);
            }
            (now, relative) = (next, nextRelative);
        }
        return passages;
    }

    /// <summary>The passages of an orbit, with the deviations that its covariance gives them.</summary>
    public IEnumerable<CloseApproach> Of(Orbit orbit, double within)
    {
        var passages = Find(orbit.State, orbit.Epoch, within);
        var sigmas = orbit.Covariance is { } covariance && passages.Count > 0 ? Deviations(orbit, covariance, passages) : null;
        return passages.Select((passage, i) => new CloseApproach(orbit.Id, orbit.H, passage, sigmas?[i].Distance, sigmas?[i].Time));
    }

    // One neighbour for each column of the root of the covariance, carried to the moment of each passage. Across the line
    // of sight nothing changes the distance there, so its component along that line is the change.
    private (double Distance, double Time)[]? Deviations(Orbit orbit, double[,] covariance, List<Passage> passages)
    {
        if (CovarianceRoot.Of(covariance) is not { } columns)
            return null;
        var squares = new (double Distance, double Time)[passages.Count];
        foreach (var column in columns)
        {
            var (here, there, time) = (orbit.State, orbit.State + column, orbit.Epoch);
            for (var i = 0; i < passages.Count; i++)
            {
                var passage = passages[i];
                here = propagator.Propagate(here, time, passage.Time);
                there = propagator.Propagate(there, time, passage.Time);
                time = passage.Time;
                var moved = there.Position - here.Position;
                var distance = moved.Dot(passage.Position.Unit);
                var late = moved.Dot(passage.Velocity) / passage.Velocity.SquaredLength;
                squares[i] = (squares[i].Distance + distance * distance, squares[i].Time + late * late);
            }
        }
        return [.. squares.Select(s => (Math.Sqrt(s.Distance), Math.Sqrt(s.Time)))];
    }

    private static double Rate(State relative) => relative.Position.Dot(relative.Velocity);

    // How near it can come between two steps, if it went straight.
    private static double Reach(State before, State after) =>
        Math.Min(before.Position.Length, after.Position.Length) - Math.Max(before.Velocity.Length, after.Velocity.Length) * Grid.StepDays;

    private Passage Refine(State start, long step, double lowRate, double highRate)
    {
        var begin = Grid.Time(2 * step);
        var (lowState, low, high) = (start, begin, begin + Grid.StepDays);
        var passage = default(Passage);
        for (var i = 0; i < 60; i++)
        {
            // Illinois' rule at first; halving once it has had its chance, because close to the earth the rate is a step.
            var at = i < 12 ? (low * highRate - high * lowRate) / (highRate - lowRate) : 0.5 * (low + high);
            var there = propagator.Freely(lowState, low, at);
            var relative = there - propagator.System.Passing(Body.Earth, at);
            passage = new(at, relative.Position, relative.Velocity);
            var rate = Rate(relative);
            if (high - low < 1e-8 || Math.Abs(rate) < 1e-14)
                break;
            if (rate < 0)
                (lowState, low, lowRate, highRate) = (there, at, rate, highRate * 0.5);
            else
                (high, highRate, lowRate) = (at, rate, lowRate * 0.5);
        }
        return passage;
    }
}
