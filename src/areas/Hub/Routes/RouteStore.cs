namespace Gantry.Hub;

/// <summary>What is known of routes beside what their release says. The only class that knows their table.</summary>
internal sealed class RouteStore(IDatabase database, Journal journal, TimeProvider clock)
{
    private const string PointerMoved = "delivery.pointer_moved";

    /// <summary>
    /// Gives a route that stands for the first time its place in the journal: where its release came to stand, or the
    /// beginning. One that stood here before goes on from where it was, whatever its release says now.
    /// </summary>
    public async Task ActivateAsync(StandingRoute route, CancellationToken ct)
    {
        var key = route.Key;
        var came = await journal.ReadBackAsync(new(key.Mission, key.Environment, PointerMoved), long.MaxValue, 1, ct);
        await database.WriteAsync(async work =>
        {
            var isNew = await work.ExecuteAsync(
                $"""
                 insert into hub_route (mission, environment, name, activated_at, delivered)
                 values ({key.Mission}, {key.Environment}, {key.Name}, {clock.GetUtcNow()}, 0) on conflict (mission, environment, name) do nothing
                 """, ct) == 1;
            if (!isNew)
                return;
            if (!route.Route.FromBeginning)
                await Journal.BeginAsync(work, key.Consumer, came is [var move] ? move.Seq : 0, ct);
            work.Tell(Entry.Of(RouteKinds.Activated, key.Scope, key.Subject, "hub", new
            {
                target = route.Route.Target.Shown, since = route.Route.FromBeginning ? "beginning" : "now",
            }));
        }, ct);
    }

    /// <summary>Pauses or resumes a route that has stood here; false when there is none of that name.</summary>
    public Task<bool> SetPauseAsync(RouteKey key, RoutePause? pause, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var before = await work.FirstAsync(
                $"update hub_route set name = name where {Is(key)} returning name, paused_at", row => (Name: row.Text(0), PausedAt: row.TimeOrNull(1)), ct);
            if (before.Name is null)
                return false;
            await work.ExecuteAsync(
                $"update hub_route set paused_at = {pause?.At}, paused_by = {pause?.By}, pause_reason = {pause?.Reason} where {Is(key)}", ct);
            if (before.PausedAt is null != pause is null)
                work.Tell(pause is null
                    ? Entry.Of(RouteKinds.Resumed, key.Scope, key.Subject, by, new { })
                    : Entry.Of(RouteKinds.Paused, key.Scope, key.Subject, by, new { pause.Reason }));
            work.Wake(DeliveryStore.Topic);
            return true;
        }, ct);

    /// <summary>The routes that have ever stood in an environment, by name.</summary>
    public Task<Dictionary<string, KnownRoute>> KnownAsync(string mission, string environment, CancellationToken ct) =>
        database.ReadAsync(async session => (await session.QueryAsync(
            $"""
             select name, delivered, delivered_at, paused_at, paused_by, pause_reason from hub_route
             where mission = {mission} and environment = {environment}
             """,
            row => (Name: row.Text(0), Known: new KnownRoute(
                row.Number(1), row.TimeOrNull(2), row.TimeOrNull(3) is { } at ? new(at, row.Text(4), row.TextOrNull(5)) : null)), ct))
            .ToDictionary(row => row.Name, row => row.Known), ct);

    /// <summary>Counts a delivery, within its unit.</summary>
    public static Task CountAsync(UnitOfWork work, RouteKey key, DateTimeOffset at, CancellationToken ct) =>
        work.ExecuteAsync($"update hub_route set delivered = delivered + 1, delivered_at = {at} where {Is(key)}", ct);

    public static async Task<bool> IsPausedAsync(Session session, RouteKey key, CancellationToken ct) =>
        await session.FirstAsync($"select 1 from hub_route where {Is(key)} and paused_at is not null", row => row.Number(0), ct) == 1;

    private static SqlText Is(RouteKey key) =>
        SqlText.Of($"(mission = {key.Mission} and environment = {key.Environment} and name = {key.Name})");
}
