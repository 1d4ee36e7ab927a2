using System.Data.Common;

namespace Gantry.Hub;

/// <summary>A product as a row: how it is written, removed and read.</summary>
internal static class ProductRows
{
    /// <summary>Values written in one statement; both engines limit the parameters of one.</summary>
    private const int AttributesAtOnce = 500;

    public static readonly SqlText Columns = SqlText.Constant(
        "hub_product.number, hub_product.id, hub_product.mission, hub_product.environment, hub_product.name, hub_product.type, "
        + "hub_product.digest, hub_product.md5, hub_product.size_bytes, hub_product.published_at, hub_product.evict_at, hub_product.put_by, "
        + "hub_product.release, hub_product.version, hub_product.scan, hub_product.source, hub_product.content_type, hub_product.origin_at, "
        + "hub_product.valid_from, hub_product.valid_until, hub_product.footprint, hub_product.production_type, hub_product.attributes");

    public static Product Read(DbDataReader row) => new(
        row.Id(1), row.Text(2), row.Text(3), row.Text(4), row.TextOrNull(5), new Blob(row.Digest(6), row.Text(7), row.Number(8)),
        row.Time(9), row.TimeOrNull(10), row.Text(11), row.Digest(12))
    {
        Number = row.Number(0),
        Version = (int)row.Number(13),
        Scan = Enum.Parse<ScanState>(row.Text(14)),
        Source = row.TextOrNull(15),
        Metadata = new()
        {
            ContentType = row.Text(16),
            OriginAt = row.TimeOrNull(17),
            ValidFrom = Validity.Read(row.Number(18)),
            ValidUntil = Validity.Read(row.Number(19)),
            Footprint = row.TextOrNull(20),
            ProductionType = row.TextOrNull(21),
            Attributes = AttributeText.Read(row.Text(22)),
        },
    };

    /// <summary>The row and its attributes.</summary>
    public static IEnumerable<SqlText> Insert(Product p, IReadOnlyList<long> attributes)
    {
        var (kind, (from, until), ground) = (TallyKind.Of(p), Validity.Columns(p.Metadata), Ground.Of(p.Metadata.Footprint));
        var product = SqlText.Of(
            $"""
             insert into hub_product (number, id, mission, environment, name, version, type, product_type, platform, serial, digest, md5, size_bytes,
                 content_type, published_at, evict_at, origin_at, valid_from, valid_until, footprint, west, south, east, north, edges,
                 production_type, scan, source, put_by, release, attributes)
             values ({p.Number}, {p.Id}, {p.Mission}, {p.Environment}, {p.Name}, {p.Version}, {p.Type}, {OrNull(kind.ProductType)}, {OrNull(kind.Platform)},
                 {OrNull(kind.Serial)}, {p.Blob.Digest}, {p.Blob.Md5}, {p.Blob.SizeBytes}, {p.Metadata.ContentType}, {p.PublishedAt}, {p.EvictAt},
                 {p.Metadata.OriginAt}, {from}, {until}, {p.Metadata.Footprint}, {Box(ground)}, {ground?.Edges},
                 {p.Metadata.ProductionType}, {p.Scan.ToString()}, {p.Source}, {p.PutBy}, {p.Release}, {AttributeText.Write(p.Metadata.Attributes)})
             """);
        var values = p.Metadata.Attributes.Select((a, i) => SqlText.Of($"({attributes[i]}, {a.Value.SortKey()}, {p.Number})"));
        var inserts = values.Chunk(AttributesAtOnce).Select(some =>
            SqlText.Of($"insert into hub_attribute (attribute, value, product) values {SqlText.Join(", ", some)}"));
        return [product, .. inserts];
    }

    /// <summary>Everything there is of a product, with what a mirror of the catalogue wants to know of the deletion.</summary>
    public static SqlText Delete(Product p, DateTimeOffset at, string cause, string by)
    {
        var (from, until) = Validity.Columns(p.Metadata);
        var attributes = p.Metadata.Attributes.Select(a => SqlText.Of(
            $"""
             delete from hub_attribute where product = {p.Number} and value = {a.Value.SortKey()}
                 and attribute = (select id from hub_attribute_name where name = {a.Name} and kind = {a.Value.Kind().ToString()})
             """));
        var deleted = SqlText.Of(
            $"""
             insert into hub_deleted (id, mission, environment, name, digest, published_at, deleted_at, cause, deleted_by, type, version, md5, size_bytes,
                 content_type, origin_at, evict_at, valid_from, valid_until)
             values ({p.Id}, {p.Mission}, {p.Environment}, {p.Name}, {p.Blob.Digest}, {p.PublishedAt}, {at}, {cause}, {by}, {p.Type}, {p.Version},
                 {p.Blob.Md5}, {p.Blob.SizeBytes}, {p.Metadata.ContentType}, {p.Metadata.OriginAt}, {p.EvictAt}, {from}, {until})
             """);
        return SqlText.Join(";\n", [.. attributes, Tally.Remove(p), deleted]);
    }

    private static SqlText Box(Ground? ground) => ground?.Plane is { } plane
        ? SqlText.Of($"{plane.West}, {plane.South}, {plane.East}, {plane.North}")
        : SqlText.Constant("null, null, null, null");

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
