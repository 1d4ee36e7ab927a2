using System.Data.Common;

namespace Gantry.Hub;

/// <summary>How a type stood when it was last judged.</summary>
/// <param name="Words">The rule it was judged by.</param>
/// <param name="WatchedSince">Since when that rule stands here.</param>
internal sealed record KnownPace(string Words, DateTimeOffset WatchedSince, Pace Pace, DateTimeOffset Since, string? Reason);

/// <summary>A product that was published late.</summary>
internal sealed record LateProduct(long Place, Guid Product, string Name, DateTimeOffset OriginAt, DateTimeOffset PublishedAt);

/// <summary>What was published when, what of it late, and how each type stands. The only class that knows these tables.</summary>
internal sealed class PunctualityStore(IDatabase database)
{
    private const long SlotMilliseconds = 5 * 60_000;
    private const long SlotsOfDay = 24 * 60 / 5;

    /// <summary>Counts publications of one type in one slot, within the unit that moves on in the journal.</summary>
    public static SqlText Count(PunctualityRule rule, long slot, long products, long late, TimeSpan worst, DateTimeOffset lastAt) => SqlText.Of(
        $"""
         insert into hub_punctuality (slot, mission, environment, type, products, late, worst_ms, last_at)
         values ({slot}, {rule.Mission}, {rule.Environment}, {rule.Type}, {products}, {late}, {(long)worst.TotalMilliseconds}, {lastAt})
         on conflict (slot, mission, environment, type) do update set
             products = hub_punctuality.products + excluded.products, late = hub_punctuality.late + excluded.late,
             worst_ms = case when excluded.worst_ms > hub_punctuality.worst_ms then excluded.worst_ms else hub_punctuality.worst_ms end,
             last_at = case when excluded.last_at > hub_punctuality.last_at then excluded.last_at else hub_punctuality.last_at end
         """);

    public static SqlText Note(PunctualityRule rule, LateProduct late) => SqlText.Of(
        $"""
         insert into hub_late (mission, environment, type, place, product, name, origin_at, published_at)
         values ({rule.Mission}, {rule.Environment}, {rule.Type}, {late.Place}, {late.Product}, {late.Name}, {late.OriginAt}, {late.PublishedAt})
         """);

    public static long SlotOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / SlotMilliseconds;

    /// <summary>The figures of these rules' types; those of which nothing was published are not there.</summary>
    public Task<Dictionary<(Scope, string), PaceFigures>> FiguresAsync(IReadOnlyList<PunctualityRule> rules, DateTimeOffset now, CancellationToken ct) =>
        database.ReadAsync(async session =>
        {
            var all = new Dictionary<(Scope, string), PaceFigures>();
            // There are few lengths of windows and many types.
            foreach (var window in rules.GroupBy(r => (r.Window, r.Slack)))
            {
                var mine = window.Select(r => (r.Scope, r.Type)).ToHashSet();
                var found = await session.QueryAsync(Sums(SlotOf(now - window.Key.Window), SlotOf(now - window.Key.Window - window.Key.Slack), SlotOf(now - TimeSpan.FromHours(1))), ReadFigures, ct);
                foreach (var (key, figures) in found.Where(f => mine.Contains(f.Key)))
                    all[key] = figures;
            }
            return all;
        }, ct);

