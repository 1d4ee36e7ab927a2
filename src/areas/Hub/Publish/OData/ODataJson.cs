using System.Text.Encodings.Web;
using System.Text.Json;
using Gantry.Geo;

namespace Gantry.Hub;

/// <summary>Writes products the way the interface's clients read them.</summary>
internal static class ODataJson
{
    /// <summary>Without escapes that JSON does not ask for: clients print what they get.</summary>
    public static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The properties that can be selected.</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "Id", "Name", "ContentType", "ContentLength", "OriginDate", "PublicationDate", "ModificationDate", "EvictionDate", "Online",
        "Checksum", "ContentDate", "ProductionType", "Footprint", "GeoFootprint",
    ];

    public static void WriteHead(Utf8JsonWriter json, string context, long? count)
    {
        json.WriteStartObject();
        json.WriteString("@odata.context", context);
        if (count is { } number)
            json.WriteNumber("@odata.count", number);
        json.WriteStartArray("value");
    }

    public static void WriteTail(Utf8JsonWriter json, string? nextLink)
    {
        json.WriteEndArray();
        if (nextLink is not null)
            json.WriteString("@odata.nextLink", nextLink);
        json.WriteEndObject();
    }

    public static void WriteProduct(Utf8JsonWriter json, Product product, ODataShape shape, IReadOnlyList<Product> quicklooks, string? context = null)
    {
        var metadata = product.Metadata;
        json.WriteStartObject();
        if (context is not null)
            json.WriteString("@odata.context", context);
        json.WriteString("@odata.mediaContentType", metadata.ContentType);
        if (shape.Writes("Id"))
            json.WriteString("Id", product.Id);
        if (shape.Writes("Name"))
            json.WriteString("Name", product.Name);
        if (shape.Writes("ContentType"))
            json.WriteString("ContentType", metadata.ContentType);
        if (shape.Writes("ContentLength"))
            json.WriteNumber("ContentLength", product.Blob.SizeBytes);
        if (shape.Writes("OriginDate"))
            json.WriteString("OriginDate", metadata.OriginAt is { } origin ? Dates.Text(origin) : null);
        if (shape.Writes("PublicationDate"))
            json.WriteString("PublicationDate", Dates.Text(product.PublishedAt));
        if (shape.Writes("ModificationDate"))
            json.WriteString("ModificationDate", Dates.Text(product.PublishedAt));
        if (shape.Writes("EvictionDate"))
            json.WriteString("EvictionDate", product.EvictAt is { } evict ? Dates.Text(evict) : Dates.Never);
        if (shape.Writes("Online"))
            json.WriteBoolean("Online", true);
        if (shape.Writes("Checksum"))
            WriteChecksums(json, product);
        if (shape.Writes("ContentDate"))
            WriteContentDate(json, metadata.ValidFrom, metadata.ValidUntil);
        if (shape.Writes("ProductionType") && metadata.ProductionType is { } made)
            json.WriteString("ProductionType", made);
        if (metadata.Footprint is { } footprint)
            WriteFootprint(json, footprint, shape);
        if (shape.HasAttributes)
            WriteAttributes(json, "Attributes", metadata.Attributes);
        if (shape.HasQuicklooks)
            WriteQuicklooks(json, "Quicklooks", quicklooks);
        foreach (var name in shape.Foreign)
        {
            json.WriteStartArray(name);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    public static void WriteContentDate(Utf8JsonWriter json, DateTimeOffset? from, DateTimeOffset? until)
    {
        if (from is null && until is null)
        {
            json.WriteNull("ContentDate");
            return;
        }
        json.WriteStartObject("ContentDate");
        json.WriteString("Start", from is { } start ? Dates.Text(start) : Dates.Beginning);
        json.WriteString("End", until is { } end ? Dates.Text(end) : Dates.Never);
        json.WriteEndObject();
    }

    public static void WriteAttributes(Utf8JsonWriter json, string property, IReadOnlyList<ProductAttribute> attributes)
    {
        json.WriteStartArray(property);
        foreach (var (name, value) in attributes)
        {
            var word = value.Kind().Word();
            json.WriteStartObject();
            json.WriteString("@odata.type", $"#OData.CSC.{word}Attribute");
            json.WriteString("Name", name);
            json.WriteString("ValueType", word);
            json.WritePropertyName("Value");
            value.Plain().WriteTo(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteQuicklooks(Utf8JsonWriter json, string property, IReadOnlyList<Product> quicklooks)
    {
        json.WriteStartArray(property);
        foreach (var quicklook in quicklooks)
        {
            json.WriteStartObject();
            json.WriteString("@odata.mediaContentType", quicklook.Metadata.ContentType);
            json.WriteString("Image", quicklook.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteError(Utf8JsonWriter json, string code, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteChecksum(Utf8JsonWriter json, string algorithm, string value, DateTimeOffset date)
    {
        json.WriteStartObject();
        json.WriteString("Algorithm", algorithm);
        json.WriteString("Value", value);
        json.WriteString("ChecksumDate", Dates.Text(date));
        json.WriteEndObject();
    }

    private static void WriteChecksums(Utf8JsonWriter json, Product product)
    {
        json.WriteStartArray("Checksum");
        WriteChecksum(json, "MD5", product.Blob.Md5, product.PublishedAt);
        WriteChecksum(json, "SHA256", product.Blob.Digest.Hex, product.PublishedAt);
        json.WriteEndArray();
    }

    private static void WriteFootprint(Utf8JsonWriter json, string footprint, ODataShape shape)
    {
        if (shape.Writes("Footprint"))
            json.WriteString("Footprint", $"geography'{(footprint.StartsWith("SRID", StringComparison.OrdinalIgnoreCase) ? "" : "SRID=4326;")}{footprint}'");
        if (!shape.Writes("GeoFootprint") || !WktReader.Read(footprint).TryGet(out var geometry, out _))
            return;
        json.WritePropertyName("GeoFootprint");
        GeoJson.Write(json, geometry);
    }
}
