namespace Gantry.Pipelines;

/// <summary>Stops runs: what has not begun never will, what goes on is killed by its worker.</summary>
internal sealed class RunStop(IDatabase database, RunEnding ending, TimeProvider clock)
{
    public async Task<Result<Run>> StopAsync(Guid id, Scope scope, string reason, string by, CancellationToken ct)
    {
        var result = await database.WriteAsync<Result<Run>>(async work =>
        {
            if (await RunStore.HoldAsync(work, id, ct) is not { } run || run.Scope != scope)
                return RunFaults.NoSuchRun(id);
            if (run.HasEnded)
                return RunFaults.HasEnded(id, run.State.ToString().ToLowerInvariant());
            await StopAsync(work, id, reason, by, clock.GetUtcNow(), ct);
            return run;
        }, ct);
        return result;
    }

    public async Task StopAsync(UnitOfWork work, Guid id, string reason, string by, DateTimeOffset now, CancellationToken ct)
    {
        if (await RunStore.HoldAsync(work, id, ct) is not { HasEnded: false } run)
            return;
        await RunStore.CancelAsync(work, id, now, reason, ct);
        work.Tell(Entry.Of(PipelineKinds.RunCancelled, run.Scope, run.Subject, by, new { reason, pipeline = run.Pipeline }));
        var dropped = await StepStore.CancelAsync(work, id, reason, now, ct);
        await RunStore.OpenAsync(work, id, -dropped, ct);
        var (open, _, _) = await RunStore.LeftAsync(work, id, ct);
        if (open == 0)
            await ending.EndAsync(work, run, RunState.Cancelled, reason, now, ct);
        work.Wake(RunStore.StopTopic);
        work.Wake(RunStore.Topic(id));
    }
}