    /// <summary>What was published on each day since one, and how much of it late.</summary>
    public Task<Dictionary<(string Type, DateOnly Day), (long Published, long Late)>> DaysAsync(Scope scope, DateOnly first, CancellationToken ct) =>
        database.ReadAsync(async session => (await session.QueryAsync(
            $"""
             select type, slot / {SlotsOfDay}, cast(sum(products) as bigint), cast(sum(late) as bigint) from hub_punctuality
             where slot >= {SlotOf(new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))} and mission = {scope.Mission} and environment = {scope.Environment}
             group by 1, 2
             """, row => (Type: row.Text(0), Day: DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)row.Number(1)), Published: row.Number(2), Late: row.Number(3)), ct))
            .ToDictionary(row => (row.Type, row.Day), row => (row.Published, row.Late)), ct);

    /// <summary>How every type stood when it was last judged.</summary>
    public Task<Dictionary<(Scope, string), KnownPace>> KnownAsync(CancellationToken ct) =>
        database.ReadAsync(async session => (await session.QueryAsync(
            $"select mission, environment, type, expects, watched_since, is_missing, is_late, since, reason from hub_pace",
            row => (Key: (new Scope(row.Text(0), row.Text(1)), row.Text(2)), Pace: new KnownPace(
                row.Text(3), row.Time(4), new(row.Flag(5), row.Flag(6)), row.Time(7), row.TextOrNull(8))), ct)).ToDictionary(row => row.Key, row => row.Pace), ct);

    /// <summary>Begins to watch a type, or begins anew because its rule is another one.</summary>
    public static Task WatchAsync(UnitOfWork work, PunctualityRule rule, DateTimeOffset now, CancellationToken ct) => work.ExecuteAsync(
        $"""
         insert into hub_pace (mission, environment, type, expects, watched_since, is_missing, is_late, since, reason)
         values ({rule.Mission}, {rule.Environment}, {rule.Type}, {rule.Words}, {now}, 0, 0, {now}, null)
         on conflict (mission, environment, type) do update set
             expects = excluded.expects, watched_since = excluded.watched_since, is_missing = 0, is_late = 0, since = excluded.since, reason = null
         """, ct);

    /// <summary>Notes how a type stands now; false when somebody else judged it meanwhile.</summary>
    public static async Task<bool> SetAsync(UnitOfWork work, PunctualityRule rule, Pace before, KnownPace now, CancellationToken ct) => await work.ExecuteAsync(
        $"""
         update hub_pace set is_missing = {now.Pace.IsMissing}, is_late = {now.Pace.IsLate}, since = {now.Since}, reason = {now.Reason}
         where mission = {rule.Mission} and environment = {rule.Environment} and type = {rule.Type}
             and is_missing = {before.IsMissing} and is_late = {before.IsLate} and expects = {rule.Words}
         """, ct) == 1;

    /// <summary>Forgets a type that stands nowhere any more, or says nothing of time.</summary>
    public static Task ForgetAsync(UnitOfWork work, Scope scope, string type, CancellationToken ct) => work.ExecuteAsync(
        $"delete from hub_pace where mission = {scope.Mission} and environment = {scope.Environment} and type = {type}", ct);

    /// <summary>The late products of a type, newest first, before a place.</summary>
    public Task<List<LateProduct>> LateAsync(Scope scope, string type, long before, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select place, product, name, origin_at, published_at from hub_late
             where mission = {scope.Mission} and environment = {scope.Environment} and type = {type} and place < {before}
             order by place desc limit {limit}
             """, row => new LateProduct(row.Number(0), row.Id(1), row.Text(2), row.Time(3), row.Time(4)), ct), ct);

    /// <summary>Forgets what is older.</summary>
    public Task TidyAsync(DateTimeOffset until, CancellationToken ct) => database.WriteAsync(async work =>
    {
        await work.ExecuteAsync($"delete from hub_punctuality where slot < {SlotOf(until)}", ct);
        await work.ExecuteAsync($"delete from hub_late where published_at < {until}", ct);
    }, ct);

    private static SqlText Sums(long window, long withSlack, long lately) => SqlText.Of(
        $"""
         select mission, environment, type,
             {Sum("products", window)}, {Sum("late", window)}, max(case when slot >= {window} then worst_ms else 0 end),
             {Sum("products", withSlack)}, {Sum("products", lately)}, {Sum("late", lately)}, max(last_at)
         from hub_punctuality where slot >= {Math.Min(withSlack, lately)} group by mission, environment, type
         """);

    private static SqlText Sum(string column, long from) =>
        SqlText.Of($"cast(sum(case when slot >= {from} then {SqlText.Constant(column)} else 0 end) as bigint)");

    private static ((Scope, string) Key, PaceFigures Figures) ReadFigures(DbDataReader row) => (
        (new Scope(row.Text(0), row.Text(1)), row.Text(2)),
        new(row.Number(3), row.Number(4), TimeSpan.FromMilliseconds(row.Number(5)), row.Number(6), row.Number(7), row.Number(8), row.Time(9)));
}
