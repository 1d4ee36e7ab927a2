using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>What was deleted, when and why: for clients that mirror the catalogue.</summary>
internal static class DeletedSet
{
    private static readonly SqlText _table = SqlText.Constant("hub_deleted");

    private static readonly PlainSet<Deleted> _set = new(
        "DeletedProducts",
        new("deleted products",
        [
            new("DeletionDate", "deleted_at", FieldKind.Instant),
            new("DeletionCause", "cause", FieldKind.Text),
            new("Id", "id", FieldKind.Id),
            new("Name", "name", FieldKind.Text),
            new("ContentType", "content_type", FieldKind.Text) { MayBeNull = true, SortKey = SqlText.Constant("coalesce(content_type, '')") },
            new("ContentLength", "size_bytes", FieldKind.Whole) { MayBeNull = true, SortKey = SqlText.Constant("coalesce(size_bytes, 0)") },
            new("OriginDate", "origin_at", FieldKind.Instant) { MayBeNull = true, SortKey = SqlText.Constant("coalesce(origin_at, 0)") },
            new("PublicationDate", "published_at", FieldKind.Instant),
            new("EvictionDate", "coalesce(evict_at, 253402300799999)", FieldKind.Instant) { IsNull = SqlText.Constant("evict_at is null") },
            new("ContentDate/Start", "valid_from", FieldKind.Instant) { IsKnown = SqlText.Constant("valid_from + 0 < 9223372036854775807") },
            new("ContentDate/End", "valid_until", FieldKind.Instant) { IsKnown = SqlText.Constant("valid_until + 0 > -9223372036854775807") },
        ]),
        SqlText.Constant("id"), 12,
        SqlText.Constant("id, name, content_type, size_bytes, origin_at, published_at, evict_at, deleted_at, cause, md5, valid_from, valid_until"),
        row => new(
            row.Id(0), row.Text(1), row.TextOrNull(2), row.NumberOrNull(3), row.TimeOrNull(4), row.Time(5), row.TimeOrNull(6), row.Time(7), row.Text(8),
            row.TextOrNull(9), Validity.Read(row.Number(10)), Validity.Read(row.Number(11))),
        Write);

    /// <summary>What was deleted, the oldest first.</summary>
    public static Task<IResult> ListAsync(HttpContext http, IDatabase database, CancellationToken ct) =>
        _set.ListAsync(http, database, _table, ODataScope.Visible(http), ct);

    private static void Write(Utf8JsonWriter json, Deleted deleted)
    {
        json.WriteStartObject();
        json.WriteString("Id", deleted.Id);
        json.WriteString("Name", deleted.Name);
        json.WriteString("ContentType", deleted.ContentType);
        if (deleted.SizeBytes is { } size)
            json.WriteNumber("ContentLength", size);
        json.WriteString("OriginDate", deleted.OriginAt is { } origin ? Dates.Text(origin) : null);
        json.WriteString("PublicationDate", Dates.Text(deleted.PublishedAt));
        json.WriteString("EvictionDate", deleted.EvictAt is { } evict ? Dates.Text(evict) : Dates.Never);
        json.WriteString("DeletionDate", Dates.Text(deleted.DeletedAt));
        json.WriteString("DeletionCause", deleted.Cause);
        json.WriteStartArray("Checksum");
        if (deleted.Md5 is { } md5)
            ODataJson.WriteChecksum(json, "MD5", md5, deleted.PublishedAt);
        json.WriteEndArray();
        ODataJson.WriteContentDate(json, deleted.ValidFrom, deleted.ValidUntil);
        json.WriteEndObject();
    }

    private sealed record Deleted(
        Guid Id, string Name, string? ContentType, long? SizeBytes, DateTimeOffset? OriginAt, DateTimeOffset PublishedAt, DateTimeOffset? EvictAt,
        DateTimeOffset DeletedAt, string Cause, string? Md5, DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil);
}
