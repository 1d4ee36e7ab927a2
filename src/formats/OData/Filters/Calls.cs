using System.Text;

namespace Gantry.OData;

/// <summary>The functions on text that a filter may call.</summary>
public enum Function
{
    StartsWith,
    EndsWith,
    Contains,
    ToLower,
    ToUpper,
    Length,
}

/// <summary>A function of text: the first three of two texts, the others of one.</summary>
public sealed record Call(Function Function, IReadOnlyList<FilterNode> Arguments) : FilterNode
{
    public Call(Function function, params FilterNode[] arguments) : this(function, (IReadOnlyList<FilterNode>)arguments)
    {
    }

    public override bool IsCondition => Function is Function.StartsWith or Function.EndsWith or Function.Contains;

    public bool Equals(Call? other) => base.Equals(other) && Function == other.Function && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Function, HashOf(Arguments));

    internal override void Print(StringBuilder text)
    {
        text.Append(Functions.Word(Function)).Append('(');
        PrintList(Arguments, text);
        text.Append(')');
    }
}

/// <summary>
/// Some item of a collection satisfies a condition; without a condition, there is some item. A cast of the collection
/// (<c>Attributes/OData.CSC.StringAttribute/any(…)</c>) is a segment of its path.
/// </summary>
public sealed record Any(Property Collection, string? Variable, FilterNode? Condition) : FilterNode
{
    public override bool IsCondition => true;

    internal override void Print(StringBuilder text)
    {
        Collection.Print(text);
        text.Append("/any(");
        if (Condition is not null)
        {
            text.Append(Variable).Append(':');
            Condition.Print(text);
        }
        text.Append(')');
    }
}

/// <summary>How a product's footprint may lie to an area; named by the functions of OData.CSC.</summary>
public enum Relation
{
    Intersects,
    Within,
    Disjoints,
}

/// <summary><c>OData.CSC.Intersects(area=geography'…')</c>: the footprint lies so to the area.</summary>
public sealed record Spatial(Relation Relation, GeographyLiteral Area) : FilterNode
{
    public override bool IsCondition => true;

    internal override void Print(StringBuilder text)
    {
        text.Append("OData.CSC.").Append(Relation).Append("(area=");
        Area.Print(text);
        text.Append(')');
    }
}
