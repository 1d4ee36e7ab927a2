using Neo.Determination;
using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;

namespace Neo.Priorities;

/// <summary>What can be seen at all.</summary>
/// <param name="Faintest">Magnitude.</param>
/// <param name="Elongation">Least angle from the sun, degrees.</param>
public sealed record Limits(double Faintest = 22, double Elongation = 60);

/// <summary>
/// Orders objects by what an observation tonight is worth: how lost the object will be in ten days, how soon it goes out
/// of reach, how easy it is. Places are seen from the earth's middle.
/// </summary>
public sealed class ObservingPlan(Propagator propagator, double date, Limits limits)
{
    private const double Later = 10;
    private const double Horizon = 90;

    /// <summary>Null when the object cannot be seen that night or its orbit says nothing of its uncertainty.</summary>
    public Target? Of(Orbit orbit, bool isNear)
    {
        if (orbit.Covariance is not { } covariance || orbit.H is not { } h || CovarianceRoot.Of(covariance) is not { } root)
            return null;
        var tonight = See(orbit, h, date, propagator.Propagate(orbit.State, orbit.Epoch, date));
        if (!IsVisible(tonight))
            return null;
        var (now, later) = Spread(orbit, root);
        var last = LastNight(orbit, h);
        var days = (last ?? date + Horizon) - date;
        var score = Math.Log10(1 + later) + 3 / (1 + days / 5) + 0.1 * (limits.Faintest - tonight.Magnitude) + (isNear ? 1 : 0);
        var category = later > 600 || (days <= 7 && later > 30) ? 0 : later > 60 ? 1 : later > 5 ? 2 : 3;
        return new(orbit.Id, category, score, tonight.Ra / Angles.Degree, tonight.Dec / Angles.Degree, tonight.Elongation / Angles.Degree, tonight.Magnitude, now, later, last);
    }

    public static List<Target> Order(IEnumerable<Target> targets) =>
        [.. targets.OrderBy(t => t.Category).ThenByDescending(t => t.Score).ThenBy(t => t.Object, StringComparer.Ordinal)];

    private (double Ra, double Dec, double Elongation, double Magnitude) See(Orbit orbit, double h, double time, State state)
    {
        var earth = propagator.System.Position(Body.Earth, time);
        var line = Observing.Seen(state, earth);
        var (ra, dec) = Observing.Place(line);
        return (ra, dec, Angles.Between(line, -earth), Brightness.Magnitude(h, orbit.G, earth + line, earth));
    }

    private bool IsVisible((double Ra, double Dec, double Elongation, double Magnitude) seen) =>
        seen.Magnitude <= limits.Faintest && seen.Elongation >= limits.Elongation * Angles.Degree;

    private (double Now, double Later) Spread(Orbit orbit, State[] root)
    {
        var spread = new double[2];
        var times = new[] { date, date + Later };
        var nominal = Lines(orbit.State, orbit.Epoch, times);
        var others = root.Select(column => Lines(orbit.State + column, orbit.Epoch, times)).ToList();
        for (var k = 0; k < 2; k++)
        {
            var (line, up) = (nominal[k].Unit, new Vector3(0, 0, 1));
            var east = up.Cross(line).Unit;
            var north = line.Cross(east);
            double ee = 0, en = 0, nn = 0;
            foreach (var other in others)
            {
                var moved = other[k].Unit - line;
                var (e, n) = (moved.Dot(east), moved.Dot(north));
                (ee, en, nn) = (ee + e * e, en + e * n, nn + n * n);
            }
            // The greater eigenvalue of two by two.
            spread[k] = Math.Sqrt(0.5 * (ee + nn + Math.Sqrt((ee - nn) * (ee - nn) + 4 * en * en))) / Angles.ArcSecond;
        }
        return (spread[0], spread[1]);
    }

    private Vector3[] Lines(State state, double epoch, double[] times)
    {
        var lines = new Vector3[times.Length];
        for (var i = 0; i < times.Length; i++)
        {
            state = propagator.Propagate(state, epoch, times[i]);
            epoch = times[i];
            lines[i] = Observing.Seen(state, propagator.System.Position(Body.Earth, epoch));
        }
        return lines;
    }

    private double? LastNight(Orbit orbit, double h)
    {
        var state = propagator.Propagate(orbit.State, orbit.Epoch, date);
        for (var night = date + 1; night <= date + Horizon; night++)
        {
            state = propagator.Propagate(state, night - 1, night);
            if (!IsVisible(See(orbit, h, night, state)))
                return night - 1;
        }
        return null;
    }
}
