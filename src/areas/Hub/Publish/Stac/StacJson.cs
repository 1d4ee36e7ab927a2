using System.Text.Json;
using Gantry.Geo;

namespace Gantry.Hub;

/// <summary>Writes items and collections as STAC 1.0.0 has them.</summary>
internal static class StacJson
{
    public const string Version = "1.0.0";

    /// <summary>What the names of our own properties begin with.</summary>
    public const string Prefix = "gantry:";

    private const string FileExtension = "https://stac-extensions.github.io/file/v2.1.0/schema.json";

    public static void WriteItem(Utf8JsonWriter json, Product product, string root)
    {
        var collection = $"{root}/collections/{Uri.EscapeDataString(CollectionId.Of(product).ToString())}";
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("stac_version", Version);
        json.WriteStartArray("stac_extensions");
        json.WriteStringValue(FileExtension);
        json.WriteEndArray();
        json.WriteString("id", product.Id);
        json.WriteString("collection", CollectionId.Of(product).ToString());
        WriteGeometry(json, product.Metadata.Footprint);
        WriteProperties(json, product);
        json.WriteStartArray("links");
        WriteLink(json, "self", $"{collection}/items/{product.Id}", "application/geo+json");
        WriteLink(json, "root", root, "application/json");
        WriteLink(json, "parent", collection, "application/json");
        WriteLink(json, "collection", collection, "application/json");
        json.WriteEndArray();
        WriteAssets(json, product, root[..^"/stac/v1".Length]);
        json.WriteEndObject();
    }

    public static void WriteCollection(Utf8JsonWriter json, StacCollection collection, string root)
    {
        var address = $"{root}/collections/{Uri.EscapeDataString(collection.Id.ToString())}";
        var (mission, environment, type) = collection.Id;
        json.WriteStartObject();
        json.WriteString("type", "Collection");
        json.WriteString("stac_version", Version);
        json.WriteString("id", collection.Id.ToString());
        json.WriteString("title", type.Length == 0 ? $"Products without a type, {mission}/{environment}" : $"{type}, {mission}/{environment}");
        json.WriteString("description", type.Length == 0
            ? $"The products of mission {mission} in {environment} that no type recognises."
            : $"The products of type {type} of mission {mission} in {environment}.");
        json.WriteString("license", "proprietary");
        json.WriteStartObject("extent");
        json.WriteStartObject("spatial");
        json.WriteStartArray("bbox");
        WriteNumbers(json, [-180, -90, 180, 90]);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("temporal");
        json.WriteStartArray("interval");
        json.WriteStartArray();
        json.WriteStringValue(collection.From is { } from ? Dates.Text(from) : null);
        json.WriteNullValue();
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("links");
        WriteLink(json, "self", address, "application/json");
        WriteLink(json, "root", root, "application/json");
        WriteLink(json, "parent", root, "application/json");
        WriteLink(json, "items", address + "/items", "application/geo+json");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteLink(Utf8JsonWriter json, string relation, string address, string type)
    {
        json.WriteStartObject();
        json.WriteString("rel", relation);
        json.WriteString("href", address);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter json, string? footprint)
    {
        if (footprint is null || !WktReader.Read(footprint).TryGet(out var geometry, out _))
        {
            json.WriteNull("geometry");
            return;
        }
        json.WritePropertyName("geometry");
        GeoJson.Write(json, geometry);
        var plane = Plane.Of(geometry);
        json.WritePropertyName("bbox");
        // Over the antimeridian the west of a box is a larger number than its east (RFC 7946).
        WriteNumbers(json, [plane.West, plane.South, plane.East > 180 && plane.East - plane.West < 360 ? plane.East - 360 : Math.Min(plane.East, 180), plane.North]);
    }

    // A time with two ends has both and no other; everything else is of one moment.
    private static void WriteProperties(Utf8JsonWriter json, Product product)
    {
        var metadata = product.Metadata;
        json.WriteStartObject("properties");
        if (metadata is { ValidFrom: { } from, ValidUntil: { } until })
        {
            json.WriteNull("datetime");
            json.WriteString("start_datetime", Dates.Text(from));
            json.WriteString("end_datetime", Dates.Text(until));
        }
        else
        {
            json.WriteString("datetime", Dates.Text(metadata.ValidFrom ?? product.PublishedAt));
        }
        json.WriteString("title", product.Name);
        json.WriteString("created", Dates.Text(product.PublishedAt));
        json.WriteString("updated", Dates.Text(product.PublishedAt));
        if (metadata.Text("platformShortName") is { } platform)
            json.WriteString("platform", (platform + metadata.Text("platformSerialIdentifier")).ToLowerInvariant());
        if (metadata.Text("instrumentShortName") is { } instrument)
        {
            json.WriteStartArray("instruments");
            json.WriteStringValue(instrument.ToLowerInvariant());
            json.WriteEndArray();
        }
        foreach (var (name, value) in metadata.Attributes)
        {
            json.WritePropertyName(Prefix + name);
            value.Plain().WriteTo(json);
        }
        json.WriteEndObject();
    }

    private static void WriteAssets(Utf8JsonWriter json, Product product, string server)
    {
        json.WriteStartObject("assets");
        json.WriteStartObject("product");
        json.WriteString("href", $"{server}/odata/v1/Products({product.Id})/$value");
        json.WriteString("type", product.Metadata.ContentType);
        json.WriteString("title", product.Name);
        json.WriteStartArray("roles");
        json.WriteStringValue("data");
        json.WriteEndArray();
        json.WriteNumber("file:size", product.Blob.SizeBytes);
        // A multihash: 12 for SHA-256, 20 for its thirty-two bytes.
        json.WriteString("file:checksum", "1220" + product.Blob.Digest.Hex);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, double[] numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
