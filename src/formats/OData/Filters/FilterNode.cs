using System.Text;

namespace Gantry.OData;

/// <summary>
/// One node of a filter. Nodes are equal when they say the same, wherever they stand in their text, and print as the
/// canonical OData that reads back as an equal node.
/// </summary>
public abstract record FilterNode
{
    private protected FilterNode()
    {
    }

    /// <summary>Where it begins in the text it was read from, counted from 0; an operator's is that of the operator.</summary>
    public int Position { get; init; }

    /// <summary>Can it be true or false, and so stand alone or beside <c>and</c>? A property may be a Boolean, so it can.</summary>
    public virtual bool IsCondition => false;

    /// <summary>Must it be put in parentheses to be compared with something?</summary>
    internal virtual bool IsLoose => false;

    public virtual bool Equals(FilterNode? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    // One buffer for the whole tree: a thousand nodes that each join their children's text would copy it a thousand times.
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Print(text);
        return text.ToString();
    }

    internal abstract void Print(StringBuilder text);

    private protected static void PrintOperand(FilterNode node, bool inParentheses, StringBuilder text)
    {
        if (inParentheses)
            text.Append('(');
        node.Print(text);
        if (inParentheses)
            text.Append(')');
    }

    private protected static void PrintList(IReadOnlyList<FilterNode> nodes, StringBuilder text)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            PrintOperand(nodes[i], nodes[i].IsLoose, text);
        }
    }

    // Lists compare by reference, and a node is what its children are.
    private protected static int HashOf<T>(IReadOnlyList<T> items)
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }
}
