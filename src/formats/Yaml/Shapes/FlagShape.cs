using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class FlagShape(string description) : Shape(description)
{
    internal override string Expected => "true or false";

    internal override bool Suits(YamlNode node) => node is YamlText text && PlainScalars.TryFlag(text, out _);

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (!Suits(node))
            AddWrongKind(node, place, problems, WayOut(node));
    }

    private static string WayOut(YamlNode node) => (node as YamlText)?.Value.ToLowerInvariant() switch
    {
        "yes" or "on" or "y" => "; write true",
        "no" or "off" or "n" => "; write false",
        "true" or "false" => "; write it in small letters and without quotes",
        _ => "",
    };

    private protected override void WriteSchema(JsonObject schema) => schema["type"] = "boolean";
}
