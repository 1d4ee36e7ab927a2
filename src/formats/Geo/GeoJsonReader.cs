using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gantry.Geo;

/// <summary>Reads a GeoJSON geometry, by the same rules as the same in WKT.</summary>
public static class GeoJsonReader
{
    private const int Deepest = 5;

    public static GeoReading Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String
            || !json.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array)
            return new GeoProblem(0, "a geometry has a type and coordinates");
        var text = new StringBuilder(type.GetString());
        // A bare position has no brackets of its own in GeoJSON, and has them in WKT.
        if (IsPosition(coordinates))
            text.Append('(');
        if (!Write(coordinates, text, 0))
            return new GeoProblem(0, "the coordinates are not lists of numbers");
        if (IsPosition(coordinates))
            text.Append(')');
        return WktReader.Read(text.ToString());
    }

    private static bool Write(JsonElement list, StringBuilder text, int depth)
    {
        if (depth > Deepest)
            return false;
        if (IsPosition(list))
        {
            text.AppendJoin(' ', list.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Number ? n.GetDouble().ToString("R", CultureInfo.InvariantCulture) : "?"));
            return true;
        }
        text.Append('(');
        var isFirst = true;
        foreach (var item in list.EnumerateArray())
        {
            text.Append(isFirst ? "" : ",");
            isFirst = false;
            if (item.ValueKind != JsonValueKind.Array || !Write(item, text, depth + 1))
                return false;
        }
        text.Append(')');
        return true;
    }

    private static bool IsPosition(JsonElement list) => list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Number;
}
