using Neo.Ephemeris;
using Neo.Moids;
using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Tests;

/// <summary>Orbits to try things with.</summary>
internal static class SomeOrbits
{
    public const double Epoch = 61360;

    /// <summary>(433) Eros as ESA's centre published it, mid-arc; its MOID there is 1.4839393420148872E-01.</summary>
    public static readonly Elements Eros = Degrees(53699.537843440, 1.4580632452014517, 0.222785069264007, 10.829197423797, 304.390234169040, 178.657316225135, 183.884026368892);

    /// <summary>(99942) Apophis likewise; its MOID there is 5.0131935660823443E-05.</summary>
    public static readonly Elements Apophis = Degrees(59400, 0.92269886736945861, 0.191432363588237, 3.338871063790, 203.965677120949, 126.590200404569, 333.246586621592);

    public static readonly Elements Near = Degrees(Epoch, 1.5, 0.45, 8, 60, 130, 20);

    public static Elements Earth { get; } = EarthOrbit.At(new SolarSystem(), Epoch);

    public static Elements Degrees(double epoch, double a, double e, double i, double node, double peri, double anomaly)
    {
        const double degree = Angles.Degree;
        return Elements.Of(epoch, a, e, i * degree, node * degree, peri * degree, anomaly * degree);
    }

    /// <summary>Any conic that comes near the sun: ellipses, near-parabolas on both sides, hyperbolas.</summary>
    public static Elements Any(NormalNumbers numbers, double mostEccentric = 2.5)
    {
        var e = numbers.NextBelow(6) switch
        {
            0 => 0.9 + 0.0999 * numbers.NextEven(),
            1 when mostEccentric > 1 => 1.0001 + (mostEccentric - 1.0001) * numbers.NextEven(),
            _ => 0.9 * numbers.NextEven(),
        };
        // Flat orbits are the hard ones, and there are many.
        var inclination = Math.PI * Math.Pow(numbers.NextEven(), 3);
        return new(Epoch, 0.05 + 1.4 * numbers.NextEven(), e, inclination, 2 * Math.PI * numbers.NextEven(), 2 * Math.PI * numbers.NextEven(), Epoch + 300 * (numbers.NextEven() - 0.5));
    }
}
