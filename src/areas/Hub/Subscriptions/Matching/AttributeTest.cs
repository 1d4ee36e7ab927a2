using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Whether some attribute of a product satisfies a condition. The stored type decides how a value is compared, whatever cast the client wrote.</summary>
internal static class AttributeTest
{
    public static Func<Product, bool?> Compile(Any any)
    {
        if (any.Collection.PathWithoutCasts != "Attributes")
            throw new UnservedFilterException(any.Position, $"'any' is asked of Attributes here, not of '{any.Collection.Path}'");
        if (any.Condition is null)
            return product => product.Metadata.Attributes.Count > 0;
        var test = Condition(any.Condition, any.Variable!);
        return product => product.Metadata.Attributes.Any(attribute => test(attribute) == true);
    }

    /// <summary>An attribute's value as comparisons see it.</summary>
    public static (ScalarKind Kind, object Value) Stored(AttributeValue value) => value switch
    {
        AttributeValue.Text text => (ScalarKind.Text, text.Value),
        AttributeValue.Whole whole => (ScalarKind.Whole, whole.Value),
        AttributeValue.Real real => (ScalarKind.Real, real.Value),
        AttributeValue.Flag flag => (ScalarKind.Flag, flag.Value),
        AttributeValue.Instant instant => (ScalarKind.Instant, instant.Value.ToUnixTimeMilliseconds()),
        _ => throw new InvalidOperationException($"There is a type of attribute that filters do not know: {value.GetType().Name}."),
    };

    /// <summary>Which of an attribute's two parts a property of the condition names; null when it is none of them.</summary>
    public static string? Part(FilterNode node, string variable) =>
        (node as Property)?.PathWithoutCasts.Split('/') is [var first, "Name" or "Value"] segments && first == variable ? segments[1] : null;

    private static Func<ProductAttribute, bool?> Condition(FilterNode node, string variable) => node switch
    {
        And and => ProductTest.Both(Condition(and.Left, variable), Condition(and.Right, variable)),
        Or or => ProductTest.Either(Condition(or.Left, variable), Condition(or.Right, variable)),
        Not not => ProductTest.Opposite(Condition(not.Operand, variable)),
        FlagLiteral flag => _ => flag.Value,
        Compare { Left: Literal, Right: not Literal } compare => Condition(compare.Swapped(), variable),
        Compare { Right: Literal right } compare when Part(compare.Left, variable) == "Value" => ValueComparison(compare.Comparison, right),
        In list when Part(list.Operand, variable) == "Value" => OneOf(list.Items),
        Compare compare => ValueTest.Compare<ProductAttribute>(compare, inner => Operand(inner, variable)),
        In list => ValueTest.In<ProductAttribute>(list, inner => Operand(inner, variable)),
        Call { IsCondition: true } call => ValueTest.Text<ProductAttribute>(call, inner => Operand(inner, variable)),
        _ => throw new UnservedFilterException(node.Position, $"'{node}' cannot be asked of an attribute"),
    };

    private static Func<ProductAttribute, bool?> ValueComparison(Comparison comparison, Literal literal) => attribute =>
    {
        var (kind, value) = Stored(attribute.Value);
        // Somebody's text is no number: it is unequal to every one of them, which is an answer and not a mistake.
        return Scalar.Of(literal, kind) is { } wanted ? Scalar.Holds(comparison, Scalar.Compare(value, wanted)) : comparison == Comparison.Ne;
    };

    private static Func<ProductAttribute, bool?> OneOf(IReadOnlyList<Literal> items) => attribute =>
    {
        var (kind, value) = Stored(attribute.Value);
        return items.Any(item => value.Equals(Scalar.Of(item, kind)));
    };

    // Where no literal stands beside it, a value is a text or nothing.
    private static Operand<ProductAttribute> Operand(FilterNode node, string variable) => Part(node, variable) switch
    {
        "Name" => new(ScalarKind.Text, attribute => attribute.Name),
        "Value" => new(ScalarKind.Text, attribute => (attribute.Value as AttributeValue.Text)?.Value),
        _ when node is Property property => throw new UnservedFilterException(
            property.Position, $"an attribute has {variable}/Name and {variable}/Value, not '{property.Path}'"),
        _ => ValueTest.Computed<ProductAttribute>(node, inner => Operand(inner, variable)),
    };
}
