using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class AnyOfShape(string description, Shape[] shapes) : Shape(description)
{
    internal override string Expected => string.Join(" or ", shapes.Select(s => s.Expected).Distinct());

    internal override bool Suits(YamlNode node) => shapes.Any(s => s.Suits(node));

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        IReadOnlyList<YamlProblem>? nearest = null;
        foreach (var shape in shapes)
        {
            var aside = problems.Aside();
            shape.Examine(node, place, aside);
            if (!aside.Any)
                return;
            // The shape it was most likely meant as is the one whose problems help; the others' only confuse.
            if (shape.Suits(node) && aside.InOrder() is var found && (nearest is null || found.Count < nearest.Count))
                nearest = found;
        }
        if (nearest is not null)
            problems.AddRange(nearest);
        else
            AddWrongKind(node, place, problems);
    }

    private protected override void WriteSchema(JsonObject schema) =>
        schema["anyOf"] = new JsonArray([.. shapes.Select(s => s.DescribedSchema())]);
}
