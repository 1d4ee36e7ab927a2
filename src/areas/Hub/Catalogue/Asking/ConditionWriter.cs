using Gantry.OData;

namespace Gantry.Hub;

/// <summary>An operand and its type, for a comparison.</summary>
internal readonly record struct Operand(QueryField QueryField, bool IsLiteral = false);

/// <summary>
/// Turns the comparisons and functions of a filter into conditions with parameters. What a property is, and what becomes
/// of a literal that is no value of its type, is said by whoever uses it. No condition is ever null, so "not" means not.
/// </summary>
internal abstract class ConditionWriter
{
    protected static readonly SqlText True = SqlText.Constant("1 = 1");
    protected static readonly SqlText False = SqlText.Constant("1 = 0");

    public virtual SqlText Write(FilterNode node) => node switch
    {
        And and => SqlText.Of($"({Write(and.Left)} and {Write(and.Right)})"),
        Or or => SqlText.Of($"({Write(or.Left)} or {Write(or.Right)})"),
        Not not => SqlText.Of($"not ({Write(not.Operand)})"),
        FlagLiteral flag => flag.Value ? True : False,
        Compare { Right: FlagLiteral flag, Left: { IsCondition: true } and not Property } whether => Whether(whether.Left, whether.Comparison, flag),
        Compare { Left: FlagLiteral flag, Right: { IsCondition: true } and not Property } whether => Whether(whether.Right, whether.Comparison, flag),
        Compare { Left: Literal, Right: not Literal } compare => Comparison(compare.Swapped()),
        Compare compare => Comparison(compare),
        In list => Membership(list),
        Call call when call.IsCondition => TextCondition(call),
        Property property when Operand(property) is { Kind: FieldKind.Flag } flag => SqlText.Of($"{flag.Sql} = 1"),
        _ => throw new UnservedFilterException(node.Position, $"'{node}' cannot be asked of {Things} here"),
    };

    /// <summary>What is asked about, in words.</summary>
    protected abstract string Things { get; }

    /// <summary>The property's expression and type.</summary>
    protected abstract QueryField Find(Property property);

    /// <summary>A literal that is no value of the type: refused, or simply unequal to everything.</summary>
    protected abstract SqlText Inconvertible(Literal literal, QueryField field, Comparison comparison);

    private SqlText Whether(FilterNode condition, Comparison comparison, FlagLiteral flag) => comparison switch
    {
        OData.Comparison.Eq => flag.Value ? Write(condition) : SqlText.Of($"not ({Write(condition)})"),
        OData.Comparison.Ne => flag.Value ? SqlText.Of($"not ({Write(condition)})") : Write(condition),
        _ => throw new UnservedFilterException(flag.Position, "true is neither more nor less than anything; use eq or ne"),
    };

    private SqlText Comparison(Compare compare)
    {
        var left = Operand(compare.Left);
        if (compare.Right is NullLiteral)
            return Null(left, compare);
        if (compare.Right is Literal literal)
            return Known(left, compare.Comparison, Against(left, compare.Comparison, literal));
        var right = Operand(compare.Right);
        if (left.Kind != right.Kind)
            throw new UnservedFilterException(compare.Position, $"'{compare.Left}' and '{compare.Right}' are of different types");
        return SqlText.Of($"coalesce({left.Sql} {Sign(compare.Comparison)} {right.Sql}, 1 = 0)");
    }

    // The columns keep whole milliseconds: between two of them "from here on" is "after the one before".
    private SqlText Against(QueryField left, Comparison comparison, Literal literal)
    {
        if (LiteralValues.Of(literal, left.Kind) is not { } value)
            return Inconvertible(literal, left, comparison);
        if (left.Kind == FieldKind.Instant && LiteralValues.Instant(literal)!.Value.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            switch (comparison)
            {
                case OData.Comparison.Eq:
                    return False;
                case OData.Comparison.Ne:
                    return True;
                case OData.Comparison.Ge or OData.Comparison.Gt:
                    return SqlText.Of($"{left.Sql} > {value}");
                default:
                    return SqlText.Of($"{left.Sql} <= {value}");
            }
        }
        return SqlText.Of($"{left.Sql} {Sign(comparison)} {value}");
    }

