namespace Gantry.Geo;

/// <summary>What makes an area one that can be asked for.</summary>
public static class Validity
{
    // Every edge is compared with every other one.
    private const int MostEdges = 3_000;

    /// <summary>What is wrong with it in words, or null: rings are closed, have an area, and do not cross themselves.</summary>
    public static string? WhyInvalid(this Geometry geometry)
    {
        if (geometry.Shape != Shape.Polygon)
            return null;
        foreach (var ring in geometry.Paths)
        {
            if (ring[0] != ring[^1])
                return "a ring is not closed: its last position must equal its first";
        }
        var edges = Plane.Of(geometry).Edges;
        if (edges.Count > MostEdges)
            return $"the area has more than {MostEdges:N0} edges; simplify it";
        for (var i = 0; i < edges.Count; i++)
        {
            for (var j = i + 1; j < edges.Count; j++)
            {
                if (Cross(edges[i], edges[j]))
                    return "a ring crosses itself or another one";
            }
        }
        return Math.Abs(edges.Sum(e => (e.X1 * e.Y2) - (e.X2 * e.Y1))) < 1e-12 ? "a ring encloses nothing" : null;
    }

    /// <summary>Whether two edges cross within both of them; touching is not crossing.</summary>
    private static bool Cross(Edge a, Edge b) =>
        Side(a, b.X1, b.Y1) * Side(a, b.X2, b.Y2) < 0 && Side(b, a.X1, a.Y1) * Side(b, a.X2, a.Y2) < 0;

    private static int Side(Edge e, double x, double y) =>
        Math.Sign(((e.X2 - e.X1) * (y - e.Y1)) - ((e.Y2 - e.Y1) * (x - e.X1)));
}
