using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Conditions on properties that are columns.</summary>
internal class FieldConditions(FieldBook fields) : ConditionWriter
{
    protected override string Things => fields.Things;

    protected override QueryField Find(Property property) =>
        fields.Find(property.PathWithoutCasts) ?? throw new UnservedFilterException(
            property.Position, $"{Things} are not filtered by '{property.Path}' here, but by {fields.Known}");

    protected override SqlText Inconvertible(Literal literal, QueryField field, Comparison comparison) =>
        throw new UnservedFilterException(literal.Position, $"{literal} is not a value of the type it is compared with");
}
