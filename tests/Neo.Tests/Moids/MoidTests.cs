using Neo.Ephemeris;
using Neo.Moids;
using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Tests.Moids;

public class MoidTests
{
    /// <summary>Another way: a fine grid over both orbits, and every local minimum of it followed down.</summary>
    private static double Slowly(Elements first, Elements second)
    {
        var (p1, q1) = first.Axes();
        var (p2, q2) = second.Axes();
        var end = first.E < 1 ? Math.PI : Math.Acos(-1 / first.E) - 1e-6;
        const int n1 = 1440, n2 = 720;
        Vector3 First(double f) => (p1 * Math.Cos(f) + q1 * Math.Sin(f)) * (first.Parameter / (1 + first.E * Math.Cos(f)));
        Vector3 Second(double f) => (p2 * Math.Cos(f) + q2 * Math.Sin(f)) * (second.Parameter / (1 + second.E * Math.Cos(f)));
        double Step(double x) => end * (2 * x / n1 - 1);

        var there = Enumerable.Range(0, n2).Select(j => Second(2 * Math.PI * j / n2)).ToArray();
        var near = new (double Distance, int At)[n1 + 1];
        for (var i = 0; i <= n1; i++)
        {
            var here = First(Step(i));
            near[i] = (double.MaxValue, 0);
            for (var j = 0; here.Length < 5 && j < n2; j++)
            {
                var squared = (here - there[j]).SquaredLength;
                if (squared < near[i].Distance)
                    near[i] = (squared, j);
            }
        }
        var best = double.MaxValue;
        foreach (var (_, i) in near.Select((d, i) => (d.Distance, i)).Where(d => d.Distance < 100).OrderBy(d => d.Distance).Take(60))
        {
            // Down from here with ever smaller steps along both.
            double f = Step(i), g = 2 * Math.PI * near[i].At / n2, step = 2 * end / n1;
            var distance = (First(f) - Second(g)).Length;
            while (step > 1e-13)
            {
                var moved = false;
                foreach (var (df, dg) in ((double, double)[])[(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)])
                {
                    var candidate = (First(f + df * step) - Second(g + dg * step)).Length;
                    if (candidate >= distance || Math.Abs(f + df * step) > end)
                        continue;
                    (f, g, distance, moved) = (f + df * step, g + dg * step, candidate, true);
                    break;
                }
                if (!moved)
                    step *= 0.5;
            }
            best = Math.Min(best, distance);
        }
        return best;
    }

    [Fact]
    public void Finds_what_a_fine_search_finds_on_every_conic()
    {
        var moid = new Moid(new(SomeOrbits.Earth));
        for (var seed = 1; seed <= 120; seed++)
        {
            var orbit = SomeOrbits.Any(new((ulong)seed));
            var (fast, slow) = (moid.Of(orbit), Slowly(orbit, SomeOrbits.Earth));
            // Never above; below only where the slow way stops short in a narrow valley.
            Assert.True(fast < slow + 1e-9, $"seed {seed}: {fast} against {slow}, {orbit}");
            Assert.True(fast > slow - 5e-7, $"seed {seed}: {fast} against {slow}, {orbit}");
        }
    }

    [Fact]
    public void Does_not_care_which_way_the_second_orbit_is_drawn_out()
    {
        var jupiter = Elements.Of(new SolarSystem().State(Body.Jupiter, SomeOrbits.Epoch), SomeOrbits.Epoch);
        foreach (var second in new[] { jupiter, SomeOrbits.Near, SomeOrbits.Degrees(SomeOrbits.Epoch, 2.5, 0.7, 30, 10, 80, 0) })
        {
            var moid = new Moid(new(second));
            for (var seed = 1; seed <= 40; seed++)
            {
                var orbit = SomeOrbits.Any(new((ulong)seed * 77), mostEccentric: 1);
                Assert.Equal(new Moid(new(orbit)).Of(second), moid.Of(orbit), 9);
            }
        }
    }

    [Fact]
    public void Comes_to_the_published_values()
    {
        var system = new SolarSystem();
        Assert.Equal(1.4839393420148872E-01, new Moid(new(EarthOrbit.At(system, SomeOrbits.Eros.Epoch))).Of(SomeOrbits.Eros), 5e-7);
        Assert.Equal(5.0131935660823443E-05, new Moid(new(EarthOrbit.At(system, SomeOrbits.Apophis.Epoch))).Of(SomeOrbits.Apophis), 5e-7);
    }

    [Fact]
    public void Is_nothing_where_orbits_cross_and_their_distance_where_they_are_round()
    {
        var earth = new Elements(SomeOrbits.Epoch, 1, 0, 0, 0, 0, SomeOrbits.Epoch);
        var moid = new Moid(new(earth));
        Assert.Equal(0, moid.Of(earth with { Inclination = 0.7 }), 9);
        Assert.Equal(0.25, moid.Of(earth with { Q = 1.25 }), 12);
        Assert.Equal(0, moid.Of(earth with { Q = 1, E = 0.4 }), 9);
        Assert.Equal(0.2, moid.Of(earth with { Q = 0.4, E = 1.0 / 3 }), 9);
    }
}
