using System.Globalization;

namespace Gantry.Cli;

/// <summary>The ground that a search is for: its corners as longitude and latitude, <c>lon lat,lon lat,…</c>.</summary>
internal sealed record SearchArea(IReadOnlyList<(double X, double Y)> Corners)
{
    /// <summary>Null when it is no area.</summary>
    public static SearchArea? Read(string? text)
    {
        var corners = new List<(double, double)>();
        foreach (var corner in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (corner.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var x, var y] || Number(x, 180) is not { } longitude || Number(y, 90) is not { } latitude)
                return null;
            corners.Add((longitude, latitude));
        }
        return corners.Count >= 3 ? new(corners) : null;
    }

    /// <summary>The same as a term of <c>$filter</c>, with the ring closed and against the clock.</summary>
    public string Filter
    {
        get
        {
            var ring = Turns() < 0 ? [.. Corners.Reverse()] : Corners;
            return $"OData.CSC.Intersects(area=geography'SRID=4326;POLYGON(({string.Join(',', ring.Append(ring[0]).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.X:0.###} {c.Y:0.###}")))}))')";
        }
    }

    // Over the antimeridian longitudes go on, or the ring would seem to turn the other way.
    private double Turns()
    {
        var (plain, before, shift) = (new List<(double X, double Y)>(), Corners[0].X, 0.0);
        foreach (var (x, y) in Corners)
        {
            shift += x - before > 180 ? -360 : before - x > 180 ? 360 : 0;
            before = x;
            plain.Add((x + shift, y));
        }
        return plain.Select((a, i) => (A: a, B: plain[(i + 1) % plain.Count])).Sum(p => p.A.X * p.B.Y - p.B.X * p.A.Y);
    }

    private static double? Number(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= most ? number : null;
}
