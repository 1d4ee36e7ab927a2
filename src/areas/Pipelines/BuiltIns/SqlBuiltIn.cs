using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary><c>uses: sql</c>: one question over the inputs, each a table of its name.</summary>
internal static class SqlBuiltIn
{
    /// <summary>A program can be given words of 128 KiB, in which some letters take several bytes.</summary>
    public const int LongestQuery = 20_000;

    private static readonly Shape _read = Shape.Map("How an input is read.",
        Field.Optional("format", BuiltInRules.Format),
        Field.Optional("delimiter", Shape.Text("What stands between the cells of CSV; found by itself when left out.")),
        Field.Optional("header", Shape.Flag("Whether the first row of CSV names the columns; found by itself when left out.")),
        Field.Optional("types", Shape.MapOf("Types of columns, as DuckDB names them.", BuiltInRules.Column, Shape.Text("A type.", example: "timestamp"))));

    private static readonly Shape _with = Shape.Map("The query, and how to read and write.",
        Field.Required("query", Shape.Text("One question in SQL: select, from, with or values. Inputs are tables of their names.", example: "select object, max(mag) as faintest from obs group by object order by object",
            wrongWith: text => text.Length > LongestQuery ? $"it has more than {LongestQuery:N0} letters" : null)),
        Field.Optional("values", Shape.MapOf("What $NAME in the query stands for; {parameters.x} and the like are filled in.", StepShapes.Name("The name."), PipelineShapes.Scalar("The value."))),
        Field.Optional("format", BuiltInRules.Format),
        Field.Optional("read", Shape.MapOf("How inputs are read, by their names.", StepShapes.Name("An input."), _read)));

    public static BuiltIn Action { get; } = new("sql", _with, Rules, new("result", "result.parquet", null, null, IsOptional: false));

    private static IEnumerable<(YamlNode At, string Message)> Rules(YamlMap map, Step step)
    {
        var with = map.Map("with");
        foreach (var read in with.MapOrNull("read")?.Entries ?? [])
        {
            if (!BuiltInRules.InputsOf(step).Contains(read.Key.Value))
                yield return (read.Key, $"this step has no input '{read.Key.Value}'{Settings.DidYouMean(read.Key.Value, BuiltInRules.InputsOf(step))}");
        }
        foreach (var wrong in with.Has("format") ? BuiltInRules.OneFile(map, step) : BuiltInRules.OneFile(map, step, ".parquet", ".csv", ".tsv", ".json", ".jsonl", ".ndjson"))
            yield return wrong;
    }
}
