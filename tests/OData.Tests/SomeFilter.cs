using FsCheck;
using FsCheck.Fluent;

namespace Gantry.OData.Tests;

/// <summary>Trees of every kind of node.</summary>
internal static class SomeFilter
{
    private static readonly Gen<string> _words = Gen.Elements("Name", "Id", "_x", "é1", "any", "area", "asc", "And1", "OData.CSC.StringAttribute");

    private static readonly Gen<string> _texts = Gen.OneOf(
        Gen.Elements("", "'", "''", "a b", "and", "S1A_OPER.EOF", "\n", "\U0001F680", "%3d"),
        ArbMap.Default.GeneratorFor<string?>().Select(s => string.Concat((s ?? "").Where(c => c != '\0' && !char.IsSurrogate(c)))));

    private static readonly Gen<Property> _properties =
        from segments in _words.ListOf(2)
        from first in Gen.Elements("Name", "ContentDate", "att")
        from length in Gen.Choose(0, 2)
        select new Property([first, .. segments.Take(length)]);

    private static readonly Gen<Literal> _literals = Gen.OneOf<Literal>(
        _texts.Select(t => (Literal)new TextLiteral(t)),
        ArbMap.Default.GeneratorFor<Guid>().Select(g => (Literal)new GuidLiteral(g)),
        ArbMap.Default.GeneratorFor<long>().Select(n => (Literal)new WholeLiteral(n)),
        ArbMap.Default.GeneratorFor<decimal>().Select(n => (Literal)new DecimalLiteral(n)),
        Gen.Elements(1m, 1.50m, -0.0m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m).Select(n => (Literal)new DecimalLiteral(n)),
        ArbMap.Default.GeneratorFor<DateTimeOffset>().Select(t => (Literal)new InstantLiteral(t)),
        Gen.Elements(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Select(t => (Literal)new InstantLiteral(t)),
        Gen.Elements(true, false).Select(f => (Literal)new FlagLiteral(f)),
        Gen.Constant((Literal)new NullLiteral()),
        _texts.Select(t => (Literal)new GeographyLiteral(t)),
        _texts.Select(t => (Literal)new EnumLiteral("OData.CSC.ProductionType", t)));

    public static Gen<FilterNode> Conditions(int size)
    {
        var leaves = Gen.OneOf(
            _properties.Select(p => (FilterNode)p),
            Gen.Elements(true, false).Select(f => (FilterNode)new FlagLiteral(f)),
            from relation in Gen.Elements(Enum.GetValues<Relation>()) from text in _texts select (FilterNode)new Spatial(relation, new GeographyLiteral(text)));
        if (size == 0)
            return leaves;
        var conditions = Conditions(size - 1);
        var values = Values(size - 1, conditions);
        return Gen.OneOf(
            leaves,
            from a in conditions from b in conditions select (FilterNode)new And(a, b),
            from a in conditions from b in conditions select (FilterNode)new Or(a, b),
            conditions.Select(a => (FilterNode)new Not(a)),
            from c in Gen.Elements(Enum.GetValues<Comparison>()) from a in values from b in values select (FilterNode)new Compare(c, a, b),
            from a in values from first in _literals from rest in _literals.ListOf(2) from n in Gen.Choose(0, 2) select (FilterNode)new In(a, [first, .. rest.Take(n)]),
            from f in Gen.Elements(Function.StartsWith, Function.EndsWith, Function.Contains) from a in values from b in values select (FilterNode)new Call(f, a, b),
            from p in _properties from a in conditions select (FilterNode)new Any(p, "att", a),
            _properties.Select(p => (FilterNode)new Any(p, null, null)));
    }

    private static Gen<FilterNode> Values(int size, Gen<FilterNode> conditions)
    {
        var leaves = Gen.OneOf(_properties.Select(p => (FilterNode)p), _literals.Select(l => (FilterNode)l));
        return size == 0
            ? leaves
            : Gen.OneOf(
                leaves,
                conditions,
                from f in Gen.Elements(Function.ToLower, Function.ToUpper, Function.Length) from a in leaves select (FilterNode)new Call(f, a));
    }
}
