using System.Text.Json;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>
/// Reads the query extension, <c>{"gantry:orbitNumber":{"gte":265}}</c>, into the same tree that the OData door reads its
/// filters into; so both doors find the same.
/// </summary>
internal static class StacQuery
{
    private const int MostConditions = 100;

    private static readonly Dictionary<string, Property> _properties = new(StringComparer.Ordinal)
    {
        ["title"] = new("Name"), ["created"] = new("PublicationDate"), ["updated"] = new("PublicationDate"), ["datetime"] = new("ContentDate", "Start"),
        ["start_datetime"] = new("ContentDate", "Start"), ["end_datetime"] = new("ContentDate", "End"),
    };

    public static FilterNode? Read(JsonElement query)
    {
        if (query.ValueKind != JsonValueKind.Object)
            throw new UnreadableException("query", "expected an object with a member for each property");
        var conditions = query.EnumerateObject().SelectMany(Of).Take(MostConditions + 1).ToList();
        if (conditions.Count > MostConditions)
            throw new UnreadableException("query", $"at most {MostConditions} conditions are read");
        return conditions.Count == 0 ? null : conditions.Aggregate((a, b) => new And(a, b));
    }

    private static IEnumerable<FilterNode> Of(JsonProperty asked)
    {
        if (asked.Value.ValueKind != JsonValueKind.Object)
            throw new UnreadableException("query", $"expected an operator and a value for '{asked.Name}', as in {{\"eq\": 1}}");
        return asked.Value.EnumerateObject().Select(condition => Of(asked.Name, condition.Name, condition.Value));
    }

    private static FilterNode Of(string name, string operation, JsonElement value)
    {
        if (_properties.TryGetValue(name, out var property))
            return Condition(property, operation, value);
        var attribute = name.StartsWith(StacJson.Prefix, StringComparison.Ordinal) ? name[StacJson.Prefix.Length..] : throw new UnreadableException(
            "query", $"items are not asked for '{name}' here, but for {string.Join(", ", _properties.Keys)} and {StacJson.Prefix}… for the attributes of products");
        return new Any(
            new Property("Attributes"), "a",
            new And(new Compare(Comparison.Eq, new Property("a", "Name"), new TextLiteral(attribute)), Condition(new Property("a", "Value"), operation, value)));
    }

    private static FilterNode Condition(Property property, string operation, JsonElement value) => operation switch
    {
        "eq" => new Compare(Comparison.Eq, property, Literal(value)),
        "neq" => new Compare(Comparison.Ne, property, Literal(value)),
        "lt" => new Compare(Comparison.Lt, property, Literal(value)),
        "lte" => new Compare(Comparison.Le, property, Literal(value)),
        "gt" => new Compare(Comparison.Gt, property, Literal(value)),
        "gte" => new Compare(Comparison.Ge, property, Literal(value)),
        "startsWith" => new Call(Function.StartsWith, property, Text(value)),
        "endsWith" => new Call(Function.EndsWith, property, Text(value)),
        "contains" => new Call(Function.Contains, property, Text(value)),
        "in" when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= 1000 => new In(property, [.. value.EnumerateArray().Select(Literal)]),
        _ => throw new UnreadableException("query", $"there is no operator '{operation}' for that value; there are eq, neq, lt, lte, gt, gte, startsWith, endsWith, contains and in with a list"),
    };

    private static Literal Literal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value),
        JsonValueKind.True or JsonValueKind.False => new FlagLiteral(value.GetBoolean()),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => new WholeLiteral(whole),
        JsonValueKind.Number when value.TryGetDecimal(out var number) => new DecimalLiteral(number),
        _ => throw new UnreadableException("query", "a value is a text, a number, true or false"),
    };

    private static TextLiteral Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? new TextLiteral(text) : throw new UnreadableException("query", "expected a text");
}
