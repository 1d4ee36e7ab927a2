using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary><c>uses: compare</c>: whether two files are the same.</summary>
internal static class CompareBuiltIn
{
    private static readonly string[] _ofTables = ["keys", "ignore", "tolerances"];

    public static BuiltIn Action { get; } = new("compare", Rules("How the two are compared."), Check, new("report", "report.json", null, null, IsOptional: false));

    public static Shape Rules(string description) => Shape.Map(description,
        Field.Optional("as", Shape.OneOf("As what.", "bytes", "text", "table"), "bytes"),
        Field.Optional("keys", BuiltInRules.Columns("The columns that say which rows belong together; the order of the rows when left out.")),
        Field.Optional("ignore", BuiltInRules.Columns("Columns that may differ.")),
        Field.Optional("ignoreLines", Shape.List("Lines of a text that may differ.", Shape.Text("A regular expression.", wrongWith: BuiltInRules.WrongWithPattern), least: 1)),
        Field.Optional("tolerances", BuiltInRules.Tolerances),
        Field.Optional("shown", Shape.Whole("How many differences are told one by one.", 0, 1000), 20),
        Field.Optional("different", Shape.OneOf("What a difference means: the step says no (refuse), or passes and reports it.", "refuse", "pass"), "refuse"));

    private static IEnumerable<(YamlNode At, string Message)> Check(YamlMap map, Step step)
    {
        var (with, inputs) = (map.Map("with"), BuiltInRules.InputsOf(step));
        if (inputs.Count != 2)
            yield return (map.Find("in") ?? map.Find("uses")!, $"the action 'compare' reads two inputs, and this step gives it {inputs.Count}");
        if (with.TextOrNull("as") != "table")
        {
            foreach (var key in _ofTables.Where(with.Has))
                yield return (with.Find(key)!, $"'{key}' needs as: table");
        }
        foreach (var wrong in BuiltInRules.OneFile(map, step))
            yield return wrong;
    }
}
