using System.Globalization;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Reads what partners' servers answer, as leniently as they differ: numbers as text, names in any case, one thing or a list of it.</summary>
internal static class PartnerJson
{
    /// <summary>A property by its name in any case.</summary>
    public static JsonElement? Find(JsonElement thing, string name)
    {
        if (thing.ValueKind != JsonValueKind.Object)
            return null;
        if (thing.TryGetProperty(name, out var exact))
            return exact;
        foreach (var property in thing.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }
        return null;
    }

    public static string? Text(JsonElement thing, string name) => Find(thing, name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        }
        : null;

    public static long? Whole(JsonElement thing, string name) =>
        long.TryParse(Text(thing, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool Flag(JsonElement thing, string name) => "true".Equals(Text(thing, name), StringComparison.OrdinalIgnoreCase);

    public static DateTimeOffset? Time(JsonElement thing, string name) =>
        DateTimeOffset.TryParse(Text(thing, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>The entries of a page: its <c>value</c>, or itself where it is a list.</summary>
    public static IEnumerable<JsonElement> Entries(JsonElement page)
    {
        var list = page.ValueKind == JsonValueKind.Array ? page : Find(page, "value") ?? default;
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new JsonException("there is no list 'value' in it");
    }

    /// <summary>A checksum by one of its algorithm's names, from <c>Checksum</c> or <c>Checksums</c>, which may be one or a list.</summary>
    public static string? Checksum(JsonElement thing, int hexDigits, params string[] algorithms)
    {
        var found = Find(thing, "Checksum") ?? Find(thing, "Checksums");
        if (found is not { } sums)
            return null;
        foreach (var sum in sums.ValueKind == JsonValueKind.Array ? sums.EnumerateArray().AsEnumerable() : [sums])
        {
            if (Text(sum, "Algorithm") is { } algorithm && algorithms.Contains(algorithm, StringComparer.OrdinalIgnoreCase)
                && Text(sum, "Value") is { } value && value.Length == hexDigits && value.All(char.IsAsciiHexDigit))
                return value.ToLowerInvariant();
        }
        return null;
    }

    /// <summary>What an error says, in whichever of the shapes in use.</summary>
    public static string? Complaint(JsonElement error)
    {
        var inner = Find(error, "error") ?? Find(error, "detail") ?? error;
        return inner.ValueKind switch
        {
            JsonValueKind.String => inner.GetString(),
            JsonValueKind.Array when inner.GetArrayLength() > 0 => Text(inner[0], "msg"),
            _ => Text(inner, "message") ?? Text(inner, "detail"),
        };
    }
}
