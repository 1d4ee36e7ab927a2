using System.Globalization;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Writes products the way the interface's clients read them.</summary>
internal static class ODataJson
{
    private const string Never = "9999-12-31T23:59:59.999Z";

    public static void WritePage(Utf8JsonWriter json, IEnumerable<Product> products, long? count, string? nextLink)
    {
        json.WriteStartObject();
        // Relative and exact: acceptance checks in use compare the string.
        json.WriteString("@odata.context", "$metadata#Products");
        if (count is { } number)
            json.WriteNumber("@odata.count", number);
        json.WriteStartArray("value");
        foreach (var product in products)
            WriteProduct(json, product, context: null);
        json.WriteEndArray();
        if (nextLink is not null)
            json.WriteString("@odata.nextLink", nextLink);
        json.WriteEndObject();
    }

    public static void WriteProduct(Utf8JsonWriter json, Product product, string? context)
    {
        json.WriteStartObject();
        if (context is not null)
            json.WriteString("@odata.context", context);
        json.WriteString("@odata.mediaContentType", "application/octet-stream");
        json.WriteString("Id", product.Id);
        json.WriteString("Name", product.Name);
        json.WriteString("ContentType", "application/octet-stream");
        json.WriteNumber("ContentLength", product.Blob.SizeBytes);
        json.WriteString("PublicationDate", Date(product.PublishedAt));
        json.WriteString("EvictionDate", product.EvictAt is { } evict ? Date(evict) : Never);
        json.WriteBoolean("Online", true);
        json.WriteStartArray("Checksum");
        WriteChecksum(json, "MD5", product.Blob.Md5, product.PublishedAt);
        WriteChecksum(json, "SHA256", product.Blob.Digest.Hex, product.PublishedAt);
        json.WriteEndArray();
        json.WriteEndObject();
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

    private static void WriteChecksum(Utf8JsonWriter json, string algorithm, string value, DateTimeOffset date)
    {
        json.WriteStartObject();
        json.WriteString("Algorithm", algorithm);
        json.WriteString("Value", value);
        json.WriteString("ChecksumDate", Date(date));
        json.WriteEndObject();
    }

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
