using Gantry.Schedules;

namespace Gantry.Pipelines;

/// <summary>When pipelines are next due.</summary>
internal sealed class DueStore(IDatabase database)
{
    // A pipeline that cannot be made fresh is not tried without a pause.
    private static readonly TimeSpan _leastPause = TimeSpan.FromMinutes(1);

    /// <summary>Notes when what stands is next due, and forgets what stands no more.</summary>
    public async Task KeepAsync(IReadOnlyList<StandingPipeline> standing, DateTimeOffset now, CancellationToken ct)
    {
        var known = (await database.ReadAsync(session => session.QueryAsync(
            $"select mission, environment, pipeline, times from pipelines_due", row => (row.Text(0), row.Text(1), row.Text(2), row.Text(3)), ct), ct)).ToHashSet();
        var wanted = standing.SelectMany(s => s.Pipeline.Triggers.OfType<Trigger.AtTimes>().Select(times => (Key: (s.Scope.Mission!, s.Scope.Environment!, s.Pipeline.Name, Text(times)), Times: times)))
            .DistinctBy(w => w.Key).ToDictionary(w => w.Key, w => w.Times);
        var (added, gone) = (wanted.Where(w => !known.Contains(w.Key)).ToList(), known.Where(k => !wanted.ContainsKey(k)).ToList());
        if (added.Count + gone.Count == 0)
            return;
        await database.WriteAsync(async work =>
        {
            foreach (var ((mission, environment, pipeline, text), times) in added)
            {
                await work.ExecuteAsync(
                    $"insert into pipelines_due values ({mission}, {environment}, {pipeline}, {text}, {Next(times, now)}) on conflict (mission, environment, pipeline, times) do nothing", ct);
            }
            foreach (var (mission, environment, pipeline, text) in gone)
                await work.ExecuteAsync($"delete from pipelines_due where mission = {mission} and environment = {environment} and pipeline = {pipeline} and times = {text}", ct);
        }, ct);
    }

    /// <summary>The time at which it was due, when it is; and from then on the next one counts.</summary>
    public static async Task<DateTimeOffset?> TakeAsync(UnitOfWork work, Scope scope, string pipeline, Trigger.AtTimes times, DateTimeOffset now, CancellationToken ct)
    {
        var at = await work.FirstAsync<DateTimeOffset?>(
            $"""
             select due_at from pipelines_due
             where mission = {scope.Mission} and environment = {scope.Environment} and pipeline = {pipeline} and times = {Text(times)} and due_at <= {now}
             """, row => row.Time(0), ct);
        if (at is null)
            return null;
        await work.ExecuteAsync(
            $"""
             update pipelines_due set due_at = {Next(times, now)}
             where mission = {scope.Mission} and environment = {scope.Environment} and pipeline = {pipeline} and times = {Text(times)}
             """, ct);
        return at;
    }

    /// <summary>Whether the last good run is too old, and none goes on or has just ended.</summary>
    public Task<bool> IsStaleAsync(Scope scope, string pipeline, TimeSpan within, DateTimeOffset now, CancellationToken ct) => database.ReadAsync(async session =>
    {
        var pause = within / 4 > _leastPause ? within / 4 : _leastPause;
        return !await AnyAsync(session, scope, pipeline, SqlText.Of($"state = {RunState.Passed.ToString()} and ended_at > {now - within}"), ct)
            && !await AnyAsync(session, scope, pipeline, SqlText.Of($"(ended_at is null or (state <> {RunState.Passed.ToString()} and ended_at > {now - pause}))"), ct);
    }, ct);

    private static async Task<bool> AnyAsync(Session session, Scope scope, string pipeline, SqlText condition, CancellationToken ct) =>
        await session.FirstAsync(
            $"select 1 from pipelines_run where mission = {scope.Mission} and environment = {scope.Environment} and pipeline = {pipeline} and {condition} limit 1", row => row.Number(0), ct) == 1;

    private static string Text(Trigger.AtTimes times) => $"{times.Cron} {times.Zone}";

    private static DateTimeOffset Next(Trigger.AtTimes times, DateTimeOffset now)
    {
        Cron.TryParse(times.Cron, out var cron);
        return cron!.After(now, TimeZoneInfo.FindSystemTimeZoneById(times.Zone)) ?? DateTimeOffset.MaxValue;
    }
}
