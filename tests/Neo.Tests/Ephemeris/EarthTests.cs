using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Time;

namespace Neo.Tests.Ephemeris;

public class EarthTests
{
    // Heliocentric, equator of J2000, from the IAU's SOFA collection (epv00), which is fitted to DE405: another theory, by other people.
    [Theory]
    [InlineData(51544.5, -0.17713507, 0.88742852, 0.38474289, -0.01720762, -0.00289817, -0.00125639)]
    [InlineData(53699.5, 0.44440155, 0.80861146, 0.35056198, -0.01564144, 0.00705408, 0.00305884)]
    [InlineData(59400.0, 0.2272781, -0.9092422, -0.39415299, 0.01649382, 0.00346599, 0.00150182)]
    [InlineData(61365.25, 0.51533323, 0.77336685, 0.33523298, -0.01495571, 0.0081682, 0.0035404)]
    public void Stands_and_moves_as_another_theory_has_it(double mjd, double x, double y, double z, double vx, double vy, double vz)
    {
        var state = new SolarSystem().State(Body.Earth, mjd);
        Assert.InRange((EarthRotation.ToEquator(state.Position) - new Vector3(x, y, z)).Length, 0, 2e-7);
        Assert.InRange((EarthRotation.ToEquator(state.Velocity) - new Vector3(vx, vy, vz)).Length, 0, 1.5e-8);
    }

    // Likewise the moon, from the earth (SOFA's moon98).
    [Theory]
    [InlineData(51544.5, -0.00194926, -0.00178288, -0.00050869)]
    [InlineData(53699.5, -0.00264207, 0.00037531, 0.00026084)]
    [InlineData(59400.0, 0.00183803, 0.00186108, 0.00070164)]
    [InlineData(61365.25, 0.00244344, 0.00045868, 0.00037892)]
    public void Has_its_moon_where_another_theory_has_it(double mjd, double x, double y, double z)
    {
        var system = new SolarSystem();
        var moon = EarthRotation.ToEquator(system.Position(Body.Moon, mjd) - system.Position(Body.Earth, mjd));
        Assert.InRange((moon - new Vector3(x, y, z)).Length, 0, 2e-7);
    }

    [Fact]
    public void Is_the_same_by_series_and_by_polynomials()
    {
        var system = new SolarSystem();
        for (var body = Body.Mercury; body <= Body.Moon; body++)
        {
            for (var mjd = 61300.0; mjd < 61340; mjd += 0.77)
                Assert.InRange((system.Position(body, mjd) - system.State(body, mjd).Position).Length, 0, 1e-11);
        }
    }

    [Fact]
    public void Moves_as_its_place_changes()
    {
        var system = new SolarSystem();
        for (var body = Body.Mercury; body <= Body.Moon; body++)
        {
            const double step = 0.01;
            var difference = (system.State(body, 61360 + step).Position - system.State(body, 61360 - step).Position) * (0.5 / step);
            Assert.InRange((difference - system.State(body, 61360).Velocity).Length, 0, 1e-8);
        }
    }

    // Meeus' example 12.b: 1987 April 10, 19:21 UT, mean sidereal time 8 h 34 m 57.0896 s.
    [Fact]
    public void Turns_as_published()
    {
        Assert.True(Utc.TryParse("1987-04-10T19:21:00Z", out var utc));
        Assert.Equal((8 + (34 + 57.0896 / 60) / 60) * 15, EarthRotation.Sidereal(utc) / Angles.Degree, 6);
    }

    [Fact]
    public void Carries_its_observatories_round_once_a_sidereal_day()
    {
        var place = EarthRotation.Place(new(61360, 0), 1, 0.8, 0.6);
        Assert.Equal(Constants.EarthRadius, place.Length, 12);
        Assert.InRange((EarthRotation.Place(new(61360, 86_164.0905), 1, 0.8, 0.6) - place).Length, 0, 1e-8);
        Assert.Equal(0.6 * Constants.EarthRadius, EarthRotation.ToEquator(place).Z, 1e-7);
    }
}
