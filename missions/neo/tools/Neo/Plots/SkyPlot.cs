using Neo.Determination;
using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;
using Neo.Time;

namespace Neo.Plots;

/// <summary>Where the objects stand in the sky and go in ten days: right ascension grows to the left, as one sees it.</summary>
public static class SkyPlot
{
    private const int Width = 1200;
    private const int Height = 660;
    private const int Margin = 50;
    private const string Ink = "#c9d3e6";

    public static string Draw(IReadOnlyList<Orbit> orbits, double date, Propagator propagator)
    {
        var svg = new Svg(Width, Height, "#0d1220");
        for (var hour = 0; hour <= 24; hour += 3)
        {
            var (x, _) = Place(hour == 24 ? 2 * Math.PI - 1e-9 : hour * 15 * Angles.Degree, 0);
            svg.Line(x, Margin, x, Height - Margin, "#1d2740");
            svg.Text(x, Height - Margin + 18, $"{hour} h", "#7f8aa3", 11, "middle");
        }
        for (var degrees = -90; degrees <= 90; degrees += 30)
        {
            var (_, y) = Place(0, degrees * Angles.Degree);
            svg.Line(Margin, y, Width - Margin, y, "#1d2740");
            svg.Text(Margin - 6, y + 4, $"{degrees}°", "#7f8aa3", 11, "end");
        }
        Trace(svg, Enumerable.Range(0, 361).Select(l => Observing.Place(Angles.Direction(l * Angles.Degree, 0))), "#3a4a75", "6 4");

        var earth = propagator.System.Position(Body.Earth, date);
        Mark(svg, Observing.Place(-earth), 9, "#ffdd55", "Sun");
        Mark(svg, Observing.Place(propagator.System.Position(Body.Moon, date) - earth), 6, "#dddddd", "Moon");
        Mark(svg, Observing.Place(earth), 3, "#3a4a75", "opposition");
        foreach (var orbit in orbits)
            Draw(svg, orbit, date, propagator);
        svg.Text(Margin, 28, $"{orbits.Count} objects on {JulianDays.ToDate((int)Math.Floor(date)):yyyy-MM-dd}, seen from the earth's middle, with the way of ten days", Ink, 16);
        return svg.ToString();
    }

    private static void Draw(Svg svg, Orbit orbit, double date, Propagator propagator)
    {
        var state = propagator.Propagate(orbit.State, orbit.Epoch, date);
        var way = new List<(double Ra, double Dec)>();
        var magnitude = double.NaN;
        for (var day = 0; day <= 10; day++)
        {
            var earth = propagator.System.Position(Body.Earth, date + day);
            var line = Observing.Seen(state, earth);
            way.Add(Observing.Place(line));
            if (day == 0 && orbit.H is { } h)
                magnitude = Brightness.Magnitude(h, orbit.G, earth + line, earth);
            state = propagator.Propagate(state, date + day, date + day + 1);
        }
        Trace(svg, way, "#06d6a0", "");
        // What is brighter is larger.
        var radius = double.IsNaN(magnitude) ? 3 : Math.Clamp(8 - 0.3 * magnitude, 1.5, 8);
        Mark(svg, way[0], radius, "#ffd166", double.IsNaN(magnitude) ? orbit.Id : $"{orbit.Id} ({magnitude:F1})");
    }

    // A way across 0 h is two.
    private static void Trace(Svg svg, IEnumerable<(double Ra, double Dec)> places, string colour, string dashes)
    {
        var run = new List<(double X, double Y)>();
        var last = double.NaN;
        foreach (var (ra, dec) in places)
        {
            if (Math.Abs(ra - last) > Math.PI)
            {
                svg.Path(run, colour, 1.2, dashes);
                run = [];
            }
            run.Add(Place(ra, dec));
            last = ra;
        }
        if (run.Count > 1)
            svg.Path(run, colour, 1.2, dashes);
    }

    private static void Mark(Svg svg, (double Ra, double Dec) place, double radius, string colour, string name)
    {
        var (x, y) = Place(place.Ra, place.Dec);
        svg.Dot(x, y, radius, colour, name);
        svg.Text(x + radius + 3, y - 4, name, colour, 11);
    }

    private static (double X, double Y) Place(double ra, double dec) => (
        Width - Margin - ra / (2 * Math.PI) * (Width - 2 * Margin),
        Height / 2 - dec / (Math.PI / 2) * (Height / 2 - Margin));
}
