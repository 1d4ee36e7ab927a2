using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Something that has a value in an item: a property, or a function of one.</summary>
/// <param name="Kind">What the value is.</param>
/// <param name="Of">The value in an item; null where it has none.</param>
internal sealed record Operand<T>(ScalarKind Kind, Func<T, object?> Of)
{
    /// <summary>Whether an item has none, where <c>Of</c> has a stand-in for comparisons.</summary>
    public Func<T, bool> IsNull { get; init; } = item => Of(item) is null;
}

/// <summary>Finds the operand that a node of the filter names, or throws for what is not served.</summary>
internal delegate Operand<T> FindOperand<T>(FilterNode node);

/// <summary>Comparisons of values, made ready to be asked of items.</summary>
internal static class ValueTest
{
    public static Func<T, bool?> Compare<T>(Compare compare, FindOperand<T> find)
    {
        if (compare is { Left: Literal, Right: not Literal })
            compare = compare.Swapped();
        var left = find(compare.Left);
        if (compare.Right is NullLiteral)
            return compare.Comparison switch
            {
                Comparison.Eq => item => left.IsNull(item),
                Comparison.Ne => item => !left.IsNull(item),
                _ => throw new UnservedFilterException(compare.Position, "null is neither more nor less than anything; use eq or ne"),
            };
        var right = compare.Right is Literal literal ? Constant<T>(literal, left.Kind) : find(compare.Right);
        if (right.Kind != left.Kind)
            throw new UnservedFilterException(compare.Position, $"'{compare.Left}' and '{compare.Right}' are not of one kind");
        // What has no value is unequal to every literal and otherwise nothing to it, as at the doors.
        var without = compare is { Comparison: Comparison.Ne, Right: Literal };
        return item => left.Of(item) is { } a && right.Of(item) is { } b ? Scalar.Holds(compare.Comparison, Scalar.Compare(a, b)) : without;
    }

    public static Func<T, bool?> In<T>(In list, FindOperand<T> find)
    {
        var operand = find(list.Operand);
        var items = list.Items.Select(item => Value(item, operand.Kind)).ToHashSet();
        return item => operand.Of(item) is { } value && items.Contains(value);
    }

    public static Func<T, bool?> IsTrue<T>(Property property, FindOperand<T> find)
    {
        var operand = find(property);
        return operand.Kind == ScalarKind.Flag
            ? item => (bool?)operand.Of(item)
            : throw new UnservedFilterException(property.Position, $"'{property.Path}' is neither true nor false; compare it with something");
    }

    public static Func<T, bool?> Text<T>(Call call, FindOperand<T> find)
    {
        var text = TextOf(call.Arguments[0], find);
        if (call.Arguments[1] is not TextLiteral { Value: var wanted })
            throw new UnservedFilterException(call.Arguments[1].Position, "the second argument is a text in quotes");
        if (wanted.Length == 0)
            return item => text.Of(item) is not null;
        Func<string, bool> test = call.Function switch
        {
            Function.StartsWith => value => value.StartsWith(wanted, StringComparison.Ordinal),
            Function.EndsWith => value => value.EndsWith(wanted, StringComparison.Ordinal),
            _ => value => value.Contains(wanted, StringComparison.Ordinal),
        };
        return item => text.Of(item) is string value && test(value);
    }

    /// <summary>tolower, toupper and length, and texts that are written out.</summary>
    public static Operand<T> Computed<T>(FilterNode node, FindOperand<T> find)
    {
        switch (node)
        {
            case TextLiteral text:
                return new(ScalarKind.Text, _ => text.Value);
            case Call { Function: Function.ToLower } call:
                return Changed(call, find, LowerAscii);
            case Call { Function: Function.ToUpper } call:
                return Changed(call, find, UpperAscii);
            case Call { Function: Function.Length } call:
                var measured = TextOf(call.Arguments[0], find);
                return new(ScalarKind.Whole, item => measured.Of(item) is string value ? (long)value.EnumerateRunes().Count() : null);
            default:
                throw new UnservedFilterException(node.Position, $"'{node}' cannot be compared here");
        }
    }

    private static Operand<T> Changed<T>(Call call, FindOperand<T> find, Func<string, string> change)
    {
        var text = TextOf(call.Arguments[0], find);
        return new(ScalarKind.Text, item => text.Of(item) is string value ? change(value) : null);
    }

    private static Operand<T> TextOf<T>(FilterNode node, FindOperand<T> find)
    {
        var operand = find(node);
        return operand.Kind == ScalarKind.Text ? operand : throw new UnservedFilterException(node.Position, $"'{node}' is not a text");
    }

    private static Operand<T> Constant<T>(Literal literal, ScalarKind kind)
    {
        var value = Value(literal, kind);
        return new(kind, _ => value);
    }

    private static object Value(Literal literal, ScalarKind kind) => Scalar.Of(literal, kind)
        ?? throw new UnservedFilterException(literal.Position, $"{literal} is not a value of the type it is compared with");

    // The databases' own lower and upper know ASCII alone.
    private static string LowerAscii(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter));

    private static string UpperAscii(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterLower(letter) ? char.ToUpperInvariant(letter) : letter));
}
