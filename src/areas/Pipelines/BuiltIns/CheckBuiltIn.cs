using System.Globalization;
using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary><c>uses: check</c>: whether a table is as it was declared.</summary>
internal static class CheckBuiltIn
{
    private const string Reference = "reference";

    private static readonly string[] _ordered = ["from", "to", "rises"];

    private static readonly string[] _outputs = ["report", "accepted", "refused"];

    private static readonly Shape _bound = Shape.AnyOf("A number, or a time.", Shape.Number("A number."), Shape.Text("A time.", example: "2026-11-21T06:30:00Z"));

    private static readonly Shape _column = Shape.Map("What the values of a column are like.",
        Field.Optional("kind", Shape.OneOf("What they are.", "text", "whole", "number", "flag", "time"), "text"),
        Field.Optional("optional", Shape.Flag("Whether the column may be missing as a whole."), false),
        Field.Optional("filled", Shape.Flag("Whether every row must have a value."), false),
        Field.Optional("from", _bound),
        Field.Optional("to", _bound),
        Field.Optional("oneOf", Shape.List("The only values there are.", Shape.Text("A value."), least: 1)),
        Field.Optional("pattern", Shape.Text("A regular expression that covers each value.", wrongWith: BuiltInRules.WrongWithPattern)),
        Field.Optional("unique", Shape.Flag("Whether no value stands twice."), false),
        Field.Optional("rises", Shape.Flag("Whether no value is before that of the row above."), false));

    private static readonly Shape _with = Shape.Map("What the table must be like.",
        Field.Optional("format", BuiltInRules.Format),
        Field.Optional("rows", Shape.Map("How many rows there are.", Field.Optional("least", Shape.Whole("The fewest.", 0), 0), Field.Optional("most", Shape.Whole("The most.", 0)))),
        Field.Optional("columns", Shape.MapOf("The columns.", BuiltInRules.Column, _column)),
        Field.Optional("unique", BuiltInRules.Columns("Columns that together stand once.")),
        Field.Optional("others", Shape.OneOf("What becomes of columns that are not named.", "allow", "refuse"), "allow"),
        Field.Optional("refused", Shape.AnyOf("How many rows may be refused.", Shape.Whole("So many.", 0), Shape.Text("Such a share.", pattern: @"\d{1,3}(\.\d+)?%", patternInWords: "a number and %", example: "2%")), 0),
        Field.Optional("reference", CompareBuiltIn.Rules("How it is compared with the input named reference.")));

    public static BuiltIn Action { get; } = new("check", _with, Rules, new("report", "report.json", null, null, IsOptional: false));

    private static IEnumerable<(YamlNode At, string Message)> Rules(YamlMap map, Step step)
    {
        var inputs = BuiltInRules.InputsOf(step);
        if (inputs.Count(i => i != Reference) != 1)
            yield return (map.Find("in") ?? map.Find("uses")!, $"the action 'check' reads one input beside '{Reference}', and this step gives it {inputs.Count(i => i != Reference)}");
        if (map.Map("with").Find("reference") is { } compared && !inputs.Contains(Reference))
            yield return (compared, $"there is no input '{Reference}' to compare with");
        foreach (var output in step.Outputs.Where(o => !_outputs.Contains(o.Name)))
            yield return (map.Map("out").Find(output.Name)!, $"the action 'check' makes {string.Join(", ", _outputs)}, and no '{output.Name}'{Settings.DidYouMean(output.Name, _outputs)}");
        foreach (var output in step.Outputs.Where(o => o.IsMany))
            yield return (map.Map("out").Find(output.Name)!, $"'{output.Name}' is one file, and '{output.Path}' stands for several");
        foreach (var column in map.Map("with").MapOrNull("columns")?.Entries ?? [])
        {
            foreach (var wrong in Column(column.Value.AsMap()))
                yield return wrong;
        }
    }

    private static IEnumerable<(YamlNode At, string Message)> Column(YamlMap column)
    {
        var kind = column.TextOrNull("kind") ?? "text";
        foreach (var key in _ordered.Where(column.Has))
        {
            var value = column.Find(key)!;
            if (kind is "text" or "flag")
                yield return (value, $"'{key}' needs kind: number, whole or time");
            else if (key != "rises" && !(kind == "time" ? IsTime(value.AsText()) : double.TryParse(value.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
                yield return (value, $"'{value.AsText()}' is no {(kind == "time" ? "time such as 2026-11-21T06:30:00Z" : "number")}");
        }
    }

    private static bool IsTime(string text) =>
        text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
