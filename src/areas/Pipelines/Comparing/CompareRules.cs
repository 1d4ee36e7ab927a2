using Gantry.Comparing;
using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>What an output says of how it is compared with an earlier one.</summary>
internal static class CompareRules
{
    public static Shape Shape { get; } = Shape.AnyOf("How it is compared with what was made before.",
        Shape.OneOf("As what.", "bytes", "text", "table"),
        Shape.Map("As a table.",
            Field.Optional("key", Shape.List("The columns that say which rows belong together; without them the rows are taken in their order.", Shape.Text("A column."), least: 1)),
            Field.Optional("ignore", Shape.List("Columns that may differ.", Shape.Text("A column."))),
            Field.Optional("tolerance", Shape.MapOf("How far numbers of a column may be apart; * for every other column.", Shape.Text("A column."), Shape.AnyOf("How far.",
                Shape.Number("Absolutely.", 0),
                Shape.Map("Absolutely, or relatively.", Field.Optional("absolute", Shape.Number("As a number.", 0), 0), Field.Optional("relative", Shape.Number("As a share.", 0), 0)))))));

    public static ComparisonRules? Read(YamlNode? node) => node switch
    {
        null => null,
        YamlMap map => ComparisonRules.OfTable with
        {
            Keys = map.Texts("key"), IgnoredColumns = map.Texts("ignore"),
            Tolerances = (map.MapOrNull("tolerance")?.Entries ?? []).ToDictionary(e => e.Key.AsText(), e => ReadTolerance(e.Value), StringComparer.Ordinal),
        },
        _ => Of(Enum.Parse<Manner>(node.AsText(), ignoreCase: true)),
    };

    /// <summary>For an output that says nothing: by its name.</summary>
    public static ComparisonRules Standard(string name) => Of(Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".csv" or ".tsv" or ".json" or ".jsonl" or ".ndjson" => Manner.Table,
        ".txt" or ".log" or ".xml" or ".svg" or ".md" or ".yaml" or ".html" => Manner.Text,
        _ => Manner.Bytes,
    });

    private static ComparisonRules Of(Manner manner) => manner switch
    {
        Manner.Text => ComparisonRules.OfText,
        Manner.Table => ComparisonRules.OfTable,
        _ => ComparisonRules.OfBytes,
    };

    private static Tolerance ReadTolerance(YamlNode node) => node is YamlMap map ? new(map.NumberOrNull("absolute") ?? 0, map.NumberOrNull("relative") ?? 0) : new(node.AsNumber());
}
