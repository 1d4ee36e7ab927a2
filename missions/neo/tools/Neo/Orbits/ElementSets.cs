using Neo.Numerics;

namespace Neo.Orbits;

/// <summary>Six numbers that say an orbit, as published files order them; angles in degrees.</summary>
public enum ElementSet
{
    /// <summary>a, e, i, node, perihelion, mean anomaly.</summary>
    Keplerian,

    /// <summary>a, e·sin ϖ, e·cos ϖ, tan(i/2)·sin Ω, tan(i/2)·cos Ω, mean longitude.</summary>
    Equinoctial,

    /// <summary>q, e, i, node, perihelion, time of perihelion (MJD).</summary>
    Cometary,

    /// <summary>Place and speed.</summary>
    Cartesian,
}

/// <summary>From one set to another, with the covariance.</summary>
public static class ElementSets
{
    private const double Degree = Angles.Degree;

    public static double[] Of(State state, double epoch, ElementSet set)
    {
        if (set == ElementSet.Cartesian)
            return state.ToArray();
        var e = Elements.Of(state, epoch);
        var (longitude, tilt) = (e.Peri + e.Node, Math.Tan(0.5 * e.Inclination));
        return set switch
        {
            ElementSet.Keplerian => [e.A, e.E, e.Inclination / Degree, e.Node / Degree, e.Peri / Degree, e.MeanAnomaly / Degree],
            ElementSet.Cometary => [e.Q, e.E, e.Inclination / Degree, e.Node / Degree, e.Peri / Degree, e.PerihelionAt],
            _ => [e.A, e.E * Math.Sin(longitude), e.E * Math.Cos(longitude), tilt * Math.Sin(e.Node), tilt * Math.Cos(e.Node), Angles.Turn(e.MeanAnomaly + longitude) / Degree],
        };
    }

    public static State ToState(ReadOnlySpan<double> v, double epoch, ElementSet set)
    {
        switch (set)
        {
            case ElementSet.Cartesian:
                return State.Of(v);
            case ElementSet.Keplerian:
                return Elements.Of(epoch, v[0], v[1], v[2] * Degree, v[3] * Degree, v[4] * Degree, v[5] * Degree).ToState();
            case ElementSet.Cometary:
                return new Elements(epoch, v[0], v[1], v[2] * Degree, v[3] * Degree, v[4] * Degree, v[5]).ToState();
            default:
                var (longitude, node) = (Math.Atan2(v[1], v[2]), Math.Atan2(v[3], v[4]));
                var inclination = 2 * Math.Atan(Math.Sqrt(v[3] * v[3] + v[4] * v[4]));
                return Elements.Of(epoch, v[0], Math.Sqrt(v[1] * v[1] + v[2] * v[2]), inclination, node, longitude - node, v[5] * Degree - longitude).ToState();
        }
    }

    /// <summary>A covariance of place and speed as one of another set.</summary>
    public static double[,] FromCartesian(double[,] covariance, State state, double epoch, ElementSet set) => Square.Map(
        Jacobian(state.ToArray(), [1e-6, 1e-6, 1e-6, 1e-8, 1e-8, 1e-8], x => Of(State.Of(x), epoch, set), set), covariance);

    public static double[,] ToCartesian(double[,] covariance, double[] elements, double epoch, ElementSet set) => Square.Map(
        Jacobian(elements, [.. elements.Select(x => 1e-6 * Math.Max(Math.Abs(x), 1e-3))], x => ToState(x, epoch, set).ToArray(), ElementSet.Cartesian), covariance);

    private static double[,] Jacobian(double[] at, double[] steps, Func<double[], double[]> map, ElementSet result)
    {
        var jacobian = new double[6, 6];
        for (var column = 0; column < 6; column++)
        {
            double[] more = [.. at], less = [.. at];
            more[column] += steps[column];
            less[column] -= steps[column];
            var (above, below) = (map(more), map(less));
            for (var row = 0; row < 6; row++)
            {
                var difference = above[row] - below[row];
                // Angles begin anew at 360°.
                if (row == 5 && result is ElementSet.Keplerian or ElementSet.Equinoctial || (row is 3 or 4 && result is ElementSet.Keplerian or ElementSet.Cometary))
                    difference = Math.IEEERemainder(difference, 360);
                jacobian[row, column] = difference / (2 * steps[column]);
            }
        }
        return jacobian;
    }
}