    private static SqlText Known(QueryField field, Comparison comparison, SqlText condition)
    {
        var isNe = comparison == OData.Comparison.Ne;
        if (field.MayBeNull)
            return isNe ? SqlText.Of($"({field.Sql} is null or {condition})") : SqlText.Of($"({field.Sql} is not null and {condition})");
        return field.IsKnown is { } known && !isNe ? SqlText.Of($"({condition} and {known})") : condition;
    }

    private static SqlText Null(QueryField field, Compare compare)
    {
        var isNull = field.IsNull ?? SqlText.Of($"{field.Sql} is null");
        return compare.Comparison switch
        {
            OData.Comparison.Eq => isNull,
            OData.Comparison.Ne => SqlText.Of($"not ({isNull})"),
            _ => throw new UnservedFilterException(compare.Position, "null is neither more nor less than anything; use eq or ne"),
        };
    }

    private SqlText Membership(In list)
    {
        var field = Operand(list.Operand);
        var values = new List<SqlText>();
        foreach (var item in list.Items)
        {
            if (item is not NullLiteral && LiteralValues.Of(item, field.Kind) is { } value)
                values.Add(value);
            else if (item is not NullLiteral)
                _ = Inconvertible(item, field, OData.Comparison.Eq);
        }
        if (values.Count == 0)
            return False;
        return Known(field, OData.Comparison.Eq, SqlText.Of($"{field.Sql} in ({SqlText.Join(", ", values)})"));
    }

    protected QueryField Operand(FilterNode node) => node switch
    {
        Property property => Find(property),
        Call { Function: Function.ToLower } call => Text(call.Arguments[0]) is var text ? text with { Sql = SqlText.Of($"lower({text.Sql})"), IsNull = null } : null!,
        Call { Function: Function.ToUpper } call => Text(call.Arguments[0]) is var text ? text with { Sql = SqlText.Of($"upper({text.Sql})"), IsNull = null } : null!,
        Call { Function: Function.Length } call => Text(call.Arguments[0]) is var text ? text with { Sql = SqlText.Of($"length({text.Sql})"), Kind = FieldKind.Whole, IsNull = null } : null!,
        TextLiteral text => new("", SqlText.Of($"{text.Value}"), FieldKind.Text),
        WholeLiteral number => new("", SqlText.Of($"{number.Value}"), FieldKind.Whole),
        _ => throw new UnservedFilterException(node.Position, $"'{node}' cannot be compared here"),
    };

    // Written without "like", whose idea of case differs between the engines, and which reads % and _ in names as wildcards.
    private SqlText TextCondition(Call call)
    {
        var (field, part) = (Text(call.Arguments[0]), call.Arguments[1]);
        if (part is not TextLiteral { Value: var wanted })
            throw new UnservedFilterException(part.Position, "the second argument is a text in quotes");
        if (wanted.Length == 0)
            return field.MayBeNull ? SqlText.Of($"{field.Sql} is not null") : True;
        var text = field.Sql;
        return Known(field, OData.Comparison.Eq, call.Function switch
        {
            Function.StartsWith => SqlText.Of($"({text} >= {wanted} and {text} < {wanted + '\uffff'})"),
            Function.EndsWith => SqlText.Of($"(length({text}) >= {Runes(wanted)} and substr({text}, cast(length({text}) - {Runes(wanted) - 1} as integer)) = {wanted})"),
            _ => SqlText.Of($"replace({text}, {wanted}, '') <> {text}"),
        });
    }

    private QueryField Text(FilterNode node)
    {
        var field = Operand(node);
        return field.Kind == FieldKind.Text ? field : NotText(node, field);
    }

    /// <summary>A function of text is asked of something else.</summary>
    protected virtual QueryField NotText(FilterNode node, QueryField field) => throw new UnservedFilterException(node.Position, $"'{node}' is not a text");

    private static long Runes(string text) => text.EnumerateRunes().Count();

    protected static SqlText Sign(Comparison comparison) => SqlText.Constant(comparison switch
    {
        OData.Comparison.Eq => "=",
        OData.Comparison.Ne => "<>",
        OData.Comparison.Gt => ">",
        OData.Comparison.Ge => ">=",
        OData.Comparison.Lt => "<",
        _ => "<=",
    });
}

/// <summary>The filter is well-formed and asks for something the door does not serve.</summary>
internal sealed class UnservedFilterException(int position, string message) : Exception(message)
{
    public int Position { get; } = position;
}
