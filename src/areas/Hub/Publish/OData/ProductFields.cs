using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What a column holds, so that a literal is compared as what it is.</summary>
internal enum FieldKind { Text, Whole, Instant, Id }

/// <summary>A property of the interface's Product and the column behind it.</summary>
internal sealed record ProductField(string Property, string Column, FieldKind Kind)
{
    public SqlText Sql { get; } = SqlText.Constant(Column);
}

/// <summary>The properties that can be filtered and sorted by.</summary>
internal static class ProductFields
{
    public static readonly ProductField Id = new("Id", "id", FieldKind.Id);
    public static readonly ProductField PublicationDate = new("PublicationDate", "published_at", FieldKind.Instant);

    private static readonly ProductField[] _all =
    [
        Id,
        new("Name", "name", FieldKind.Text),
        new("ContentLength", "size_bytes", FieldKind.Whole),
        PublicationDate,
        new("EvictionDate", "evict_at", FieldKind.Instant),
    ];

    public static ProductField? Find(Property property) =>
        Array.Find(_all, f => f.Property == property.PathWithoutCasts);

    public static string Known => string.Join(", ", _all.Select(f => f.Property));
}
