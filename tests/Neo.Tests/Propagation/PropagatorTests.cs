using Neo.Ephemeris;
using Neo.Orbits;
using Neo.Propagation;

namespace Neo.Tests.Propagation;

public class PropagatorTests
{
    private readonly SolarSystem _system = new();

    [Fact]
    public void Without_planets_it_is_motion_of_two_bodies()
    {
        var alone = new Propagator(_system, Forces.SunAlone);
        foreach (var elements in new[] { SomeOrbits.Near, SomeOrbits.Degrees(SomeOrbits.Epoch, 1.1, 0.8, 20, 5, 6, 170), new Elements(SomeOrbits.Epoch, 0.7, 1.3, 1, 2, 3, SomeOrbits.Epoch + 40) })
        {
            var start = elements.ToState();
            var there = alone.Propagate(start, SomeOrbits.Epoch, SomeOrbits.Epoch + 365.2);
            Assert.InRange((there.Position - TwoBody.Propagate(start, 365.2).Position).Length, 0, 2e-8);
        }
    }

    [Fact]
    public void Energy_is_kept_over_ten_years()
    {
        var alone = new Propagator(_system, Forces.SunAlone);
        var start = SomeOrbits.Near.ToState();
        double Energy(State s) => 0.5 * s.Velocity.SquaredLength - Constants.Sun / s.Position.Length;
        Assert.Equal(1, Energy(alone.Propagate(start, SomeOrbits.Epoch, SomeOrbits.Epoch + 3652.5)) / Energy(start), 9);
    }

    [Fact]
    public void It_comes_back_to_where_it_began()
    {
        var propagator = new Propagator(_system);
        var start = SomeOrbits.Near.ToState();
        var back = propagator.Propagate(propagator.Propagate(start, 61360.03, 61400.77), 61400.77, 61360.03);
        Assert.InRange((back.Position - start.Position).Length, 0, 1e-11);
    }

    [Fact]
    public void Stops_on_the_way_change_little()
    {
        var propagator = new Propagator(_system);
        var once = propagator.Propagate(SomeOrbits.Near.ToState(), 61360, 61390.5);
        var (state, time) = (SomeOrbits.Near.ToState(), 61360.0);
        foreach (var stop in new[] { 61360.01, 61360.02, 61367.333, 61390.5 })
            (state, time) = (propagator.Propagate(state, time, stop), stop);
        Assert.InRange((state.Position - once.Position).Length, 0, 1e-11);
    }

    // The earth as a grain of dust beside itself would fall into itself; a degree ahead it feels all but itself.
    [Fact]
    public void The_pull_of_the_planets_is_that_of_finite_differences()
    {
        var planets = new Vector3s(_system, 61360);
        var r = SomeOrbits.Near.ToState().Position;
        const double step = 1e-5;
        var gradient = new Numerics.Vector3(
            planets.Potential(r with { X = r.X + step }) - planets.Potential(r with { X = r.X - step }),
            planets.Potential(r with { Y = r.Y + step }) - planets.Potential(r with { Y = r.Y - step }),
            planets.Potential(r with { Z = r.Z + step }) - planets.Potential(r with { Z = r.Z - step })) * (-0.5 / step);
        Assert.InRange((gradient - planets.Pull(r)).Length, 0, 1e-12);
    }

    // Einstein's 43 seconds of arc a century for Mercury.
    [Fact]
    public void Mercurys_perihelion_moves_as_einstein_said()
    {
        var mercury = SomeOrbits.Degrees(SomeOrbits.Epoch, 0.387098, 0.205630, 7.005, 48.33, 29.12, 0);
        var propagator = new Propagator(_system, Forces.Relativity);
        var later = propagator.Propagate(mercury.ToState(), SomeOrbits.Epoch, SomeOrbits.Epoch + 3652.5);
        var turned = Numerics.Angles.Half(Elements.Of(later, SomeOrbits.Epoch).Peri - mercury.Peri) / Numerics.Angles.ArcSecond;
        Assert.Equal(4.30, turned, 0.05);
    }

    private sealed class Vector3s(SolarSystem system, double time)
    {
        private readonly Numerics.Vector3[] _places = [.. Enum.GetValues<Body>().Select(b => system.Position(b, time))];

        public double Potential(Numerics.Vector3 r) => -Constants.Sun / r.Length
            - _places.Select((p, i) => Bodies.Gm((Body)i) * (1 / (p - r).Length - r.Dot(p) / Math.Pow(p.Length, 3))).Sum();

        public Numerics.Vector3 Pull(Numerics.Vector3 r) => Acceleration.At(r, default, _places, Acceleration.OfSun(_places), isRelativistic: false);
    }
}
