using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Conditions on the value of one attribute, of one of the types it is kept with.</summary>
internal sealed class ValueConditions(string variable, QueryField value) : ConditionWriter
{
    protected override string Things => "an attribute";

    protected override QueryField Find(Property property) =>
        property.PathWithoutCasts == $"{variable}/Value" ? value : throw new UnservedFilterException(
            property.Position, $"'{property.Path}' cannot be asked of an attribute here; there are {variable}/Name and {variable}/Value");

    // Somebody's text is no number: it is unequal to every one of them, which is an answer and not a mistake.
    protected override SqlText Inconvertible(Literal literal, QueryField field, Comparison comparison) =>
        comparison == Comparison.Ne ? True : False;

    protected override QueryField NotText(FilterNode node, QueryField field) => new("", "''", FieldKind.Text);
}
