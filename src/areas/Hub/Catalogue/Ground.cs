using System.Globalization;
using System.Text;
using Gantry.Geo;

namespace Gantry.Hub;

/// <summary>Where a footprint lies, as the catalogue searches for it: its box, and its edges as JSON.</summary>
internal sealed record Ground(Plane Plane)
{
    /// <summary>Null when there is no footprint, or one that is no geometry: it is shown as it came, and found by no area.</summary>
    public static Ground? Of(string? footprint) =>
        footprint is not null && WktReader.Read(footprint).TryGet(out var geometry, out _) ? new(Plane.Of(geometry)) : null;

    /// <summary><c>[[x1,y1,x2,y2],…]</c></summary>
    public static string EdgesOf(IEnumerable<Edge> edges)
    {
        var text = new StringBuilder("[");
        foreach (var e in edges)
            text.Append(text.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"[{e.X1:R},{e.Y1:R},{e.X2:R},{e.Y2:R}]");
        return text.Append(']').ToString();
    }

    public string Edges => EdgesOf(Plane.Edges);
}
