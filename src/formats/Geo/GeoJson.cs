using System.Text.Json;

namespace Gantry.Geo;

/// <summary>Writes a geometry as GeoJSON (RFC 7946), as it was given: not cut at the antimeridian.</summary>
public static class GeoJson
{
    public static void Write(Utf8JsonWriter json, Geometry geometry)
    {
        var isMany = geometry.Parts.Count > 1;
        json.WriteStartObject();
        json.WriteString("type", (isMany ? "Multi" : "") + geometry.Shape switch { Shape.Point => "Point", Shape.Line => "LineString", _ => "Polygon" });
        json.WritePropertyName("coordinates");
        if (isMany)
            json.WriteStartArray();
        foreach (var part in geometry.Parts)
            WritePart(json, geometry.Shape, part);
        if (isMany)
            json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, Shape shape, IReadOnlyList<IReadOnlyList<Position>> part)
    {
        if (shape == Shape.Point)
        {
            WritePosition(json, part[0][0]);
            return;
        }
        if (shape == Shape.Polygon)
            json.WriteStartArray();
        foreach (var path in part)
        {
            json.WriteStartArray();
            foreach (var position in path)
                WritePosition(json, position);
            json.WriteEndArray();
        }
        if (shape == Shape.Polygon)
            json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, Position position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.Longitude);
        json.WriteNumberValue(position.Latitude);
        json.WriteEndArray();
    }
}
