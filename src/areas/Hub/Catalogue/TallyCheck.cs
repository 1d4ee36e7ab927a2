namespace Gantry.Hub;

/// <summary>A line of the tally that does not say what there is.</summary>
internal sealed record WrongTally(TallyKind Kind, long Counted, long CountedBytes, long Kept, long KeptBytes);

/// <summary>Counts what the tally should say. Each comparison is one statement, which sees one state of the catalogue.</summary>
internal static class TallyCheck
{
    /// <summary>The next day of which there are products, or which the tally knows; null when there is none.</summary>
    public static async Task<long?> NextDayAsync(Session session, Scope scope, long after, CancellationToken ct)
    {
        var kept = await session.FirstAsync($"select min(day) from hub_tally where {In(scope)} and day > {after}", row => row.NumberOrNull(0), ct);
        var since = SqlText.Join(" and ", new Window((after + 1) * Tally.DayMilliseconds, long.MaxValue).Bounds());
        var published = await session.FirstAsync(
            $"select published_at from hub_product where {In(scope)} and {since} order by number limit 1", row => (long?)(row.Number(0) / Tally.DayMilliseconds), ct);
        return kept is null || published < kept ? published : kept;
    }

    /// <summary>The lines of a day that are wrong.</summary>
    public static Task<List<WrongTally>> WrongAsync(Session session, Scope scope, long day, CancellationToken ct)
    {
        var within = SqlText.Join(" and ", new Window(day * Tally.DayMilliseconds, (day + 1) * Tally.DayMilliseconds).Bounds());
        return session.QueryAsync(
            $"""
             select product_type, platform, serial, cast(sum(counted) as bigint), cast(sum(counted_bytes) as bigint), cast(sum(kept) as bigint), cast(sum(kept_bytes) as bigint) from
                 (select coalesce(product_type, '') as product_type, coalesce(platform, '') as platform, coalesce(serial, '') as serial,
                      1 as counted, size_bytes as counted_bytes, 0 as kept, 0 as kept_bytes
                  from hub_product where {In(scope)} and {within}
                  union all
                  select product_type, platform, serial, 0, 0, products, bytes from hub_tally where {In(scope)} and day = {day}) both_of_them
             group by product_type, platform, serial
             having sum(counted) <> sum(kept) or sum(counted_bytes) <> sum(kept_bytes) order by product_type, platform, serial
             """, row => new WrongTally(new(row.Text(0), row.Text(1), row.Text(2)), row.Number(3), row.Number(4), row.Number(5), row.Number(6)), ct);
    }

    /// <summary>Counts a line anew and writes it, in a unit that holds the stamp. How fast things were published stays as it was counted.</summary>
    public static async Task<bool> CorrectAsync(UnitOfWork work, Scope scope, long day, TallyKind kind, CancellationToken ct)
    {
        await work.StampAsync(ct);
        var wrong = (await WrongAsync(work, scope, day, ct)).Find(w => w.Kind == kind);
        if (wrong is not null)
            await work.ExecuteAsync(
                $"""
                 insert into hub_tally (mission, environment, product_type, platform, serial, day, products, bytes, timed, delay_sum, delay_least, delay_most)
                 values ({scope.Mission}, {scope.Environment}, {kind.ProductType}, {kind.Platform}, {kind.Serial}, {day}, {wrong.Counted}, {wrong.CountedBytes}, 0, 0, {long.MaxValue}, 0)
                 on conflict (mission, environment, product_type, platform, serial, day) do update set products = excluded.products, bytes = excluded.bytes
                 """, ct);
        return true;
    }

    private static SqlText In(Scope scope) => SqlText.Of($"mission = {scope.Mission} and environment = {scope.Environment}");
}
