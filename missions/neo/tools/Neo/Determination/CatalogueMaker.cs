using Neo.Astrometry;
using Neo.Orbits;
using Neo.Propagation;

namespace Neo.Determination;

/// <summary>All observations of one object made into an orbit of the catalogue and rows of residuals.</summary>
public sealed class CatalogueMaker(Propagator propagator, Stations stations)
{
    private readonly OrbitDetermination _determination = new(propagator);

    public sealed record Made(Orbit? Orbit, Refusal? Refusal, IReadOnlyList<ResidualTable.Row> Rows);

    public Made Make(string id, IReadOnlyList<Observation> observations, Orbit? prior)
    {
        var sights = new List<Sight>();
        var rows = new List<ResidualTable.Row>();
        foreach (var observation in observations)
        {
            if (Sight.Of(observation, stations, propagator.System) is { } sight)
                sights.Add(sight);
            else
                rows.Add(Row(id, observation, null, DeterminationRefusals.NoStation(observation.Station).Message));
        }
        var start = prior is null ? default((State, double)?) : (prior.State, prior.Epoch);
        if (!_determination.Determine(sights, start).TryGet(out var solution, out var refusal))
        {
            rows.AddRange(sights.Select(s => Row(id, s.Observation, null, refusal.Message)));
            return new(null, refusal, rows);
        }
        rows.AddRange(solution.Residuals.Select(r => Row(id, r.Sight.Observation, r, r.IsUsed ? "" : "does not agree with the others")));
        return new(ToOrbit(id, solution, prior), null, rows);
    }

    private Orbit ToOrbit(string id, Solution solution, Orbit? prior)
    {
        var name = solution.Residuals[0].Sight.Observation.Name;
        var times = solution.Used.Select(r => r.Sight.Observation.Time.Mjd).ToList();
        // An arc of weeks needs no more than motion about the sun to be told how bright the object was.
        var h = Brightness.Absolute(solution, r => TwoBody.Propagate(solution.State, r.Sight.Time - solution.Epoch).Position);
        return new(id, solution.Epoch, solution.State)
        {
            PermId = name.PermId, ProvId = name.ProvId, Covariance = solution.Covariance, H = h ?? prior?.H, G = prior?.G ?? Brightness.UsualSlope,
            Observed = (times.Min(), times.Max()), MeanObserved = times.Average(), Used = times.Count, Rejected = solution.Residuals.Count - times.Count,
            RmsArcSeconds = solution.RmsArcSeconds, NormalisedRms = solution.NormalisedRms,
        };
    }

    private static ResidualTable.Row Row(string id, Observation observation, Residual? residual, string reason) =>
        new(id, residual, observation.ObsId, observation.Station, observation.Time.ToString(3), reason);
}
