namespace Gantry.Pipelines;

/// <summary>Tells the state what came of an attempt: outputs, log, the step's end and what can now begin, under the attempt's token, whole or not at all.</summary>
internal sealed class AttemptCommit(IDatabase database, RunProgress progress, WorkQueue queue, PipelineOptions options, Node node, TimeProvider clock)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromHours(1);

    /// <summary>Says which step is next in this worker's hands; null when none is ready.</summary>
    public Task<WorkClaim?> CommitAsync(AttemptWork attempt, AttemptEnd end, byte[]? words, Blob? log, DateTimeOffset since, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await queue.FinishAsync(work, attempt.Claim, ct);
            var now = clock.GetUtcNow();
            if (await RunStore.HoldAsync(work, attempt.Run.Id, ct) is not { } run)
                return null;
            var swept = await work.SweptAsync([.. end.Made.Select(m => m.Blob.Digest).Concat(log is null ? [] : [log.Digest]).Distinct().Select(d => (d, since))], ct);
            // It takes a sweep in the moment between: as if the machine had broken.
            if (swept.Count > 0)
                end = AttemptEnd.Broken("the lake swept what it made while it was made", end.Exit);
            await AttemptStore.EndAsync(work, attempt.Attempt with
            {
                State = end.State, Runner = end.Runner, ExitCode = end.Exit?.End == StepEnd.Exited ? end.Exit.Code : null, Reason = end.Reason, EndedAt = now, Use = end.Exit?.Use,
                ShortLog = words, LogDigest = swept.Count > 0 ? null : log?.Digest, LogBytes = log?.SizeBytes ?? words?.Length ?? 0,
            }, ct);
            if (Retried(attempt, end) is { } again)
                await RetryAsync(work, attempt, again, end.Reason!, now, ct);
            else
                await EndAsync(work, run, attempt, end, now, ct);
            return await queue.TakeNextAsync(work, StepTask.Steps, node.Name, options.Visibility, ct);
        }, ct);

    /// <summary>The node stops: the step is anybody's again, and nothing is counted against it.</summary>
    public Task HandBackAsync(AttemptWork attempt, CancellationToken ct) => database.WriteAsync(async work =>
    {
        var now = clock.GetUtcNow();
        await queue.FinishAsync(work, attempt.Claim, ct);
        await AttemptStore.EndAsync(work, attempt.Attempt with { State = AttemptState.Cancelled, Reason = "its node was stopped", EndedAt = now }, ct);
        await StepStore.RetryAsync(work, attempt.Row, "its node was stopped", ct);
        await queue.PlaceAsync(work, new StepTask(OrderKind.Step, attempt.Run.Id, attempt.Row.Name).Order(attempt.Run.Priority), ct);
    }, ct);

    private async Task EndAsync(UnitOfWork work, Run run, AttemptWork attempt, AttemptEnd end, DateTimeOffset now, CancellationToken ct)
    {
        await StepFiles.MakeAsync(work, run, attempt.Row, end.Made, ct);
        if (end.State == AttemptState.Passed)
        {
            // What is made once more to be compared stands for nothing else.
            if (attempt.Step.IsCached && run.Cause != RunCause.Reproduce)
                await CacheStore.NoteAsync(work, run, attempt.Row, attempt.Parts, now, ct);
            var offers = await StepFiles.OffersAsync(work, run, attempt.Plan, [attempt.Row], ct);
            if (offers.Count > 0)
                await queue.PlaceAllAsync(work, offers, ct);
        }
        var state = end.State switch
        {
            AttemptState.Passed => StepState.Passed,
            AttemptState.Failed => StepState.Failed,
            AttemptState.Cancelled => StepState.Cancelled,
            _ => StepState.Errored,
        };
        await progress.EndAsync(work, run, attempt.Plan, [new(attempt.Row, state, end.Reason)], now, ct);
    }

    private async Task RetryAsync(UnitOfWork work, AttemptWork attempt, RunStep again, string reason, DateTimeOffset now, CancellationToken ct)
    {
        await StepStore.RetryAsync(work, again, reason, ct);
        var tries = again.Broken + again.Transient + again.Refused;
        var wait = attempt.Step.Retry.Wait * Math.Pow(2, Math.Min(tries - 1, 20));
        // Those who broke together shall not come back together.
        var jitter = 0.75 + (Random.Shared.NextDouble() / 2);
        var at = now + (wait < _longestWait ? wait : _longestWait) * jitter;
        await queue.PlaceAsync(work, new StepTask(OrderKind.Step, attempt.Run.Id, attempt.Row.Name).Order(attempt.Run.Priority, at), ct);
        work.Wake(RunStore.Topic(attempt.Run.Id));
    }

    /// <summary>The step with this failure counted, when it is to be tried again; else null.</summary>
    private static RunStep? Retried(AttemptWork attempt, AttemptEnd end)
    {
        var (row, rule) = (attempt.Row, attempt.Step.Retry);
        return end.State switch
        {
            AttemptState.Errored when row.Broken < rule.Broken => row with { Broken = row.Broken + 1 },
            AttemptState.Transient when row.Transient < rule.Transient => row with { Transient = row.Transient + 1 },
            AttemptState.Failed when row.Refused < rule.Refused => row with { Refused = row.Refused + 1 },
            _ => null,
        };
    }
}
