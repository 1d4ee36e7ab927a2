using Gantry.OData;

namespace Gantry.Hub;

/// <summary>One alternative of an <c>any</c>: an attribute's names, and what is asked of its value.</summary>
/// <param name="Value">Null when it only has to be there.</param>
internal sealed record AttributeCondition(IReadOnlyList<string> Names, FilterNode? Value, string Variable)
{
    // A client's alternatives within alternatives are multiplied out; nobody means more than this.
    private const int MostAlternatives = 64;

    /// <summary>What an <c>any</c> asks, as alternatives that each name their attribute.</summary>
    public static IReadOnlyList<AttributeCondition> Read(Any any)
    {
        if (any.Collection.PathWithoutCasts != "Attributes" && !any.Collection.PathWithoutCasts.EndsWith("Attributes", StringComparison.Ordinal))
            throw new UnservedFilterException(any.Collection.Position, $"only Attributes can be asked for with any, not '{any.Collection.Path}'");
        return [.. Alternatives(any.Condition!, any.Variable!).Select(terms => Of(terms, any))];
    }

    private static AttributeCondition Of(IReadOnlyList<FilterNode> terms, Any any)
    {
        var name = $"{any.Variable}/Name";
        var named = terms.Where(t => NamesOf(t, name) is not null).ToList();
        if (named.Count != 1)
            throw new UnservedFilterException(any.Position, $"every alternative of an any names its attribute once: {name} eq '…' and {any.Variable}/Value eq …");
        var values = terms.Where(t => t != named[0]).ToList();
        return new(NamesOf(named[0], name)!, values.Count == 0 ? null : values.Aggregate((a, b) => new And(a, b)), any.Variable!);
    }

    private static List<List<FilterNode>> Alternatives(FilterNode node, string variable)
    {
        List<List<FilterNode>> found = node switch
        {
            Or either when Mentions(either, variable) => [.. Alternatives(either.Left, variable), .. Alternatives(either.Right, variable)],
            And both => Multiplied(Alternatives(both.Left, variable), Alternatives(both.Right, variable)),
            _ => [[node]],
        };
        return found.Count <= MostAlternatives ? found : throw new UnservedFilterException(node.Position, "this any has too many alternatives; ask for several");
    }

    private static List<List<FilterNode>> Multiplied(List<List<FilterNode>> left, List<List<FilterNode>> right) =>
        [.. left.SelectMany(_ => right, (one, other) => (List<FilterNode>)[.. one, .. other])];

    private static bool Mentions(FilterNode node, string variable) => node switch
    {
        And and => Mentions(and.Left, variable) || Mentions(and.Right, variable),
        Or or => Mentions(or.Left, variable) || Mentions(or.Right, variable),
        Not not => Mentions(not.Operand, variable),
        _ => NamesOf(node, $"{variable}/Name") is not null,
    };

    private static string[]? NamesOf(FilterNode node, string name) => node switch
    {
        Compare { Comparison: Comparison.Eq, Left: Property p, Right: TextLiteral text } when p.PathWithoutCasts == name => [text.Value],
        Compare { Comparison: Comparison.Eq, Right: Property p, Left: TextLiteral text } when p.PathWithoutCasts == name => [text.Value],
        In { Operand: Property p } list when p.PathWithoutCasts == name && list.Items.All(i => i is TextLiteral) => [.. list.Items.Cast<TextLiteral>().Select(t => t.Value)],
        _ => null,
    };
}
