using System.Text.Json.Nodes;

namespace Gantry.Yaml;

/// <summary>A map whose kind is named by one of its keys. Its problems are those of that kind alone, not of every kind it is not.</summary>
internal sealed class MapByShape(string description, string key, MapKind[] kinds) : Shape(description)
{
    private readonly Shape _word = OneOf(
        $"Which kind this is: {string.Join("; ", kinds.Select(k => $"{k.Word}, {k.Description}"))}",
        [.. kinds.Select(k => k.Word)]);
    private readonly Dictionary<string, MapShape> _kinds = kinds.ToDictionary(
        k => k.Word,
        k => new MapShape(k.Description, [Field.Required(key, OneOf(k.Description, k.Word)), .. k.Fields]),
        StringComparer.Ordinal);

    internal override string Expected => "a map";

    internal override bool Suits(YamlNode node) => node is YamlMap;

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (node is not YamlMap map)
            AddWrongKind(node, place, problems);
        else if (map.Find(key) is not { } word)
            problems.Add(map, $"{place}missing key '{key}', {_word.Expected}");
        else if (word is YamlText text && _kinds.TryGetValue(text.Value, out var kind))
            kind.Examine(map, place, problems);
        else
            _word.Examine(word, place.Key(key), problems);
    }

    private protected override void WriteSchema(JsonObject schema)
    {
        schema["type"] = "object";
        schema["required"] = new JsonArray(key);
        schema["properties"] = new JsonObject { [key] = _word.DescribedSchema() };
        schema["oneOf"] = new JsonArray([.. kinds.Select(k => _kinds[k.Word].DescribedSchema())]);
    }
}
