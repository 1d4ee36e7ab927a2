namespace Gantry.Hub;

/// <summary>A place in the order in which products go: by the end of their retention.</summary>
internal readonly record struct EvictionPlace(long EvictAt, long Number)
{
    public static readonly EvictionPlace Beginning = new(long.MinValue, 0);

    public static EvictionPlace Of(Product product) => new(product.EvictAt!.Value.ToUnixTimeMilliseconds(), product.Number);
}

/// <summary>Products whose time ends, and what saves them.</summary>
internal sealed partial class ProductCatalogue
{
    /// <summary>Every environment that has products, by a look at each.</summary>
    public Task<List<Scope>> PlacesAsync(CancellationToken ct) =>
        _database.ReadAsync(async session =>
        {
            var found = new List<Scope>();
            var last = (Mission: "", Environment: "");
            while (await session.FirstAsync(
                $"""
                 select mission, environment from hub_product where (mission, environment) > ({last.Mission}, {last.Environment})
                 order by mission, environment limit 1
                 """, row => ((string, string)?)(row.Text(0), row.Text(1)), ct) is { } next)
            {
                found.Add(new(next.Item1, next.Item2));
                last = next;
            }
            return found;
        }, ct);

    /// <summary>Whatever these holds save, in SQL.</summary>
    public async Task<SqlText> HeldAsync(StandingHolds holds, CancellationToken ct) => holds.Filter is { } filter
        ? (await QuestionAsync(filter, SqlText.Constant("1 = 1"), ct)).Where
        : SqlText.Constant("1 = 0");

    /// <summary>Products of an environment whose retention ends until a time, those that go first at the beginning.</summary>
    public Task<List<Product>> EndingAsync(Scope scope, DateTimeOffset until, SqlText which, EvictionPlace after, int limit, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where {Ends(scope, until)} and (evict_at, number) > ({after.EvictAt}, {after.Number}) and {which}
             order by evict_at, number limit {limit}
             """, ProductRows.Read, ct), ct);

    /// <summary>How much of each type ends until a time, and how much of it is held.</summary>
    public Task<List<EndingType>> EndingTypesAsync(Scope scope, DateTimeOffset until, SqlText held, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select type, count(*), cast(sum(size_bytes) as bigint), cast(sum(held) as bigint), cast(sum(held * size_bytes) as bigint) from
                 (select type, size_bytes, case when {held} then 1 else 0 end as held from hub_product where {Ends(scope, until)}) ending
             group by type order by type
             """, row => new EndingType(row.TextOrNull(0), row.Number(1), row.Number(2), row.Number(3), row.Number(4)), ct), ct);

    /// <summary>Deletes products whose retention has ended, but for those that are held by now; returns how many went.</summary>
    public Task<int> EvictAsync(Scope scope, IReadOnlyList<Product> late, CancellationToken ct) =>
        _database.WriteAsync(async work =>
        {
            var holds = await HoldStore.StandingAsync(work, scope, await work.StampAsync(ct), ct);
            var gone = 0;
            foreach (var product in late.Where(p => holds.Of(p) is null))
            {
                if (await DeleteAsync(work, product, $"its retention ended {product.EvictAt:yyyy-MM-ddTHH:mm:ssZ}", "retention", ct))
                    gone++;
            }
            return gone;
        }, ct);

    private static SqlText Ends(Scope scope, DateTimeOffset until) =>
        SqlText.Of($"mission = {scope.Mission} and environment = {scope.Environment} and evict_at <= {until}");
}

/// <summary>What ends of one type, held or not, and how much of that is held.</summary>
internal sealed record EndingType(string? Type, long Products, long Bytes, long HeldProducts, long HeldBytes);
