using Gantry.OData;

namespace Gantry.Hub;

/// <summary>A way to find products by the index of attributes instead of by looking at each.</summary>
/// <param name="Condition">On the rows of <c>hub_attribute</c>; every product that the filter means is among them.</param>
/// <param name="IsOrdered">Whether they come in the order of publication: then a page is full without looking at all of them.</param>
internal sealed record AttributeDriver(SqlText Condition, bool IsOrdered)
{
    /// <summary>The ways that a term of a filter offers.</summary>
    public static AttributeDriver? Of(FilterNode term, AttributeDirectory directory)
    {
        if (term is not Any { Condition: not null } any || AttributeCondition.Read(any) is not [{ Names: [var name], Value: { } value }])
            return null;
        if (ProductFields.AttributeColumns.ContainsKey(name))
            return null;
        var known = directory.Find(name).ToList();
        if (known.All(k => EqualTo(value, k.Kind) is not null))
            return Equal([.. known.Select(k => (k.Number, EqualTo(value, k.Kind)!)).Where(k => k.Item2.Count > 0)]);
        return known is [var only] && Range(value, only.Kind) is { } range ? new(SqlText.Of($"attribute = {only.Number} and {range}"), IsOrdered: false) : null;
    }

    /// <summary>The keys of the values that are asked for; null when not just equality is asked.</summary>
    public static IReadOnlyCollection<string>? EqualTo(FilterNode? value, AttributeKind kind)
    {
        IReadOnlyList<Literal>? literals = value switch
        {
            Compare { Comparison: Comparison.Eq, Left: Property, Right: Literal and not NullLiteral } compare => [(Literal)compare.Right],
            Compare { Comparison: Comparison.Eq, Right: Property, Left: Literal and not NullLiteral } compare => [(Literal)compare.Left],
            In { Operand: Property } list => list.Items,
            _ => null,
        };
        return literals is null ? null : [.. literals.Select(l => LiteralValues.As(l, kind)?.SortKey()).OfType<string>().Distinct()];
    }

    private static AttributeDriver Equal(IReadOnlyList<(long Number, IReadOnlyCollection<string> Keys)> held) => held switch
    {
        [] => new(SqlText.Constant("1 = 0"), IsOrdered: true),
        [{ Keys.Count: 1 } one] => new(SqlText.Of($"attribute = {one.Number} and value = {one.Keys.First()}"), IsOrdered: true),
        _ => new(SqlText.Of($"({SqlText.Join(" or ", held.Select(h => SqlText.Of($"(attribute = {h.Number} and value in {h.Keys})")))})"), IsOrdered: false),
    };

    private static SqlText? Range(FilterNode value, AttributeKind kind)
    {
        switch (value)
        {
            case And and:
                var (left, right) = (Range(and.Left, kind), Range(and.Right, kind));
                return left is not null && right is not null ? SqlText.Of($"{left} and {right}") : left ?? right;
            case Compare { Left: Literal, Right: Property } compare:
                return Range(compare.Swapped(), kind);
            case Compare { Left: Property, Right: Literal literal } compare when compare.Comparison != Comparison.Ne && LiteralValues.As(literal, kind) is { } bound && IsWhole(bound):
                // The ends are let in: what is more is sorted out by the filter itself.
                return compare.Comparison is Comparison.Gt or Comparison.Ge
                    ? SqlText.Of($"value >= {bound.SortKey()}")
                    : SqlText.Of($"value <= {bound.SortKey()}");
            case Call { Function: Function.StartsWith, Arguments: [Property, TextLiteral { Value.Length: > 0 and < AttributeKinds.SearchableLetters } text] } when kind == AttributeKind.S:
                return SqlText.Of($"value >= {text.Value} and value < {text.Value + '\uffff'}");
            default:
                return null;
        }
    }

    private static bool IsWhole(AttributeValue bound) => bound is not AttributeValue.Text { Value.Length: >= AttributeKinds.SearchableLetters };
}
