using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary><c>uses: plot</c>: columns of a table as a drawing.</summary>
internal static class PlotBuiltIn
{
    private static readonly Shape _with = Shape.Map("What is drawn.",
        Field.Optional("kind", Shape.OneOf("How.", "line", "scatter"), "line"),
        Field.Required("x", Shape.Text("The column along the bottom: numbers, or times.")),
        Field.Required("y", Shape.AnyOf("The column, or columns, that are drawn.", BuiltInRules.Column, BuiltInRules.Columns("Columns."))),
        Field.Optional("by", Shape.Text("The column whose values make series of their own.")),
        Field.Optional("title", Shape.Text("What stands above.")),
        Field.Optional("xLabel", Shape.Text("What stands below; the column's name when left out.")),
        Field.Optional("yLabel", Shape.Text("What stands beside; the column's name when left out.")),
        Field.Optional("log", Shape.OneOf("Which axes are logarithmic.", "none", "x", "y", "both"), "none"),
        Field.Optional("width", Shape.Whole("In pixels.", 200, 4000), 960),
        Field.Optional("height", Shape.Whole("In pixels.", 200, 4000), 420),
        Field.Optional("format", BuiltInRules.Format));

    public static BuiltIn Action { get; } = new("plot", _with, Rules, new("plot", "plot.svg", null, null, IsOptional: false));

    private static IEnumerable<(YamlNode At, string Message)> Rules(YamlMap map, Step step)
    {
        var inputs = BuiltInRules.InputsOf(step);
        if (inputs.Count != 1)
            yield return (map.Find("in") ?? map.Find("uses")!, $"the action 'plot' reads one input, and this step gives it {inputs.Count}");
        foreach (var wrong in BuiltInRules.OneFile(map, step, ".svg"))
            yield return wrong;
    }
}
