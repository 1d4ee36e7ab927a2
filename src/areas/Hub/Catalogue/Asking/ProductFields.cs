namespace Gantry.Hub;

/// <summary>The properties of a product that are filtered and sorted by.</summary>
internal static class ProductFields
{
    /// <summary>Sorted by the number: the order is the same, and one column is found faster than two.</summary>
    public static readonly QueryField PublicationDate = new("PublicationDate", "published_at", FieldKind.Instant) { SortKey = SqlText.Constant("hub_product.number") };

    public static FieldBook Book { get; } = new("products",
    [
        new("Id", "id", FieldKind.Id),
        new("Name", "name", FieldKind.Text),
        new("ContentType", "content_type", FieldKind.Text),
        new("ContentLength", "size_bytes", FieldKind.Whole),
        PublicationDate,
        new("ModificationDate", "published_at", FieldKind.Instant) { SortKey = PublicationDate.SortKey },
        new("OriginDate", "origin_at", FieldKind.Instant) { MayBeNull = true, SortKey = SqlText.Constant("coalesce(origin_at, 9223372036854775807)") },
        // Compared with a date, "never" is 9999.
        new("EvictionDate", "coalesce(evict_at, 253402300799999)", FieldKind.Instant) { IsNull = SqlText.Constant("evict_at is null") },
        new("ContentDate/Start", "valid_from", FieldKind.Instant)
        {
            IsNull = SqlText.Constant("valid_from = 9223372036854775807"), IsKnown = SqlText.Constant("valid_from + 0 < 9223372036854775807"),
        },
        new("ContentDate/End", "valid_until", FieldKind.Instant)
        {
            IsNull = SqlText.Constant("valid_until = -9223372036854775807"), IsKnown = SqlText.Constant("valid_until + 0 > -9223372036854775807"),
        },
        new("ProductionType", "production_type", FieldKind.Production) { MayBeNull = true, SortKey = SqlText.Constant("coalesce(production_type, '')") },
        // What is listed can be downloaded at once.
        new("Online", "1", FieldKind.Flag) { IsUnordered = true },
    ]);

    /// <summary>Attributes that are columns as well, because nearly every question names one of them.</summary>
    public static IReadOnlyDictionary<string, SqlText> AttributeColumns { get; } = new Dictionary<string, SqlText>(StringComparer.Ordinal)
    {
        ["productType"] = SqlText.Constant("product_type"),
        ["platformShortName"] = SqlText.Constant("platform"),
        ["platformSerialIdentifier"] = SqlText.Constant("serial"),
    };

    /// <summary>The words of ProductionType in the order of their numbers.</summary>
    public static IReadOnlyList<string> ProductionTypes { get; } = ["systematic_production", "on_demand_default", "on_demand_non_default"];
}
