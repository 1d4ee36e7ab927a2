using Neo.CloseApproaches;
using Neo.Ephemeris;
using Neo.Orbits;
using Neo.Propagation;
using Neo.Time;

namespace Neo.Tests.CloseApproaches;

public class ApproachSearchTests
{
    private readonly SolarSystem _system = new();

    // Published: 2029 April 13, 21:46 UTC, 2.541e-4 au; from elements of 2021, eight years before.
    [Fact]
    public void Apophis_comes_on_its_day()
    {
        Assert.True(Utc.TryParse("2029-04-13T21:46:00Z", out var published));
        var search = new ApproachSearch(new(_system), 62200, 62260);
        var passage = Assert.Single(search.Find(SomeOrbits.Apophis.ToState(), SomeOrbits.Apophis.Epoch, 0.1));
        Assert.Equal(published.ToTdb().Mjd, passage.Time, 1.0 / 24);
        Assert.Equal(2.541e-4, passage.Distance, 0.03 * 2.541e-4);
        Assert.Equal(7.42, passage.Velocity.Length * Constants.KmPerSecond, 0.05);
    }

    [Fact]
    public void Every_minimum_of_a_fine_table_is_found_and_no_other()
    {
        var (from, to) = (61360.0, 61760.0);
        var propagator = new Propagator(_system);
        var search = new ApproachSearch(propagator, from, to);
        for (var seed = 1; seed <= 15; seed++)
        {
            var start = SomeOrbits.Any(new((ulong)seed)).ToState();
            var found = search.Find(start, SomeOrbits.Epoch, 0.6);
            var (state, distances) = (start, new List<double>());
            for (var time = from; time <= to; time += 0.25)
            {
                distances.Add((state.Position - _system.Position(Body.Earth, time)).Length);
                state = propagator.Propagate(state, time, time + 0.25);
            }
            var minima = Enumerable.Range(1, distances.Count - 2).Where(i => distances[i] < distances[i - 1] && distances[i] <= distances[i + 1] && distances[i] < 0.59).ToList();
            Assert.True(found.Count(p => p.Distance < 0.59) <= minima.Count + 1 && minima.Count <= found.Count, $"seed {seed}: {minima.Count} and {found.Count}");
            Assert.All(minima, i => Assert.Contains(found, p => Math.Abs(p.Time - (from + i * 0.25)) < 0.3 && p.Distance <= distances[i]));
        }
    }

    [Fact]
    public void At_the_passage_it_moves_across_the_line_of_sight()
    {
        var search = new ApproachSearch(new(_system), 62200, 62260);
        var passage = Assert.Single(search.Find(SomeOrbits.Apophis.ToState(), SomeOrbits.Apophis.Epoch, 0.1));
        Assert.Equal(0, passage.Position.Unit.Dot(passage.Velocity.Unit), 4);
    }

    // The deviations against what a sample of orbits really does.
    [Fact]
    public void Deviations_are_those_of_a_sample()
    {
        var covariance = new double[6, 6];
        for (var i = 0; i < 6; i++)
            covariance[i, i] = i < 3 ? 1e-14 : 1e-18;
        var near = SomeOrbits.Degrees(61360, 0.9115, 0.1869, 2.31, 61.91, 160.73, 205.75);
        var orbit = new Orbit("X", 61360, near.ToState()) { Covariance = covariance };
        var search = new ApproachSearch(new(_system), 61390, 61420);
        var approach = Assert.Single(search.Of(orbit, 0.2));
        var numbers = new Numerics.NormalNumbers(3);
        var root = CovarianceRoot.Of(covariance)!;
        var sample = Enumerable.Range(0, 80).Select(_ => search.Find(orbit.State + CovarianceRoot.Sample(root, numbers), 61360, 0.2)[0]).ToList();
        double Deviation(Func<Passage, double> of, double mean) => Math.Sqrt(sample.Average(p => Math.Pow(of(p) - mean, 2)));
        Assert.Equal(1, Deviation(p => p.Distance, approach.Nearest.Distance) / approach.SigmaDistance!.Value, 0.3);
        Assert.Equal(1, Deviation(p => p.Time, approach.Nearest.Time) / approach.SigmaTime!.Value, 0.3);
    }
}
