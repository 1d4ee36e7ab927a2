namespace Gantry.Geo;

/// <summary>A straight line between two places of the plane, whose longitudes may run on beyond 180.</summary>
public readonly record struct Edge(double X1, double Y1, double X2, double Y2)
{
    public Edge Moved(double degrees) => new(X1 + degrees, Y1, X2 + degrees, Y2);
}

/// <summary>A geometry laid out flat, without the jump at the antimeridian: its box begins between -180 and 180.</summary>
public sealed record Plane(double West, double South, double East, double North, IReadOnlyList<Edge> Edges)
{
    private const double Turn = 360;

    public static Plane Of(Geometry geometry)
    {
        var edges = new List<Edge>();
        foreach (var part in geometry.Parts)
        {
            // Holes lie where their outer ring lies, not a turn beside it.
            var around = double.NaN;
            foreach (var path in part)
            {
                var flat = Flatten(path, around, geometry.Shape == Shape.Polygon);
                around = double.IsNaN(around) ? flat[0].Longitude : around;
                for (var i = 1; i < flat.Count; i++)
                    edges.Add(new(flat[i - 1].Longitude, flat[i - 1].Latitude, flat[i].Longitude, flat[i].Latitude));
                if (flat.Count == 1)
                    edges.Add(new(flat[0].Longitude, flat[0].Latitude, flat[0].Longitude, flat[0].Latitude));
            }
        }
        var (west, east) = (edges.Min(e => Math.Min(e.X1, e.X2)), edges.Max(e => Math.Max(e.X1, e.X2)));
        var turns = -Turn * Math.Floor((west + 180) / Turn);
        var moved = turns == 0 ? edges : edges.ConvertAll(e => e.Moved(turns));
        if (geometry.Shape != Shape.Polygon)
            moved = [.. moved, .. moved];
        return new(west + turns, edges.Min(e => Math.Min(e.Y1, e.Y2)), east + turns, edges.Max(e => Math.Max(e.Y1, e.Y2)), moved);
    }

    /// <summary>Whether it is a box along the graticule.</summary>
    public bool IsBox =>
        Edges.Count == 4 && Edges.All(e => e.X1 == e.X2 || e.Y1 == e.Y2) && Edges.Select(e => (e.X1, e.Y1)).Distinct().Count() == 4;

    private static List<Position> Flatten(IReadOnlyList<Position> path, double around, bool isRing)
    {
        var flat = new List<Position>(path.Count + 3) { double.IsNaN(around) ? path[0] : Near(path[0], around) };
        for (var i = 1; i < path.Count; i++)
        {
            var step = path[i].Longitude - path[i - 1].Longitude;
            if (Math.Abs(step) is > 180 and < Turn)
                step -= Math.Sign(step) * Turn;
            flat.Add(path[i] with { Longitude = flat[^1].Longitude + step });
        }
        if (isRing && Math.Abs(flat[^1].Longitude - flat[0].Longitude) > 180)
        {
            var pole = flat.Average(p => p.Latitude) < 0 ? -90.0 : 90.0;
            flat.Add(flat[^1] with { Latitude = pole });
            flat.Add(flat[0] with { Latitude = pole });
            flat.Add(flat[0]);
        }
        return flat;
    }

    private static Position Near(Position position, double longitude) =>
        position with { Longitude = position.Longitude + (Turn * Math.Round((longitude - position.Longitude) / Turn)) };
}
