using System.Data.Common;

namespace Gantry.Pipelines;

/// <summary>What the overview shows of runs: how many there were, which pipelines ended badly last, and what people are asked.</summary>
internal sealed class OverviewOfRuns(IDatabase database, TimeProvider clock) : IOverviewPart
{
    // A pipeline that failed long ago and was not started since is nobody's matter any more.
    private static readonly TimeSpan _memory = TimeSpan.FromDays(7);

    private static readonly string[] _bad = [RunState.Failed.ToString(), RunState.Errored.ToString()];

    public Task<Glance> LookAsync(DateTimeOffset since, CancellationToken ct) => database.ReadAsync(async session => new Glance
    {
        Counts = await CountsAsync(session, since, ct),
        Matters = [.. await FailedAsync(session, ct), .. await AskedAsync(session, ct)],
    }, ct);

    private static async Task<IReadOnlyList<HourCount>> CountsAsync(Session session, DateTimeOffset since, CancellationToken ct) => [.. (await session.QueryAsync(
        $"""
         select mission, environment, created_at / {HourCount.Milliseconds}, count(*),
             cast(sum(case when state in {_bad} then 1 else 0 end) as bigint)
         from pipelines_run where id >= {Guid.CreateVersion7(since)} group by 1, 2, 3
         """, row => (Scope: new Scope(row.Text(0), row.Text(1)), Hour: row.Number(2), Runs: row.Number(3), Failed: row.Number(4)), ct))
        .SelectMany(r => (HourCount[])[new(r.Scope, "runs", r.Hour, r.Runs), new(r.Scope, "failed_runs", r.Hour, r.Failed)])];

    private Task<List<Matter>> FailedAsync(Session session, CancellationToken ct) => session.QueryAsync(
        $"""
         select mission, environment, id, pipeline, state, reason, ended_at from pipelines_run where state in {_bad} and id in
             (select max(id) from pipelines_run where id >= {Guid.CreateVersion7(clock.GetUtcNow() - _memory)} and ended_at is not null group by mission, environment, pipeline)
         """, Failed, ct);

    private static Task<List<Matter>> AskedAsync(Session session, CancellationToken ct) => session.QueryAsync(
        $"""
         select r.mission, r.environment, r.id, r.pipeline, s.name, s.started_at from pipelines_run r join pipelines_step s on s.run = r.id
         where r.ended_at is null and s.state = {StepState.Asking.ToString()}
         """, row => new Matter(new(row.Text(0), row.Text(1)), "step_asks", row.Text(2), $"{row.Text(3)} waits for an answer at its step {row.Text(4)}", 1, row.TimeOrNull(5), IsUrgent: true), ct);

    private static Matter Failed(DbDataReader row) => new(new(row.Text(0), row.Text(1)), "run_failed", row.Text(2),
        $"{row.Text(3)} {(row.Text(4) == RunState.Failed.ToString() ? "failed" : "broke")} when it ran last{(row.TextOrNull(5) is { } reason ? $": {reason}" : "")}", 1, row.TimeOrNull(6), IsUrgent: true);
}
