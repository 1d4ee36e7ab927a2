using Gantry.OData;

namespace Gantry.Hub;

/// <summary>A way to find products by an index that the engines would not think of, instead of by looking at each.</summary>
/// <param name="Products">A query for their numbers, as <c>product</c>; every product that the filter means is among them, once.</param>
/// <param name="IsOrdered">Whether they come in the order of publication: then a page is full before all of them were looked at.</param>
internal sealed record Driver(SqlText Products, bool IsOrdered)
{
    /// <summary>The way that a term of a filter offers; null when it offers none.</summary>
    public static Driver? Of(FilterNode term, AttributeDirectory directory)
    {
        if (NameCondition(term) is { } name)
            return new(SqlText.Of($"select number as product from hub_product where {name}"), IsOrdered: false);
        return AttributeCondition(term, directory) is var (attribute, isOrdered) ? new(SqlText.Of($"select product from hub_attribute where {attribute}"), isOrdered) : null;
    }

    /// <summary>
    /// Parts of names by the index of all that is three letters long; of what is shorter, all names are read one after the other: they lie
    /// close together, and the products far apart. PostgreSQL takes its own index where a condition lets it (<see cref="NameParts.Hint"/>).
    /// </summary>
    public static Driver? OfParts(IReadOnlyList<string> parts)
    {
        if (parts.Count == 0)
            return null;
        return NameParts.Match(parts) is { } match
            ? new(SqlText.Of($"select rowid as product from hub_name where hub_name match {match}"), IsOrdered: true)
            : new(SqlText.Of($"select number as product from hub_product where replace(name, {parts[0]}, '') <> name"), IsOrdered: false);
    }

    private static SqlText? NameCondition(FilterNode term) => term switch
    {
        Compare { Comparison: Comparison.Eq, Left: Property { Path: "Name" }, Right: TextLiteral name } => SqlText.Of($"name = {name.Value}"),
        Compare { Comparison: Comparison.Eq, Right: Property { Path: "Name" }, Left: TextLiteral name } => SqlText.Of($"name = {name.Value}"),
        In { Operand: Property { Path: "Name" } } list when list.Items.All(i => i is TextLiteral) =>
            SqlText.Of($"name in {list.Items.Cast<TextLiteral>().Select(t => t.Value).Distinct().ToList()}"),
        Call { Function: Function.StartsWith, Arguments: [Property { Path: "Name" }, TextLiteral { Value.Length: > 0 } start] } =>
            SqlText.Of($"name >= {start.Value} and name < {start.Value + '\uffff'}"),
        _ => null,
    };

    private static (SqlText, bool)? AttributeCondition(FilterNode term, AttributeDirectory directory)
    {
        if (term is not Any { Condition: not null } any || Hub.AttributeCondition.Read(any) is not [{ Names: [var name], Value: { } value }])
            return null;
        if (ProductFields.AttributeColumns.ContainsKey(name))
            return null;
        var known = directory.Find(name).ToList();
        if (known.All(k => EqualTo(value, k.Kind) is not null))
            return Equal([.. known.Select(k => (k.Number, EqualTo(value, k.Kind)!)).Where(k => k.Item2.Count > 0)]);
        return known is [var only] && Range(value, only.Kind) is { } range ? (SqlText.Of($"attribute = {only.Number} and {range}"), false) : null;
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

    private static (SqlText, bool) Equal(IReadOnlyList<(long Number, IReadOnlyCollection<string> Keys)> held) => held switch
    {
        [] => (SqlText.Constant("1 = 0"), true),
        [{ Keys.Count: 1 } one] => (SqlText.Of($"attribute = {one.Number} and value = {one.Keys.First()}"), true),
        _ => (SqlText.Of($"({SqlText.Join(" or ", held.Select(h => SqlText.Of($"(attribute = {h.Number} and value in {h.Keys})")))})"), false),
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
