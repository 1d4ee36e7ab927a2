using System.Text;

namespace Gantry.OData;

/// <summary>Both are true. Chains lean to the left.</summary>
public sealed record And(FilterNode Left, FilterNode Right) : FilterNode
{
    public override bool IsCondition => true;

    internal override bool IsLoose => true;

    internal override void Print(StringBuilder text)
    {
        PrintOperand(Left, Left is Or, text);
        text.Append(" and ");
        PrintOperand(Right, Right is Or or And, text);
    }
}

/// <summary>At least one is true. Chains lean to the left.</summary>
public sealed record Or(FilterNode Left, FilterNode Right) : FilterNode
{
    public override bool IsCondition => true;

    internal override bool IsLoose => true;

    internal override void Print(StringBuilder text)
    {
        Left.Print(text);
        text.Append(" or ");
        PrintOperand(Right, Right is Or, text);
    }
}

/// <summary>The operand is false.</summary>
public sealed record Not(FilterNode Operand) : FilterNode
{
    public override bool IsCondition => true;

    internal override bool IsLoose => true;

    internal override void Print(StringBuilder text)
    {
        text.Append("not ");
        // A chain of negations without parentheses reads back no deeper than it was.
        PrintOperand(Operand, Operand.IsLoose && Operand is not Not, text);
    }
}

/// <summary>How two values are compared; named by the words of OData.</summary>
public enum Comparison
{
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// <summary>A comparison of two values, either of which may be the literal.</summary>
public sealed record Compare(Comparison Comparison, FilterNode Left, FilterNode Right) : FilterNode
{
    public override bool IsCondition => true;

    internal override bool IsLoose => true;

    /// <summary>The same said from the other side: <c>'x' eq Name</c> is <c>Name eq 'x'</c>, <c>5 lt A</c> is <c>A gt 5</c>.</summary>
    public Compare Swapped() => this with
    {
        Left = Right,
        Right = Left,
        Comparison = Comparison switch
        {
            Comparison.Gt => Comparison.Lt,
            Comparison.Ge => Comparison.Le,
            Comparison.Lt => Comparison.Gt,
            Comparison.Le => Comparison.Ge,
            var same => same,
        },
    };

    internal override void Print(StringBuilder text)
    {
        PrintOperand(Left, Left.IsLoose, text);
        text.Append(' ').Append(Word(Comparison)).Append(' ');
        PrintOperand(Right, Right.IsLoose, text);
    }

    internal static string Word(Comparison comparison) => comparison switch
    {
        Comparison.Eq => "eq",
        Comparison.Ne => "ne",
        Comparison.Gt => "gt",
        Comparison.Ge => "ge",
        Comparison.Lt => "lt",
        _ => "le",
    };
}

/// <summary>The operand equals one of the literals, of which there is at least one.</summary>
public sealed record In(FilterNode Operand, IReadOnlyList<Literal> Items) : FilterNode
{
    public override bool IsCondition => true;

    internal override bool IsLoose => true;

    public bool Equals(In? other) => base.Equals(other) && Operand.Equals(other.Operand) && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => HashCode.Combine(Operand, HashOf(Items));

    internal override void Print(StringBuilder text)
    {
        PrintOperand(Operand, Operand.IsLoose, text);
        text.Append(" in (");
        PrintList(Items, text);
        text.Append(')');
    }
}
