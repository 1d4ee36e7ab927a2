using Neo.Ephemeris;
using Neo.Orbits;

namespace Neo.Moids;

/// <summary>
/// The ellipse on which the earth itself moves at a time: published distances are to this one, and a mean orbit of the
/// earth and moon together is 1e-4 au away from it.
/// </summary>
public static class EarthOrbit
{
    public static Elements At(SolarSystem system, double epoch) => Elements.Of(system.State(Body.Earth, epoch), epoch);
}
