using FsCheck;
using FsCheck.Fluent;
using Neo.Ephemeris;
using Neo.Orbits;

namespace Neo.Tests.Orbits;

public class ElementsTests
{
    private static readonly Arbitrary<Elements> _any = Gen.Choose(0, int.MaxValue - 1).Select(seed => SomeOrbits.Any(new((ulong)seed))).ToArbitrary();

    [Fact]
    public void Any_conic_becomes_a_state_and_the_same_conic_again() => Prop.ForAll(_any, elements =>
    {
        var again = Elements.Of(elements.ToState(), elements.Epoch);
        return Math.Abs(again.Q - elements.Q) < 1e-10 && Math.Abs(again.E - elements.E) < 1e-10
            && Math.Abs(again.Inclination - elements.Inclination) < 1e-9
            && Math.Abs(again.PerihelionAt - elements.PerihelionAt) % (elements.E < 1 ? elements.PeriodDays : double.MaxValue) is var off
            && Math.Min(off, elements.PeriodDays - off) < 1e-6;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Two_bodies_go_and_come_back() => Prop.ForAll(_any, elements =>
    {
        var start = elements.ToState();
        var back = TwoBody.Propagate(TwoBody.Propagate(start, 137.25), -137.25);
        return (back.Position - start.Position).Length < 1e-9 * Math.Max(1, start.Position.Length);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Two_bodies_keep_energy_and_angular_momentum() => Prop.ForAll(_any, elements =>
    {
        var (start, later) = (elements.ToState(), TwoBody.Propagate(elements.ToState(), 400));
        double Energy(State s) => 0.5 * s.Velocity.SquaredLength - Constants.Sun / s.Position.Length;
        return Math.Abs(Energy(later) - Energy(start)) < 1e-10 * Math.Max(1, 1 / elements.Q)
            // Who comes from afar and passes close by the sun loses digits in that proportion.
            && (later.Position.Cross(later.Velocity) - start.Position.Cross(start.Velocity)).Length < 1e-12 * Math.Max(10, start.Position.Length / elements.Q);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    // Kepler's equation solved the plain way, by halving.
    [Fact]
    public void An_ellipse_agrees_with_keplers_equation()
    {
        var elements = SomeOrbits.Near;
        for (var days = -700.0; days < 700; days += 7.7)
        {
            var mean = elements.MeanMotion * (elements.Epoch + days - elements.PerihelionAt);
            var (low, high) = (mean - 1, mean + 1);
            for (var i = 0; i < 60; i++)
            {
                var middle = 0.5 * (low + high);
                if (middle - elements.E * Math.Sin(middle) < mean)
                    low = middle;
                else
                    high = middle;
            }
            var (p, q) = elements.Axes();
            var expected = p * (elements.A * (Math.Cos(low) - elements.E)) + q * (elements.A * Math.Sqrt(1 - elements.E * elements.E) * Math.Sin(low));
            Assert.Equal(0, (TwoBody.Propagate(elements.ToState(), days).Position - expected).Length, 11);
        }
    }

    // Barker's equation in closed form.
    [Fact]
    public void A_parabola_agrees_with_barkers_equation()
    {
        var parabola = new Elements(SomeOrbits.Epoch, 0.8, 1, 0.3, 1, 2, SomeOrbits.Epoch);
        foreach (var days in new[] { -200, -30, -1, 0.001, 5, 90, 365 })
        {
            var w = 1.5 * Constants.Gauss / Math.Sqrt(2 * 0.8 * 0.8 * 0.8) * days;
            var y = Math.Cbrt(w + Math.Sqrt(w * w + 1));
            var tan = y - 1 / y;
            var distance = (parabola with { Epoch = SomeOrbits.Epoch + days }).ToState().Position.Length;
            Assert.Equal(0.8 * (1 + tan * tan), distance, 11);
        }
    }

    [Fact]
    public void Published_derived_elements_of_Eros_come_out()
    {
        // PERIHELION, APHELION and PERIOD of the published file.
        Assert.Equal(1.1332285241279432, SomeOrbits.Eros.Q, 14);
        Assert.Equal(1.7828979662749602, SomeOrbits.Eros.Aphelion, 13);
        Assert.Equal(643.07699026020032, SomeOrbits.Eros.PeriodDays, 8);
        Assert.Equal("Amor", OrbitClass.Of(SomeOrbits.Eros));
        Assert.Equal("Aten", OrbitClass.Of(SomeOrbits.Apophis));
    }

    [Fact]
    public void A_node_is_where_the_orbit_meets_the_ecliptic()
    {
        var elements = SomeOrbits.Near;
        var (p, q) = elements.Axes();
        var (sin, cos) = Math.SinCos(-elements.Peri);
        var node = (p * cos + q * sin) * elements.AscendingNodeDistance;
        Assert.Equal(0, node.Z, 12);
        Assert.Equal(elements.AscendingNodeDistance, node.Length, 12);
        Assert.True((q * (elements.E + cos) - p * sin).Z > 0);
    }

    [Theory]
    [InlineData(ElementSet.Keplerian)]
    [InlineData(ElementSet.Equinoctial)]
    [InlineData(ElementSet.Cometary)]
    public void A_covariance_survives_the_way_to_another_set_and_back(ElementSet set)
    {
        var state = SomeOrbits.Near.ToState();
        var covariance = new double[6, 6];
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
                covariance[i, j] = (i < 3 ? 1e-7 : 1e-9) * (j < 3 ? 1e-7 : 1e-9) * (i == j ? 1 : 0.3 / (1 + Math.Abs(i - j)));
        }
        var there = ElementSets.FromCartesian(covariance, state, SomeOrbits.Epoch, set);
        var back = ElementSets.ToCartesian(there, ElementSets.Of(state, SomeOrbits.Epoch, set), SomeOrbits.Epoch, set);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
                Assert.Equal(covariance[i, j], back[i, j], 1e-3 * Math.Sqrt(covariance[i, i] * covariance[j, j]));
        }
    }

    [Fact]
    public void A_catalogue_reads_back_as_it_was_written()
    {
        var orbit = new Orbit("2026 WA2", SomeOrbits.Epoch, SomeOrbits.Near.ToState())
        {
            ProvId = "2026 WA2", H = 18.25, Observed = (61355.1, 61365.2), MeanObserved = 61360.3, Used = 12, Rejected = 1, RmsArcSeconds = 0.312, NormalisedRms = 0.5, Covariance = new double[6, 6],
        };
        Assert.True(OrbitCatalogue.Read(OrbitCatalogue.Write([orbit]), "some.csv").TryGet(out var again, out _));
        Assert.Equal(orbit.State, again[0].State);
        Assert.Equal(orbit with { Covariance = null }, again[0] with { Covariance = null });
        Assert.NotNull(again[0].Covariance);
    }

    [Theory]
    [InlineData("object,epoch\nX,61360\n", "orbit.incomplete")]
    [InlineData("object,epoch,x\nX,61360,abc\n", "table.value")]
    [InlineData("object\nX\n", "table.column")]
    [InlineData("", "table.empty")]
    [InlineData("object,epoch\nX\n", "table.width")]
    [InlineData("object,epoch\n\"X,1\n", "table.quote")]
    public void A_broken_catalogue_is_refused_with_its_reason(string text, string code)
    {
        Assert.False(OrbitCatalogue.Read(text, "some.csv").TryGet(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
        Assert.Contains("some.csv", refusal.Message, StringComparison.Ordinal);
    }
}
