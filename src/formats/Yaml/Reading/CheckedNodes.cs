namespace Gantry.Yaml;

/// <summary>Nodes as plain values, once a <see cref="Shape"/> has said that they are such. Each throws where none has.</summary>
public static class CheckedNodes
{
    public static string AsText(this YamlNode node) => node is YamlText text ? text.Value : throw Unchecked(node, "a text");

    public static IReadOnlyList<YamlNode> AsList(this YamlNode node) => node is YamlList list ? list.Items : throw Unchecked(node, "a list");

    public static YamlMap AsMap(this YamlNode node) => node as YamlMap ?? throw Unchecked(node, "a map");

    public static long AsWhole(this YamlNode node) =>
        node is YamlText text && PlainScalars.TryWhole(text, out var whole) ? whole : throw Unchecked(node, "a whole number");

    public static double AsNumber(this YamlNode node) =>
        node is YamlText text && PlainScalars.TryNumber(text, out var number) ? number : throw Unchecked(node, "a number");

    public static bool AsFlag(this YamlNode node) =>
        node is YamlText text && PlainScalars.TryFlag(text, out var flag) ? flag : throw Unchecked(node, "true or false");

    public static TimeSpan AsDuration(this YamlNode node) =>
        node is YamlText text && DurationText.TryParse(text.Value, out var duration) ? duration : throw Unchecked(node, "a duration");

    private static InvalidOperationException Unchecked(YamlNode node, string wanted) =>
        new($"At {node.Line}:{node.Column} is {Wording.Found(node)} and not {wanted}; check the document against its shape before reading it.");
}
