using System.Data.Common;

namespace Gantry.Pipelines;

/// <summary>Somebody's word that what a pipeline starts by itself waits.</summary>
internal sealed record Pause(Scope Scope, string Pipeline, string By, DateTimeOffset At, string Reason);

/// <summary>Pipelines whose own starts wait. What a person starts goes on.</summary>
internal sealed class Pauses(IDatabase database, TimeProvider clock)
{
    /// <summary>Woken when a pipeline may go on.</summary>
    public const string Topic = "pipelines-resumed";

    private static readonly SqlText _columns = SqlText.Constant("mission, environment, pipeline, paused_by, paused_at, reason");

    public async Task<Pause> PauseAsync(Scope scope, string pipeline, string reason, string by, CancellationToken ct) => await database.WriteAsync(async work =>
    {
        var now = clock.GetUtcNow();
        await work.ExecuteAsync(
            $"""
             insert into pipelines_pause (mission, environment, pipeline, paused_by, paused_at, reason, is_over) values ({scope.Mission}, {scope.Environment}, {pipeline}, {by}, {now}, {reason}, 0)
             on conflict (mission, environment, pipeline) do update set paused_by = excluded.paused_by, paused_at = excluded.paused_at, reason = excluded.reason, is_over = 0
             """, ct);
        work.Tell(Entry.Of(PipelineKinds.PipelinePaused, scope, $"pipelines/{pipeline}", by, new { pipeline, reason }));
        return new Pause(scope, pipeline, by, now, reason);
    }, ct);

    /// <summary>The pipeline goes on; what waited is let go by the duty. False when it was not paused.</summary>
    public Task<bool> ResumeAsync(Scope scope, string pipeline, string by, CancellationToken ct) => database.WriteAsync(async work =>
    {
        await LockAsync(work, scope, pipeline, ct);
        if (await work.ExecuteAsync($"update pipelines_pause set is_over = 1 where mission = {scope.Mission} and environment = {scope.Environment} and pipeline = {pipeline} and is_over = 0", ct) == 0)
            return false;
        work.Tell(Entry.Of(PipelineKinds.PipelineResumed, scope, $"pipelines/{pipeline}", by, new { pipeline }));
        work.Wake(Topic);
        return true;
    }, ct);

    /// <summary>Whether a run waits because its pipeline is paused, and in which words.</summary>
    public static async Task<string?> WhyWaitsAsync(UnitOfWork work, Run run, CancellationToken ct)
    {
        if (run.Cause is not (RunCause.Product or RunCause.Products or RunCause.Times or RunCause.Webhook or RunCause.Fresh) || await FindAsync(work, run, ct) is null)
            return null;
        // Or the pipeline would go on between the look and the run's wait, and nobody let the run go.
        await LockAsync(work, run.Scope, run.Pipeline, ct);
        return await FindAsync(work, run, ct) is { } pause ? $"{pause.By} paused the pipeline: {pause.Reason}" : null;
    }

    public Task<List<Pause>> ListAsync(Scope scope, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"select {_columns} from pipelines_pause where mission = {scope.Mission} and environment = {scope.Environment} and is_over = 0 order by pipeline", Read, ct), ct);

    /// <summary>Those that are over, and whose runs are to be let go.</summary>
    public Task<List<Pause>> OverAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync($"select {_columns} from pipelines_pause where is_over = 1 limit 100", Read, ct), ct);

    public Task ForgetAsync(Pause pause, CancellationToken ct) => database.WriteAsync(work => work.ExecuteAsync(
        $"delete from pipelines_pause where mission = {pause.Scope.Mission} and environment = {pause.Scope.Environment} and pipeline = {pause.Pipeline} and is_over = 1", ct), ct);

    private static Task<Pause?> FindAsync(UnitOfWork work, Run run, CancellationToken ct) => work.FirstAsync(
        $"select {_columns} from pipelines_pause where mission = {run.Mission} and environment = {run.Environment} and pipeline = {run.Pipeline} and is_over = 0", Read, ct);

    private static Task LockAsync(UnitOfWork work, Scope scope, string pipeline, CancellationToken ct) =>
        work.Dialect.LockFor is { } lockFor ? work.ExecuteAsync(lockFor($"pause:{scope}/{pipeline}"), ct) : Task.CompletedTask;

    private static Pause Read(DbDataReader row) => new(new(row.Text(0), row.Text(1)), row.Text(2), row.Text(3), row.Time(4), row.Text(5));
}
