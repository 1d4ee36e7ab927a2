using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Reads <c>{"FilterProducts":[{"Name":"…"},…]}</c>.</summary>
internal static class FilterListReader
{
    public const int MostNames = 1_000;
    private const int MostBytes = 1 << 20;

    public static async Task<Result<IReadOnlyCollection<string>>> ReadAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[MostBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        if (length > MostBytes)
            return ODataFaults.BadBody("it is longer than a mebibyte");
        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("FilterProducts", out var list) || list.ValueKind != JsonValueKind.Array)
                return ODataFaults.BadBody("it has no list FilterProducts");
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("Name", out var name) || name.ValueKind != JsonValueKind.String)
                    return ODataFaults.BadBody($"item {names.Count + 1} has no Name");
                // No product has another one, and databases refuse some letters instead of not finding them.
                if (name.GetString() is { } text && Names.WrongWithProductName(text) is null)
                    names.Add(text);
                if (names.Count > MostNames)
                    return ODataFaults.BadBody("it has too many names");
            }
            return names;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ODataFaults.BadBody("it is not JSON");
        }
    }
}
