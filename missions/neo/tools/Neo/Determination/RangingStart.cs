using Neo.Ephemeris;
using Neo.Orbits;

namespace Neo.Determination;

/// <summary>
/// A first orbit where Gauss finds none, as on arcs of an hour: two directions, and every reasonable pair of distances
/// tried. Of the orbits about the sun that this gives, those that fit best are worth a fit.
/// </summary>
internal static class RangingStart
{
    private const double Closest = 0.002;
    private const double Furthest = 6;

    public static IEnumerable<State> Find(IReadOnlyList<Sight> sights, int most)
    {
        var (first, last) = (sights[0], sights[^1]);
        var days = last.Time - first.Time;
        var middle = 0.5 * (first.Time + last.Time);
        var found = new List<(double Cost, State State)>();
        for (var rho = Closest; rho < Furthest; rho *= 1.12)
        {
            // Up to about 60 km/s toward or away.
            for (var rate = -0.035; rate <= 0.035; rate += 0.0025)
            {
                var other = rho + rate * days;
                if (other <= Closest / 4)
                    continue;
                var (r1, r2) = (first.Observer + first.Direction * rho, last.Observer + last.Direction * other);
                var chord = (r1 + r2) * 0.5;
                // The arc bulges from its chord by what the sun pulls in half the time.
                var bulge = Constants.Sun * days * days / (8 * Math.Pow(chord.Length, 3));
                var state = new State(chord * (1 + bulge), (r2 - r1) * (1 / days));
                if (state.Velocity.SquaredLength < 2.2 * Constants.Sun / state.Position.Length)
                    found.Add((RoughCost(state, middle, sights), state));
            }
        }
        return found.OrderBy(f => f.Cost).Take(most).Select(f => TwoBody.Propagate(f.State, first.Time - middle));
    }

    /// <summary>Mean squared residual, in sigmas, of motion about the sun alone.</summary>
    public static double RoughCost(State state, double epoch, IReadOnlyList<Sight> sights)
    {
        var sum = 0.0;
        foreach (var sight in sights)
        {
            var (ra, dec) = Observing.Residual(sight, TwoBody.Propagate(state, sight.Time - epoch));
            sum += ra * ra / (sight.SigmaRa * sight.SigmaRa) + dec * dec / (sight.SigmaDec * sight.SigmaDec);
        }
        return double.IsFinite(sum) ? sum / sights.Count : double.MaxValue;
    }
}
