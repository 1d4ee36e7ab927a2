using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gantry.Yaml.Tests;

/// <summary>
/// As much of JSON Schema as shapes make use of, and a document as an editor sees it. A keyword it does not know is an
/// exception, so that a new one cannot go unproven.
/// </summary>
internal static class TinySchema
{
    public static bool Accepts(JsonObject schema, JsonNode? value) => schema.All(rule => Accepts(schema, rule.Key, rule.Value!, value));

    private static bool Accepts(JsonObject schema, string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "$schema" or "$id" or "title" or "description" or "default" or "examples" or "patternErrorMessage" or "properties" => keyword != "properties"
            || value is not JsonObject map || rule.AsObject().All(p => !map.ContainsKey(p.Key) || Accepts(p.Value!.AsObject(), map[p.Key])),
        "type" => rule is JsonArray types ? types.Any(t => IsOf((string)t!, value)) : IsOf((string)rule!, value),
        "minLength" => value?.GetValueKind() != JsonValueKind.String || ((string)value!).Length >= (int)rule,
        "pattern" => value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch((string)value!, (string)rule!, RegexOptions.ECMAScript),
        "enum" => rule.AsArray().Any(word => JsonNode.DeepEquals(word, value)),
        "minimum" => value?.GetValueKind() != JsonValueKind.Number || (double)value >= (double)rule,
        "maximum" => value?.GetValueKind() != JsonValueKind.Number || (double)value <= (double)rule,
        "minItems" => value is not JsonArray list || list.Count >= (int)rule,
        "items" => value is not JsonArray list || list.All(item => Accepts(rule.AsObject(), item)),
        "minProperties" => value is not JsonObject map || map.Count >= (int)rule,
        "propertyNames" => value is not JsonObject map || map.All(p => Accepts(rule.AsObject(), JsonValue.Create(p.Key))),
        "required" => value is not JsonObject map || rule.AsArray().All(key => map.ContainsKey((string)key!)),
        "additionalProperties" => value is not JsonObject map || map.All(p => schema["properties"]?[p.Key] is not null
            || (rule is JsonObject others ? Accepts(others, p.Value) : (bool)rule)),
        "anyOf" => rule.AsArray().Any(s => Accepts(s!.AsObject(), value)),
        "oneOf" => rule.AsArray().Count(s => Accepts(s!.AsObject(), value)) == 1,
        _ => throw new InvalidOperationException($"The schema has a keyword that these tests do not know: {keyword}."),
    };

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "integer" => value?.GetValueKind() == JsonValueKind.Number && double.IsInteger((double)value),
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(value?.GetValueKind().ToString() ?? "null", type, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>A document as YAML 1.2's core schema reads it, written anew here so that the reader is not its own witness.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Value, ToJson(e.Value)))),
        YamlText { IsPlain: false } text => JsonValue.Create(text.Value),
        YamlText text when Regex.IsMatch(text.Value, "^(|~|null|Null|NULL)$") => null,
        YamlText text when Regex.IsMatch(text.Value, "^(true|True|TRUE|false|False|FALSE)$") => JsonValue.Create(bool.Parse(text.Value)),
        YamlText text when Regex.IsMatch(text.Value, @"^0x[0-9a-fA-F]+$") => JsonValue.Create((double)Convert.ToInt64(text.Value, 16)),
        YamlText text when Regex.IsMatch(text.Value, @"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$") =>
            JsonValue.Create(double.Parse(text.Value, CultureInfo.InvariantCulture)),
        YamlText { Value: ".inf" } => JsonValue.Create(double.MaxValue),
        YamlText text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException("There is no other kind of node."),
    };
}
