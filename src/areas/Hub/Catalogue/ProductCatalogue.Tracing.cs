namespace Gantry.Hub;

/// <summary>What a trace asks: products that there are, and those that were.</summary>
internal sealed partial class ProductCatalogue
{
    /// <summary>The products of an environment that a trace is asked of, every version, the oldest first.</summary>
    public Task<List<Product>> TracedAsync(Scope scope, TraceQuery asked, int limit, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where {Asked(asked)} and mission = {scope.Mission} and environment = {scope.Environment} order by published_at, id limit {limit}
             """, ProductRows.Read, ct), ct);

    /// <summary>The same of those that were deleted.</summary>
    public Task<List<DeletedProduct>> TracedDeletedAsync(Scope scope, TraceQuery asked, int limit, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select id, name, version, type, digest, size_bytes, published_at, deleted_at, origin_at from hub_deleted
             where {Asked(asked)} and mission = {scope.Mission} and environment = {scope.Environment} order by published_at, id limit {limit}
             """,
            row => new DeletedProduct(
                row.Id(0), row.Text(1), (int)row.Number(2), row.TextOrNull(3), row.Digest(4), row.NumberOrNull(5), row.Time(6), row.Time(7), row.TimeOrNull(8)), ct), ct);

    private static SqlText Asked(TraceQuery asked) => asked switch
    {
        { Product: { } id } => SqlText.Of($"id = {id}"),
        { Digest: { } digest } => SqlText.Of($"digest = {digest}"),
        _ => SqlText.Of($"name = {asked.Asked}"),
    };
}

/// <summary>What is kept of a product that was deleted.</summary>
internal sealed record DeletedProduct(
    Guid Id, string Name, int Version, string? Type, Digest Digest, long? SizeBytes, DateTimeOffset PublishedAt, DateTimeOffset DeletedAt, DateTimeOffset? OriginAt);
