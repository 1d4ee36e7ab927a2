using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;
using Neo.Time;

namespace Neo.Plots;

/// <summary>The inner planets and the objects seen from the north of the ecliptic, at a date.</summary>
public static class OrbitDiagram
{
    private const int Size = 900;
    private const double Reach = 3.2;
    private const string Ink = "#c9d3e6";

    private static readonly (Body Body, string Colour)[] _planets =
        [(Body.Mercury, "#b7a694"), (Body.Venus, "#e2c48d"), (Body.Earth, "#63a4ff"), (Body.Mars, "#e0714f")];

    private static readonly string[] _colours = ["#ffd166", "#06d6a0", "#ef476f", "#9b8cff", "#4cc9f0", "#f78c6b", "#c0f04c", "#ff9ecf"];

    public static string Draw(IReadOnlyList<Orbit> orbits, double date, Propagator propagator)
    {
        var svg = new Svg(Size, Size, "#0d1220");
        svg.Line(0, Size / 2, Size, Size / 2, "#1d2740");
        svg.Line(Size / 2, 0, Size / 2, Size, "#1d2740");
        svg.Dot(Size / 2, Size / 2, 6, "#ffdd55", "Sun");
        foreach (var (body, colour) in _planets)
        {
            var state = propagator.System.State(body, date);
            svg.Path(Curve(Elements.Of(state, date)), colour, 1.2);
            Mark(svg, state.Position, 4.5, colour, body.ToString());
        }
        foreach (var (orbit, index) in orbits.Select((o, i) => (o, i)))
        {
            var colour = _colours[index % _colours.Length];
            var state = propagator.Propagate(orbit.State, orbit.Epoch, date);
            svg.Path(Curve(Elements.Of(state, date)), colour, 0.8, "4 3");
            Mark(svg, state.Position, 3, colour, orbit.Id);
        }
        svg.Text(16, 28, $"{orbits.Count} orbits on {JulianDays.ToDate((int)Math.Floor(date)):yyyy-MM-dd}", Ink, 18);
        svg.Text(16, 48, "seen from the north of the ecliptic; the first point of Aries is to the right", "#7f8aa3");
        var unit = Size / 2 / Reach;
        svg.Line(16, Size - 24, 16 + unit, Size - 24, Ink, 2);
        svg.Text(16 + unit / 2, Size - 30, "1 au", Ink, 12, "middle");
        return svg.ToString();
    }

    private static IEnumerable<(double X, double Y)> Curve(Elements elements)
    {
        var (p, q) = elements.Axes();
        // Of what leaves the picture only the part inside is worth its points.
        var outside = (elements.Parameter / (2 * Reach) - 1) / elements.E;
        var end = elements.E > 1e-9 && outside > -1 && elements.Aphelion > 2 * Reach ? Math.Acos(Math.Min(1, outside)) : Math.PI;
        const int points = 240;
        for (var i = 0; i <= points; i++)
        {
            var (sin, cos) = Math.SinCos(-end + 2 * end * i / points);
            yield return Place((p * cos + q * sin) * (elements.Parameter / (1 + elements.E * cos)));
        }
    }

    private static void Mark(Svg svg, Vector3 position, double radius, string colour, string name)
    {
        var (x, y) = Place(position);
        if (x is < 0 or > Size || y is < 0 or > Size)
            return;
        svg.Dot(x, y, radius, colour, name);
        svg.Text(x + 6, y - 5, name, colour, 11);
    }

    private static (double X, double Y) Place(Vector3 position) =>
        (Size / 2 * (1 + position.X / Reach), Size / 2 * (1 - position.Y / Reach));
}
