using Neo.Astrometry;
using Neo.Determination;
using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;
using Neo.Time;

namespace Neo.Tests.Determination;

public class DeterminationTests
{
    private static readonly Propagator _propagator = new(new SolarSystem());

    private static readonly Stations _stations = Read(
        "Code  Long.   cos      sin    Name",
        "F51 203.744090.936241+0.351543Pan-STARRS 1, Haleakala",
        "005   2.231000.659891+0.748875Meudon",
        "L51  34.0164 0.71169 +0.70028 MARGO, Nauchnij",
        "C51                           WISE");

    private static Stations Read(params string[] lines) => Stations.Read(lines, "x").TryGet(out var stations, out _) ? stations : throw new InvalidOperationException();

    /// <summary>What stations would report of an orbit, with normal errors.</summary>
    private static List<Observation> Observe(State truth, double epoch, double days, int count, double sigma, NormalNumbers numbers)
    {
        var observations = new List<Observation>();
        for (var i = 0; i < count; i++)
        {
            var time = Utc.OfMjd(Math.Round((epoch - days / 2 + days * i / (count - 1) + 0.01 * numbers.NextEven()) * 1e6) / 1e6);
            var observation = new Observation
            {
                Name = new("", "2026 WA2", ""), Time = time, Ra = 0, Dec = 0, Station = i % 2 == 0 ? "F51" : "L51", RmsRa = Math.Max(sigma, 0.1), RmsDec = Math.Max(sigma, 0.1), ObsId = $"x:{i}",
            };
            var observer = _propagator.System.Position(Body.Earth, time.ToTdb().Mjd) + _stations.Place(observation)!.Value;
            var (ra, dec) = Observing.Place(Observing.Seen(_propagator.Propagate(truth, epoch, time.ToTdb().Mjd), observer));
            observations.Add(observation with
            {
                Ra = Angles.Turn(ra + numbers.Next() * sigma * Angles.ArcSecond / Math.Cos(dec)) / Angles.Degree, Dec = (dec + numbers.Next() * sigma * Angles.ArcSecond) / Angles.Degree,
            });
        }
        return observations;
    }

    private static Reading<Solution> Determine(IEnumerable<Observation> observations, Orbit? prior = null) => new OrbitDetermination(_propagator).Determine(
        [.. observations.Select(o => Sight.Of(o, _stations, _propagator.System)!)], prior is null ? null : (prior.State, prior.Epoch));

    private static double Mahalanobis(Solution solution, State truth)
    {
        var there = _propagator.Propagate(truth, SomeOrbits.Epoch, solution.Epoch);
        var off = (there - solution.State).ToArray();
        var weights = Square.Inverse(solution.Covariance)!;
        return Enumerable.Range(0, 6).Sum(i => Enumerable.Range(0, 6).Sum(j => off[i] * weights[i, j] * off[j]));
    }

    public static TheoryData<double, double, double> Orbits => new() { { 1.5, 0.45, 20 }, { 0.92, 0.19, 140 }, { 2.2, 0.55, 340 }, { 2.77, 0.08, 100 }, { 1.05, 0.12, 60 } };

    [Theory]
    [MemberData(nameof(Orbits))]
    public void An_orbit_is_found_from_observations_alone(double a, double e, double anomaly)
    {
        var truth = SomeOrbits.Degrees(SomeOrbits.Epoch, a, e, 8, 60, 130, anomaly).ToState();
        Assert.True(Determine(Observe(truth, SomeOrbits.Epoch, 20, 16, 0.3, new(4))).TryGet(out var solution, out var refusal), refusal?.Message);
        Assert.InRange(solution.NormalisedRms, 0.5, 1.4);
        // χ² of six: beyond 30 once in 25,000 times.
        Assert.InRange(Mahalanobis(solution, truth), 0, 30);
    }

    [Fact]
    public void Errors_are_as_large_as_the_covariance_says()
    {
        var truth = SomeOrbits.Near.ToState();
        var distances = Enumerable.Range(1, 24).Select(seed =>
            Determine(Observe(truth, SomeOrbits.Epoch, 20, 12, 0.3, new((ulong)seed))).TryGet(out var solution, out _) ? Mahalanobis(solution, truth) : 1000).ToList();
        // The mean of two dozen values of χ² with six degrees of freedom: 6 ± 0.71.
        Assert.InRange(distances.Average(), 4, 8);
    }

