using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>Free YAML as JSON with its keys sorted, so that what means the same is written the same.</summary>
internal static class JsonOf
{
    public static string Map(YamlMap? map) => map is null ? "{}" : Node(map)!.ToJsonString();

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.OrderBy(e => e.Key.Value, StringComparer.Ordinal).Select(e => KeyValuePair.Create(e.Key.Value, Node(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Node)]),
        YamlText { IsPlain: true, Value: "" or "null" or "~" } => null,
        YamlText { IsPlain: true, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlText { IsPlain: true } text when IsNumber(text.Value) => JsonNode.Parse(text.Value),
        _ => JsonValue.Create(node.AsText()),
    };

    // A number as YAML writes it that JSON would not read as one (1e, .5, 007) stays the text it is.
    private static bool IsNumber(string text)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
