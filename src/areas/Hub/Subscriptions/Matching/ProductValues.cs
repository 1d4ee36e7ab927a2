using Gantry.OData;

namespace Gantry.Hub;

/// <summary>The properties of the interface's Product as a filter in memory sees them.</summary>
internal static class ProductValues
{
    private static readonly Dictionary<string, Operand<Product>> _properties = new(StringComparer.Ordinal)
    {
        ["Id"] = new(ScalarKind.Id, p => p.Id.ToString("D")),
        ["Name"] = new(ScalarKind.Text, p => p.Name),
        ["ContentType"] = new(ScalarKind.Text, p => p.Metadata.ContentType),
        ["ContentLength"] = new(ScalarKind.Whole, p => p.Blob.SizeBytes),
        ["OriginDate"] = new(ScalarKind.Instant, p => p.Metadata.OriginAt?.ToUnixTimeMilliseconds()),
        ["PublicationDate"] = new(ScalarKind.Instant, p => p.PublishedAt.ToUnixTimeMilliseconds()),
        // Compared with a date, "never" is 9999.
        ["EvictionDate"] = new(ScalarKind.Instant, p => p.EvictAt?.ToUnixTimeMilliseconds() ?? Validity.WithoutEnd) { IsNull = p => p.EvictAt is null },
        ["ContentDate/Start"] = new(ScalarKind.Instant, p => Validity.Columns(p.Metadata).From is var from && from != Validity.NoneFrom ? from : null),
        ["ContentDate/End"] = new(ScalarKind.Instant, p => Validity.Columns(p.Metadata).Until is var until && until != Validity.NoneUntil ? until : null),
        ["ProductionType"] = new(ScalarKind.Production, p => p.Metadata.ProductionType),
        // What is published can be downloaded.
        ["Online"] = new(ScalarKind.Flag, _ => true),
    };

    public static Operand<Product> Operand(FilterNode node)
    {
        if (node is not Property property)
            return ValueTest.Computed<Product>(node, Operand);
        return _properties.GetValueOrDefault(property.PathWithoutCasts) ?? throw new UnservedFilterException(
            property.Position, $"products are not filtered by '{property.Path}' here, but by {string.Join(", ", _properties.Keys)} and Attributes");
    }
}
