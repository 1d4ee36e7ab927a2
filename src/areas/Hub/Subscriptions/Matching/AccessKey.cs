using System.Globalization;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Something that a product has and a filter may require: a name, three letters in a row of it, or an attribute's value.</summary>
internal readonly record struct AccessKey(string What, string Value)
{
    public const int GramLength = 3;

    public static AccessKey Name(string name) => new("name", name);

    public static AccessKey Gram(string gram) => new("gram", gram);

    public static AccessKey Attribute(string name, ScalarKind kind, object value) =>
        new("att:" + name, $"{kind}:{Convert.ToString(value, CultureInfo.InvariantCulture)}");

    /// <summary>Everything a product has.</summary>
    public static IEnumerable<AccessKey> Of(Product product)
    {
        yield return Name(product.Name);
        for (var i = 0; i + GramLength <= product.Name.Length; i++)
            yield return Gram(product.Name.Substring(i, GramLength));
        foreach (var attribute in product.Metadata.Attributes)
        {
            var (kind, value) = AttributeTest.Stored(attribute.Value);
            yield return Attribute(attribute.Name, kind, value);
        }
    }

    /// <summary>
    /// What a filter requires: sets of keys, of each of which a product must have one or the filter cannot be true of it.
    /// None when it requires nothing of the kind.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<AccessKey>> RequiredBy(FilterNode filter) => filter switch
    {
        And and => [.. RequiredBy(and.Left), .. RequiredBy(and.Right)],
        Or or => Either(RequiredBy(or.Left), RequiredBy(or.Right)),
        FlagLiteral { Value: false } => [[]],
        Compare { Comparison: Comparison.Eq, Left: Literal, Right: not Literal } compare => RequiredBy(compare.Swapped()),
        Compare { Comparison: Comparison.Eq, Left: Property { PathWithoutCasts: "Name" }, Right: TextLiteral name } => [[Name(name.Value)]],
        In { Operand: Property { PathWithoutCasts: "Name" } } list => [[.. list.Items.OfType<TextLiteral>().Select(item => Name(item.Value))]],
        Call { IsCondition: true, Arguments: [Property { PathWithoutCasts: "Name" }, TextLiteral part] } => Grams(part.Value),
        Any { Collection.PathWithoutCasts: "Attributes", Condition: { } condition, Variable: { } variable } => OfAttribute(condition, variable),
        _ => [],
    };

    // One side or the other: a product must have one of the keys of a set of each.
    private static IReadOnlyList<IReadOnlyList<AccessKey>> Either(
        IReadOnlyList<IReadOnlyList<AccessKey>> left, IReadOnlyList<IReadOnlyList<AccessKey>> right) =>
        left.Count == 0 || right.Count == 0 ? [] : [[.. left.MinBy(keys => keys.Count)!, .. right.MinBy(keys => keys.Count)!]];

    private static IReadOnlyList<IReadOnlyList<AccessKey>> Grams(string part) =>
        [.. Enumerable.Range(0, Math.Max(0, part.Length - GramLength + 1)).Select(i => (IReadOnlyList<AccessKey>)[Gram(part.Substring(i, GramLength))])];

    private static IReadOnlyList<IReadOnlyList<AccessKey>> OfAttribute(FilterNode condition, string variable)
    {
        var conjuncts = Conjuncts(condition).ToList();
        var name = conjuncts.Select(c => Equal(c, variable, "Name")).FirstOrDefault(n => n is { Count: 1 })?[0];
        var values = conjuncts.Select(c => Equal(c, variable, "Value")).FirstOrDefault(v => v is not null);
        if (name is not TextLiteral { Value: var attribute } || values is null)
            return [];
        // The stored type is not known here, so the literal stands for what it would be in each of them.
        return [[.. values.SelectMany(value => Enum.GetValues<ScalarKind>()
            .Where(kind => Scalar.Of(value, kind) is not null).Select(kind => Attribute(attribute, kind, Scalar.Of(value, kind)!)))]];
    }

    private static IEnumerable<FilterNode> Conjuncts(FilterNode node) =>
        node is And and ? Conjuncts(and.Left).Concat(Conjuncts(and.Right)) : [node];

    private static IReadOnlyList<Literal>? Equal(FilterNode node, string variable, string part) => node switch
    {
        Compare { Comparison: Comparison.Eq, Left: Literal, Right: not Literal } compare => Equal(compare.Swapped(), variable, part),
        Compare { Comparison: Comparison.Eq, Right: Literal and not NullLiteral } compare when AttributeTest.Part(compare.Left, variable) == part => [(Literal)compare.Right],
        In list when AttributeTest.Part(list.Operand, variable) == part => list.Items,
        _ => null,
    };
}
