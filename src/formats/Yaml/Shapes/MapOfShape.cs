using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class MapOfShape(string description, Shape key, Shape value, int least) : Shape(description)
{
    internal override string Expected => least switch
    {
        0 => "a map",
        1 => "a map of at least one key",
        _ => $"a map of at least {least} keys",
    };

    internal override bool Suits(YamlNode node) => node is YamlMap;

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (node is not YamlMap map)
        {
            AddWrongKind(node, place, problems);
            return;
        }
        if (map.Entries.Count < least)
            problems.Add(node, $"{place}expected {Expected}, found {map.Entries.Count}");
        foreach (var entry in map.Entries)
        {
            if (problems.IsFull)
                return;
            key.Examine(entry.Key, place.Key(entry.Key.Value), problems);
            value.Examine(entry.Value, place.Key(entry.Key.Value), problems);
        }
    }

    private protected override void WriteSchema(JsonObject schema)
    {
        schema["type"] = "object";
        if (least > 0)
            schema["minProperties"] = least;
        // Keys are always strings to JSON, which is one of the types a text's schema allows.
        schema["propertyNames"] = key.DescribedSchema();
        schema["additionalProperties"] = value.DescribedSchema();
    }
}
