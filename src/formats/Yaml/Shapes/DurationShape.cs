using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class DurationShape(string description) : Shape(description)
{
    internal override string Expected => "a duration such as 90s, 15m, 12h or 30d";

    internal override bool Suits(YamlNode node) => node is YamlText text && DurationText.TryParse(text.Value, out _);

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (!Suits(node))
            AddWrongKind(node, place, problems);
    }

    private protected override void WriteSchema(JsonObject schema)
    {
        schema["type"] = "string";
        schema["pattern"] = DurationText.Pattern;
        schema["patternErrorMessage"] = $"Expected {Expected}.";
        schema["examples"] = new JsonArray("90s", "15m", "12h", "30d");
    }
}
