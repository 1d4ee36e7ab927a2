using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class MapShape(string description, Field[] fields) : Shape(description)
{
    private readonly Dictionary<string, Field> _fields = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);

    internal override string Expected => "a map";

    internal override bool Suits(YamlNode node) => node is YamlMap;

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (node is not YamlMap map)
        {
            AddWrongKind(node, place, problems);
            return;
        }
        foreach (var (key, value) in map.Entries)
        {
            if (problems.IsFull)
                return;
            if (!_fields.TryGetValue(key.Value, out var field))
                problems.Add(key, Unknown(key.Value));
            else if (value is YamlText text && PlainScalars.IsNothing(text))
                problems.Add(key, $"{place.Key(key.Value)}nothing stands here; write {field.Shape.Expected}, or remove the key");
            else
                field.Shape.Examine(value, place.Key(key.Value), problems);
        }
        foreach (var field in fields.Where(f => f.IsRequired && !map.Has(f.Name)))
            problems.Add(map, $"{place}missing key '{field.Name}', {field.Shape.Expected}: {field.Shape.Description}");
    }

    private string Unknown(string key)
    {
        var guess = Wording.DidYouMean(key, _fields.Keys);
        var known = _fields.Count == 0 ? "No key is known here" : $"Known here: {string.Join(", ", _fields.Keys.Order(StringComparer.Ordinal))}";
        return $"unknown key {Wording.Quote(key)}{(guess.Length == 0 ? "." : guess)} {known}";
    }

    private protected override void WriteSchema(JsonObject schema)
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            var property = field.Shape.DescribedSchema();
            if (field.Standard is { } standard)
                property["default"] = standard.DeepClone();
            properties[field.Name] = property;
        }
        schema["type"] = "object";
        schema["properties"] = properties;
        if (fields.Any(f => f.IsRequired))
            schema["required"] = new JsonArray([.. fields.Where(f => f.IsRequired).Select(f => JsonValue.Create(f.Name))]);
        schema["additionalProperties"] = false;
    }
}
