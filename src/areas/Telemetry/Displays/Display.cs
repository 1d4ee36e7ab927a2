using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>A page of parameters, as <c>telemetry/displays/NAME.yaml</c> says it.</summary>
internal sealed record Display(string Name, string Title, string? Description, IReadOnlyList<DisplayPart> Groups)
{
    public static Display Of(string name, YamlMap map) => new(name, map.Text("title"), map.TextOrNull("description"), [.. map.Maps("groups").Select(DisplayPart.Of)]);
}

/// <summary>Some parameters that belong together: a table of their newest values, or a plot.</summary>
/// <param name="Last">Of a plot: how much time it shows.</param>
internal sealed record DisplayPart(string Title, string Kind, IReadOnlyList<DisplayEntry> Parameters, TimeSpan? Last)
{
    public static DisplayPart Of(YamlMap map) => new(
        map.Text("title"), map.Text("kind"), [.. map.List("parameters").Select(DisplayEntry.Of)], map.Text("kind") == DisplayShapes.Plot ? map.DurationOrNull("last") ?? TimeSpan.FromMinutes(10) : null);
}

/// <param name="Label">What stands there for its name.</param>
internal sealed record DisplayEntry(string Name, string? Label, int Line, int Column)
{
    public static DisplayEntry Of(YamlNode node) => node is YamlMap map ? new(map.Text("name"), map.TextOrNull("label"), map.Find("name")!.Line, map.Find("name")!.Column) : new(node.AsText(), null, node.Line, node.Column);
}
