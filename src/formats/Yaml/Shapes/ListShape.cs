using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class ListShape(string description, Shape of, int least) : Shape(description)
{
    internal override string Expected => least switch
    {
        0 => "a list",
        1 => "a list of at least one item",
        _ => $"a list of at least {least} items",
    };

    internal override bool Suits(YamlNode node) => node is YamlList;

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (node is not YamlList list)
        {
            AddWrongKind(node, place, problems, of.Suits(node) ? "; begin it with '- ', or put it in [ ]" : "");
            return;
        }
        if (list.Items.Count < least)
            problems.Add(node, $"{place}expected {Expected}, found {list.Items.Count}");
        foreach (var item in list.Items)
        {
            if (problems.IsFull)
                return;
            of.Examine(item, place.Item, problems);
        }
    }

    private protected override void WriteSchema(JsonObject schema)
    {
        schema["type"] = "array";
        if (least > 0)
            schema["minItems"] = least;
        schema["items"] = of.DescribedSchema();
    }
}
