using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>What built-in actions have in common.</summary>
internal static class BuiltInRules
{
    public static Shape Format { get; } = Shape.OneOf("How it is written, where the name does not say it.", "csv", "json", "parquet");

    public static Shape Column { get; } = Shape.Text("A column.");

    public static Shape Columns(string description) => Shape.List(description, Column, least: 1);

    public static Shape Tolerances { get; } = Shape.MapOf("How far values may be apart, by columns; * stands for all others.", Shape.Text("A column, or *."),
        Shape.AnyOf("How far.", Shape.Number("As a number; of times in seconds.", 0),
            Shape.Map("Whichever allows more.", Field.Optional("absolute", Shape.Number("As a number.", 0)), Field.Optional("relative", Shape.Number("As a share of the larger one.", 0)))));

    /// <summary>The inputs that the program is given, those it is done for each included.</summary>
    public static IReadOnlyList<string> InputsOf(Step step) => [.. step.Inputs.Select(i => i.Name), .. step.Each is { ByLine: false } ? ["item"] : Array.Empty<string>()];

    public static IEnumerable<(YamlNode At, string Message)> OneFile(YamlMap map, Step step, params string[] endings)
    {
        if (step.Outputs.Count > 1)
            yield return (map.Find("out")!, $"the action '{step.Uses}' makes one file");
        foreach (var output in step.Outputs)
        {
            if (output.IsMany)
                yield return (map.Map("out").Find(output.Name)!, $"the action '{step.Uses}' makes one file, and '{output.Path}' stands for several");
            else if (endings.Length > 0 && !endings.Any(e => output.Path.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
                yield return (map.Map("out").Find(output.Name)!, $"what to write cannot be told by '{output.Path}'; let it end with {string.Join(", ", endings)}");
        }
    }

    public static string? WrongWithPattern(string text)
    {
        try
        {
            _ = new System.Text.RegularExpressions.Regex(text, System.Text.RegularExpressions.RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"it is no regular expression that can be used here: {e.Message}";
        }
    }
}
