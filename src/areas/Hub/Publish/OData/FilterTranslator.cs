using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Turns a filter into a condition with parameters. Throws <see cref="UnservedFilterException"/> for what the door does not serve.</summary>
internal static class FilterTranslator
{
    public static SqlText Translate(FilterNode node) => node switch
    {
        And and => SqlText.Of($"({Translate(and.Left)} and {Translate(and.Right)})"),
        Or or => SqlText.Of($"({Translate(or.Left)} or {Translate(or.Right)})"),
        Not not => SqlText.Of($"not {Translate(not.Operand)}"),
        FlagLiteral flag => SqlText.Constant(flag.Value ? "1 = 1" : "1 = 0"),
        Compare { Left: Literal, Right: not Literal } compare => Comparison(compare.Swapped()),
        Compare compare => Comparison(compare),
        In list => Membership(list),
        Call call when call.IsCondition => TextCondition(call),
        _ => throw new UnservedFilterException(node.Position, $"'{node}' cannot be asked of products here"),
    };

    private static SqlText Comparison(Compare compare)
    {
        var (left, kind) = Operand(compare.Left);
        if (compare.Right is NullLiteral)
            return compare.Comparison switch
            {
                OData.Comparison.Eq => SqlText.Of($"{left} is null"),
                OData.Comparison.Ne => SqlText.Of($"{left} is not null"),
                _ => throw new UnservedFilterException(compare.Position, "null is neither more nor less than anything; use eq or ne"),
            };
        var right = compare.Right is Literal literal ? Value(literal, kind) : Operand(compare.Right).Sql;
        return SqlText.Of($"{left} {Sign(compare.Comparison)} {right}");
    }

    private static SqlText Membership(In list)
    {
        var (operand, kind) = Operand(list.Operand);
        return SqlText.Of($"{operand} in ({SqlText.Join(", ", list.Items.Select(item => Value(item, kind)))})");
    }

    private static (SqlText Sql, FieldKind Kind) Operand(FilterNode node)
    {
        switch (node)
        {
            case Property property:
                var field = ProductFields.Find(property) ?? throw new UnservedFilterException(
                    property.Position, $"products are not filtered by '{property.Path}' here, but by {ProductFields.Known}");
                return (field.Sql, field.Kind);
            case Call { Function: Function.ToLower or Function.ToUpper } call:
                return (SqlText.Of($"{SqlText.Constant(call.Function == Function.ToLower ? "lower" : "upper")}({Text(call.Arguments[0])})"), FieldKind.Text);
            case Call { Function: Function.Length } call:
                return (SqlText.Of($"length({Text(call.Arguments[0])})"), FieldKind.Whole);
            case TextLiteral text:
                return (SqlText.Of($"{text.Value}"), FieldKind.Text);
            default:
                throw new UnservedFilterException(node.Position, $"'{node}' cannot be compared here");
        }
    }

    // Written without "like", whose idea of case differs between the engines, and which reads % and _ in names as wildcards.
    private static SqlText TextCondition(Call call)
    {
        var (text, part) = (Text(call.Arguments[0]), call.Arguments[1]);
        if (part is not TextLiteral { Value: var wanted })
            throw new UnservedFilterException(part.Position, "the second argument is a text in quotes");
        if (wanted.Length == 0)
            return SqlText.Constant("1 = 1");
        return call.Function switch
        {
            Function.StartsWith => SqlText.Of($"({text} >= {wanted} and {text} < {wanted + '\uffff'})"),
            Function.EndsWith => SqlText.Of($"(length({text}) >= {wanted.Length} and substr({text}, cast(length({text}) - {wanted.Length - 1} as integer)) = {wanted})"),
            _ => SqlText.Of($"replace({text}, {wanted}, '') <> {text}"),
        };
    }

    private static SqlText Text(FilterNode node)
    {
        var (sql, kind) = Operand(node);
        return kind == FieldKind.Text ? sql : throw new UnservedFilterException(node.Position, $"'{node}' is not a text");
    }

    private static SqlText Value(Literal literal, FieldKind kind) => (kind, literal) switch
    {
        (FieldKind.Text, TextLiteral text) => SqlText.Of($"{text.Value}"),
        (FieldKind.Whole, WholeLiteral whole) => SqlText.Of($"{whole.Value}"),
        (FieldKind.Whole, TextLiteral text) when long.TryParse(text.Value, out var number) => SqlText.Of($"{number}"),
        (FieldKind.Instant, InstantLiteral instant) => SqlText.Of($"{instant.Value}"),
        (FieldKind.Id, GuidLiteral guid) => SqlText.Of($"{guid.Value}"),
        (FieldKind.Id, TextLiteral text) when text.TryGetGuid(out var guid) => SqlText.Of($"{guid}"),
        _ => throw new UnservedFilterException(literal.Position, $"{literal} is not a value of the type it is compared with"),
    };

    private static SqlText Sign(Comparison comparison) => SqlText.Constant(comparison switch
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
