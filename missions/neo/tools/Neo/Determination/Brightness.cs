using System.Globalization;
using Neo.Numerics;

namespace Neo.Determination;

/// <summary>Magnitudes by the H, G system.</summary>
public static class Brightness
{
    public const double UsualSlope = 0.15;

    public static double Magnitude(double h, double g, Vector3 place, Vector3 observer)
    {
        var (r, delta) = (place.Length, (place - observer).Length);
        return h + 5 * Math.Log10(r * delta) + Phase(g, Angles.Between(place, place - observer));
    }

    /// <summary>What the phase angle adds.</summary>
    public static double Phase(double g, double angle)
    {
        var tan = Math.Tan(0.5 * Math.Min(angle, 3.1));
        var (first, second) = (Math.Exp(-3.33 * Math.Pow(tan, 0.63)), Math.Exp(-1.87 * Math.Pow(tan, 1.22)));
        return -2.5 * Math.Log10((1 - g) * first + g * second);
    }

    /// <summary>H from the magnitudes that were observed, their median; null when there are none.</summary>
    public static double? Absolute(Solution solution, Func<Residual, Vector3> place)
    {
        var values = new List<double>();
        foreach (var residual in solution.Used)
        {
            var observation = residual.Sight.Observation;
            if (double.TryParse(observation.Magnitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var magnitude))
                values.Add(magnitude + ToVisual(observation.Band) - Magnitude(0, UsualSlope, place(residual), residual.Sight.Observer));
        }
        values.Sort();
        return values.Count == 0 ? null : values[values.Count / 2];
    }

    // Mean colours of asteroids; the first letter of a band's name decides.
    private static double ToVisual(string band) => band.Length == 0 ? 0 : band[0] switch
    {
        'B' => -0.8, 'R' => 0.4, 'I' => 0.8, 'G' => 0.28, 'g' => -0.35, 'r' => 0.14, 'i' => 0.32, 'z' => 0.26, 'w' => -0.13, 'c' => -0.05, 'o' => 0.33, _ => 0,
    };
}
