using Neo.Ephemeris;
using Neo.Moids;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;

namespace Gantry.Bench;

/// <summary>The arithmetic of the neo mission's tools, on one core: distances of orbits, and steps under all planets against steps under the sun alone.</summary>
internal sealed class Asteroids : IBenchmark
{
    private const int Orbits = 20_000;
    private const int Carried = 100;
    private const double Epoch = 61_360;
    private const double Days = 365;

    public string Name => "asteroids";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var system = new SolarSystem();
        var orbits = SomeOrbits();
        var moid = new Moid(new(EarthOrbit.At(system, Epoch)));
        var (all, alone) = (new Propagator(system), new Propagator(system, Forces.SunAlone));
        var rates = await Bench.Rounds.RunAsync(5,
            _ => Task.FromResult(Orbits / Bench.Rounds.Seconds(() => orbits.ForEach(o => moid.Of(o)))),
            _ => Task.FromResult(StepsPerSecond(all, orbits)),
            _ => Task.FromResult(StepsPerSecond(alone, orbits)));

        yield return new("MOIDs to the earth's orbit, one core", Row.Say(rates[0], "/s"), Goal: ">= 50,000 /s", IsMet: rates[0] >= 50_000);
        yield return Row.Compare("steps under sun, eight planets and moon, one core", rates[1], "/s", "under the sun alone", rates[2]);
    }

    private static double StepsPerSecond(Propagator propagator, List<Elements> orbits)
    {
        var before = propagator.Steps;
        var seconds = Bench.Rounds.Seconds(() =>
        {
            foreach (var orbit in orbits.Take(Carried))
                propagator.Propagate(orbit.ToState(), Epoch, Epoch + Days);
        });
        return (propagator.Steps - before) / seconds;
    }

    private static List<Elements> SomeOrbits()
    {
        var numbers = new NormalNumbers(1);
        double Angle() => 2 * Math.PI * numbers.NextEven();
        return [.. Enumerable.Range(0, Orbits).Select(_ => new Elements(
            Epoch, 0.1 + 1.2 * numbers.NextEven(), 0.95 * numbers.NextEven(), 1.5 * numbers.NextEven() * numbers.NextEven(), Angle(), Angle(), Epoch))];
    }
}
