using Neo.Ephemeris;
using Neo.Orbits;
using Neo.Propagation;
using Neo.Risk;

namespace Neo.Tests.Risk;

public class RiskTests
{
    // 1979 XB: probability 2.86e-7, 40,200 Mt. From its observations in 1979 it is 77 years to 2056, and from the computation 35.2.
    [Theory]
    [InlineData(77, -3.22)]
    [InlineData(35.2, -2.88)]
    public void The_published_case_comes_out(double years, double published) =>
        Assert.Equal(published, Palermo.Scale(2.86e-7, 40_200, years), 0.005);

    [Fact]
    public void Old_and_new_differ_by_where_they_count_from()
    {
        var (impact, observed, computed) = (72344.902, 44220.5, 59500.0);
        Assert.Equal(77.0, Palermo.Years(PalermoFrom.Observations, impact, observed, computed), 1);
        Assert.Equal(35.2, Palermo.Years(PalermoFrom.Computation, impact, observed, computed), 1);
    }

    // 50 m at 23.72 km/s, 2.98e-4 on 2052 April 2: −2.72 in the list of 4 October 2021. The diameter is rounded to ten metres, which is 0.1.
    [Fact]
    public void A_line_of_the_published_list_comes_out() =>
        Assert.Equal(-2.72, Palermo.Scale(2.98e-4, Size.EnergyMt(50, 23.72), 30.5), 0.1);

    [Fact]
    public void Scales_add_as_risks_do()
    {
        Assert.Equal(-2 + Math.Log10(2), Palermo.Cumulative([-2, -2]), 12);
        Assert.Equal(-3.22, Palermo.Cumulative([-3.22]), 12);
    }

    [Theory]
    [InlineData(2.98e-4, 11.4, 0)]
    [InlineData(2.86e-7, 40_200, 0)]
    [InlineData(5.5e-4, 150, 1)]
    [InlineData(0.027, 1_500, 4)]
    [InlineData(0.031, 8, 3)]
    [InlineData(1, 0.5, 0)]
    [InlineData(1, 50, 8)]
    [InlineData(1, 1e6, 10)]
    public void The_torino_scale_follows_its_words_and_published_cases(double probability, double energy, int level) =>
        Assert.Equal(level, Torino.Of(probability, energy));

    [Fact]
    public void The_list_is_ordered_by_risk_and_leaves_out_what_is_past()
    {
        VirtualImpactor[] impactors =
        [
            new("2020 AA", 70_000, 1e-6, 15, 50, true, 58_850), new("2020 AA", 71_000, 2e-6, 15, 50, true, 58_850),
            new("2021 BB", 65_000, 1e-4, 20, 120, true, 59_250), new("2019 CC", 60_000, 0.5, 20, 120, true, 58_500),
        ];
        var rows = RiskAssessment.Rank(impactors, PalermoFrom.Computation, 61_366);
        Assert.Equal(["2021 BB", "2020 AA"], rows.Select(r => r.Object));
        Assert.Equal((2e-6, 3e-6, 71_000), (rows[1].Probability, rows[1].CumulativeProbability, rows[1].Impact));
        Assert.True(rows[1].CumulativePalermo > rows[1].Palermo);
    }

    // Aimed at the earth's middle with a known spread, the share of hits is that of a circle under a bell curve.
    [Fact]
    public void Sampling_counts_what_hits()
    {
        var propagator = new Propagator(new SolarSystem());
        var speed = 15 / Constants.KmPerSecond;
        var away = new Numerics.Vector3(0.6, 0, 0.8) * speed;
        var earth = propagator.System.Passing(Body.Earth, 61_398);
        var start = new State(earth.Position - away * 2, earth.Velocity + away);
        var sigma = 1.5 * Constants.EarthRadius;
        var covariance = new double[6, 6];
        for (var i = 0; i < 6; i++)
            covariance[i, i] = i < 3 ? sigma * sigma : 1e-22;
        var orbit = new Orbit("X", 61_398, start) { Covariance = covariance, H = 24, MeanObserved = 61_390 };
        var impactor = Assert.Single(new ImpactSampling(propagator, 61_398.5, 61_402, 150, 5).Of(orbit));

        var reach = Constants.EarthRadius * Math.Sqrt(1 + Math.Pow(Constants.EscapeVelocityKmS / 15, 2));
        Assert.Equal(1 - Math.Exp(-0.5 * reach * reach / (sigma * sigma)), impactor.Probability, 0.12);
        Assert.Equal(Math.Sqrt(15 * 15 + Constants.EscapeVelocityKmS * Constants.EscapeVelocityKmS), impactor.SpeedKmS, 0.3);
        Assert.Equal(impactor, Assert.Single(new ImpactSampling(propagator, 61_398.5, 61_402, 150, 5).Of(orbit)));
    }

    [Theory]
    [InlineData("object,impact,probability,speed,diameter,observed\nX,2030-01-01,1.5,20,100,2020-01-01\n", "table.value")]
    [InlineData("object,impact,probability,speed,diameter\n", "table.column")]
    public void A_broken_table_of_impacts_is_refused(string text, string code)
    {
        Assert.False(ImpactTable.Read(text, "x").TryGet(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }
}
