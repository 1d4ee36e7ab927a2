using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Reads what a search is sorted by: one field, as <c>-datetime</c> or as <c>{"field","direction"}</c>.</summary>
internal static class StacSort
{
    private static readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal)
    {
        ["datetime"] = "ContentDate/Start", ["start_datetime"] = "ContentDate/Start", ["end_datetime"] = "ContentDate/End", ["created"] = "PublicationDate",
        ["updated"] = "PublicationDate", ["id"] = "Id", ["title"] = "Name",
    };

    public static ProductOrder Read(JsonElement sort)
    {
        if (sort.ValueKind != JsonValueKind.Array || sort.GetArrayLength() is 0 or > 2)
            throw Unreadable();
        var (field, isDescending) = One(sort[0]);
        // A second field can only break ties, and those are broken by the id.
        if (sort.GetArrayLength() == 2 && One(sort[1]).Field != "id")
            throw Unreadable();
        return _fields.TryGetValue(field, out var property) ? new(ProductFields.Book.Find(property)!, isDescending) : throw Unreadable();
    }

    private static (string Field, bool IsDescending) One(JsonElement item)
    {
        var (text, direction) = item.ValueKind switch
        {
            JsonValueKind.String => (item.GetString()!, ""),
            JsonValueKind.Object when item.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.String =>
                (field.GetString()!, item.TryGetProperty("direction", out var way) && way.ValueKind == JsonValueKind.String ? way.GetString()! : ""),
            _ => throw Unreadable(),
        };
        var bare = text.TrimStart('+', '-', ' ');
        return (bare.StartsWith("properties.", StringComparison.Ordinal) ? bare["properties.".Length..] : bare, direction == "desc" || text.StartsWith('-'));
    }

    private static UnreadableException Unreadable() => new("sortby", $"items are sorted by one of {string.Join(", ", _fields.Keys)}, and by id where it is equal");
}
