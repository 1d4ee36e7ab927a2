using FsCheck;
using FsCheck.Fluent;
using Gantry.OData;
using Property = Gantry.OData.Property;

namespace Gantry.Hub.Tests.Subscriptions;

/// <summary>Products that resemble one another, and filters that some of them pass.</summary>
internal static class SomeProducts
{
    public static readonly DateTimeOffset Noon = new(2031, 4, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] _names =
        ["S1A_OPER_AUX_POEORB_1.EOF", "S1A_OPER_AUX_RESORB_2.EOF", "S1B_OPER_AUX_RESORB_3.EOF", "a", "A", "it's.bin", "S1A_OPER_AUX_POEORB_1.EOF.zip", "AUX_Z"];

    private static readonly string[] _parts = ["S1A", "AUX_", "EOF", ".EOF", "a", "A", "ORB", "'", "", "S1A_OPER_AUX_POEORB_1.EOF", "zip", "no such"];

    private static readonly string[] _attributes = ["productType", "orbitNumber", "cloud", "final", "processingDate"];

    public static Gen<Product> Products { get; } =
        from name in Gen.Elements(_names)
        from size in Gen.Choose(0, 6)
        from evicted in Gen.Choose(-1, 5)
        from published in Gen.Choose(0, 5)
        from attributes in Attribute.ListOf(3)
        select new Product(
            Guid.CreateVersion7(), "demo", "ops", name, "ANY", new Blob(Digest.Of(name), "00", size), Noon.AddMinutes(published),
            evicted < 0 ? null : Noon.AddMinutes(evicted), "somebody", Digest.Of("release"))
        {
            Metadata = new() { Attributes = [.. attributes.DistinctBy(a => a.Name)] },
        };

    private static Gen<ProductAttribute> Attribute { get; } =
        from name in Gen.Elements(_attributes)
        from value in Gen.OneOf<AttributeValue>(
            Gen.Elements("AUX_POEORB", "AUX_RESORB", "265", "true").Select(t => (AttributeValue)new AttributeValue.Text(t)),
            Gen.Choose(264, 266).Select(n => (AttributeValue)new AttributeValue.Whole(n)),
            Gen.Elements(0.5, 265.0).Select(n => (AttributeValue)new AttributeValue.Real(n)),
            Gen.Elements(true, false).Select(f => (AttributeValue)new AttributeValue.Flag(f)),
            Gen.Choose(0, 3).Select(m => (AttributeValue)new AttributeValue.Instant(Noon.AddMinutes(m))))
        select new ProductAttribute(name, value);

    /// <summary>Filters of the product's own properties.</summary>
    public static Gen<FilterNode> Filters(int size) => Tree(size, Leaves);

    /// <summary>Filters of properties and attributes.</summary>
    public static Gen<FilterNode> FiltersWithAttributes(int size) => Tree(size, Gen.OneOf(Leaves, AttributeLeaves));

    private static Gen<FilterNode> Tree(int size, Gen<FilterNode> leaves)
    {
        if (size == 0)
            return leaves;
        var inner = Tree(size - 1, leaves);
        return Gen.OneOf(
            leaves,
            from a in inner from b in inner select (FilterNode)new And(a, b),
            from a in inner from b in inner select (FilterNode)new Or(a, b),
            inner.Select(a => (FilterNode)new Not(a)));
    }

    private static Gen<Comparison> Comparisons { get; } = Gen.Elements(Enum.GetValues<Comparison>());

    private static Gen<FilterNode> Leaves { get; } = Gen.OneOf(
        from c in Comparisons from text in Gen.Elements([.. _names, .. _parts]) from swapped in Gen.Elements(true, false)
        select Either(new Compare(c, new Property("Name"), new TextLiteral(text)), swapped),
        from first in Gen.Elements(_names) from second in Gen.Elements(_parts) select (FilterNode)new In(new Property("Name"), [new TextLiteral(first), new TextLiteral(second)]),
        from f in Gen.Elements(Function.StartsWith, Function.EndsWith, Function.Contains) from part in Gen.Elements(_parts)
        select (FilterNode)new Call(f, new Property("Name"), new TextLiteral(part)),
        from f in Gen.Elements(Function.ToLower, Function.ToUpper) from part in Gen.Elements(_parts)
        select (FilterNode)new Call(Function.Contains, new Call(f, new Property("Name")), new TextLiteral(part)),
        from c in Comparisons from n in Gen.Choose(0, 30) select (FilterNode)new Compare(c, new Call(Function.Length, new Property("Name")), new WholeLiteral(n)),
        from c in Comparisons from n in Gen.Choose(-1, 6) select (FilterNode)new Compare(c, new Property("ContentLength"), new WholeLiteral(n)),
        from c in Comparisons from p in Gen.Elements("PublicationDate", "EvictionDate") from m in Gen.Choose(0, 5)
        select (FilterNode)new Compare(c, new Property(p), new InstantLiteral(Noon.AddMinutes(m))),
        from c in Gen.Elements(Comparison.Eq, Comparison.Ne) select (FilterNode)new Compare(c, new Property("EvictionDate"), new NullLiteral()),
        Gen.Elements(true, false).Select(f => (FilterNode)new FlagLiteral(f)));

    private static Gen<FilterNode> AttributeLeaves { get; } =
        from name in Gen.Elements(_attributes)
        from c in Comparisons
        from value in Gen.OneOf<Literal>(
            Gen.Elements("AUX_POEORB", "265", "0265", "True", "true", "2031-04-05T12:01:00Z").Select(t => (Literal)new TextLiteral(t)),
            Gen.Choose(264, 266).Select(n => (Literal)new WholeLiteral(n)),
            Gen.Elements(0.5m, 265.0m).Select(n => (Literal)new DecimalLiteral(n)),
            Gen.Elements(true, false).Select(f => (Literal)new FlagLiteral(f)),
            Gen.Choose(0, 3).Select(m => (Literal)new InstantLiteral(Noon.AddMinutes(m))))
        from swapped in Gen.Elements(true, false)
        select (FilterNode)new Any(new Property("Attributes", "OData.CSC.StringAttribute"), "att", new And(
            Either(new Compare(Comparison.Eq, new Property("att", "Name"), new TextLiteral(name)), swapped),
            Either(new Compare(c, new Property("att", "OData.CSC.StringAttribute", "Value"), value), swapped)));

    private static FilterNode Either(Compare compare, bool swapped) => swapped ? compare.Swapped() : compare;
}
