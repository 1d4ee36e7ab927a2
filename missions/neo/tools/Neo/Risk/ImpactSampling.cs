using Neo.CloseApproaches;
using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;
using Neo.Time;

namespace Neo.Risk;

/// <summary>
/// A demonstration: orbits drawn from the covariance, carried through each approach that could hit, and those counted
/// that end below the earth's surface. Chances far below one in the number of draws are not seen, and nothing non-linear
/// between now and the approach is looked for.
/// </summary>
public sealed class ImpactSampling(Propagator propagator, double from, double to, int samples, ulong seed)
{
    private const double Within = 0.2;

    // Beyond so many deviations none of the draws would come.
    private const double Deviations = 5;

    private readonly ApproachSearch _search = new(propagator, from, to);

    public IEnumerable<VirtualImpactor> Of(Orbit orbit)
    {
        if (orbit.Covariance is not { } covariance || CovarianceRoot.Of(covariance) is not { } root)
            yield break;
        foreach (var approach in _search.Of(orbit, Within).ToList())
        {
            // The earth's pull lets it catch from further than its radius: twice is enough at any speed above 6 km/s.
            if (approach.Nearest.Distance - Deviations * approach.SigmaDistance > 2 * Constants.EarthRadius)
                continue;
            if (Draw(orbit, root, approach) is { } impactor)
                yield return impactor;
        }
    }

    private VirtualImpactor? Draw(Orbit orbit, State[] root, CloseApproach approach)
    {
        var numbers = new NormalNumbers(seed ^ StableHash(orbit.Id));
        var half = 1 + Deviations * (approach.SigmaTime ?? 0);
        var window = new ApproachSearch(propagator, approach.Nearest.Time - half, approach.Nearest.Time + half);
        var hits = new List<(double Time, double SpeedKmS)>();
        for (var i = 0; i < samples; i++)
        {
            var drawn = orbit.State + CovarianceRoot.Sample(root, numbers);
            var near = window.Find(drawn, orbit.Epoch, Within);
            if (near.Count > 0 && near.MinBy(p => p.Distance) is var nearest && nearest.Distance < Constants.EarthRadius)
                hits.Add((nearest.Time, SurfaceSpeed(drawn, orbit.Epoch, nearest.Time)));
        }
        if (hits.Count == 0)
            return null;
        var mean = hits.Average(h => h.Time);
        return new(orbit.Id, new Tdb(mean).ToTt().ToUtc().Mjd, (double)hits.Count / samples, hits.Average(h => h.SpeedKmS),
            Size.DiameterMetres(orbit.H ?? 22), true, orbit.MeanObserved ?? orbit.Epoch, samples, hits.Count);
    }

    // Energy about the earth is conserved: two hours before, well above the ground, it is known best.
    private double SurfaceSpeed(State drawn, double epoch, double impact)
    {
        var before = impact - 2.0 / 24;
        var relative = propagator.Propagate(drawn, epoch, before) - propagator.System.Passing(Body.Earth, before);
        var gm = Bodies.Gm(Body.Earth);
        var squared = relative.Velocity.SquaredLength + 2 * gm * (1 / Constants.EarthRadius - 1 / relative.Position.Length);
        return Math.Sqrt(Math.Max(0, squared)) * Constants.KmPerSecond;
    }

    // The language's own hash differs from run to run.
    private static ulong StableHash(string text) => text.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211UL);
}