    [Fact]
    public void Perfect_observations_give_the_orbit_back()
    {
        var truth = SomeOrbits.Near.ToState();
        Assert.True(Determine(Observe(truth, SomeOrbits.Epoch, 40, 12, 0, new(1))).TryGet(out var solution, out _));
        Assert.InRange((solution.State.Position - _propagator.Propagate(truth, SomeOrbits.Epoch, solution.Epoch).Position).Length, 0, 2e-8);
    }

    [Fact]
    public void What_does_not_agree_is_left_out_and_named()
    {
        var observations = Observe(SomeOrbits.Near.ToState(), SomeOrbits.Epoch, 20, 16, 0.2, new(9));
        observations[3] = observations[3] with { Ra = observations[3].Ra + 20.0 / 3600 };
        observations[12] = observations[12] with { Dec = observations[12].Dec - 300.0 / 3600 };
        Assert.True(Determine(observations).TryGet(out var solution, out _));
        Assert.Equal(["x:3", "x:12"], solution.Residuals.Where(r => !r.IsUsed).Select(r => r.Sight.Observation.ObsId));
        Assert.InRange(Mahalanobis(solution, SomeOrbits.Near.ToState()), 0, 30);
    }

    [Fact]
    public void Two_nights_give_an_orbit_that_fits()
    {
        var truth = SomeOrbits.Near.ToState();
        Assert.True(Determine(Observe(truth, SomeOrbits.Epoch, 1.1, 8, 0.15, new(2))).TryGet(out var solution, out var refusal), refusal?.Message);
        Assert.InRange(solution.NormalisedRms, 0, 2.5);
    }

    [Fact]
    public void New_observations_sharpen_an_earlier_orbit()
    {
        var truth = SomeOrbits.Near.ToState();
        var first = Observe(truth, SomeOrbits.Epoch, 10, 10, 0.3, new(6));
        Assert.True(Determine(first).TryGet(out var before, out _));
        var later = first.Concat(Observe(_propagator.Propagate(truth, SomeOrbits.Epoch, SomeOrbits.Epoch + 60), SomeOrbits.Epoch + 60, 4, 4, 0.3, new(7)));
        Assert.True(Determine(later, new("2026 WA2", before.Epoch, before.State)).TryGet(out var after, out _));
        Assert.True(after.Covariance[0, 0] < 0.1 * before.Covariance[0, 0]);
        Assert.InRange(Mahalanobis(after, truth), 0, 30);
    }

    [Fact]
    public void Too_little_is_refused_with_what_would_do()
    {
        var observations = Observe(SomeOrbits.Near.ToState(), SomeOrbits.Epoch, 20, 16, 0.3, new(4));
        Assert.False(Determine(observations.Take(2)).TryGet(out _, out var refusal));
        Assert.Equal("orbit.too_little", refusal.Code);
    }

    [Fact]
    public void Nonsense_has_no_orbit()
    {
        var numbers = new NormalNumbers(8);
        var nonsense = Observe(SomeOrbits.Near.ToState(), SomeOrbits.Epoch, 20, 12, 0.3, new(4)).ConvertAll(o => o with { Ra = 360 * numbers.NextEven(), Dec = 80 * numbers.NextEven() });
        Assert.False(Determine(nonsense).TryGet(out _, out var refusal));
        Assert.Equal("orbit.none", refusal.Code);
    }

    [Fact]
    public void A_station_without_constants_is_said_so()
    {
        var observations = Observe(SomeOrbits.Near.ToState(), SomeOrbits.Epoch, 20, 8, 0.3, new(4));
        observations[2] = observations[2] with { Station = "C51" };
        var made = new CatalogueMaker(_propagator, _stations).Make("2026 WA2", observations, null);
        Assert.Equal(7, made.Orbit!.Used);
        Assert.Contains("C51", Assert.Single(made.Rows, r => r.Residual is null).Reason, StringComparison.Ordinal);
    }

    // Meeus' textbook values of the H, G system: no phase, no change; 20° at G = 0.15 is about 0.98 mag.
    [Fact]
    public void Brightness_follows_distance_and_phase()
    {
        Assert.Equal(0, Brightness.Phase(0.15, 0), 6);
        Assert.Equal(0.98, Brightness.Phase(0.15, 20 * Angles.Degree), 0.05);
        Assert.Equal(18 + 5 * Math.Log10(2), Brightness.Magnitude(18, 0.15, new(2, 0, 0), new(1, 0, 0)), 6);
    }
}
