namespace Gantry.Pipelines;

/// <summary>Ends a run of which nothing is left to do.</summary>
internal sealed class RunEnding(WorkQueue queue)
{
    public async Task EndIfDoneAsync(UnitOfWork work, Run run, RunPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        var (open, refused, isCancelled) = await RunStore.LeftAsync(work, run.Id, ct);
        if (open > 0)
            return;
        var broken = await UnreplacedAsync(work, run, plan, ct);
        var (state, reason) = isCancelled ? (RunState.Cancelled, run.Reason)
            : broken.FirstOrDefault(s => s.State == StepState.Errored) is { } errored ? (RunState.Errored, $"{errored.Name} broke: {errored.Reason}")
            : broken.FirstOrDefault() is { } failed ? (RunState.Failed, $"{failed.Name} said no: {failed.Reason}")
            : refused > 0 ? (RunState.Failed, $"{refused} of what it made was not published")
            : (RunState.Passed, null);
        await EndAsync(work, run, state, reason, now, ct);
    }

    public async Task EndAsync(UnitOfWork work, Run run, RunState state, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        await RunStore.StateAsync(work, run.Id, state, reason, null, now, ct);
        work.Tell(Entry.Of(PipelineKinds.RunEnded, run.Scope, run.Subject, run.Principal, await Lineage.EndAsync(work, run, state, reason, now, ct)));
        work.Wake(RunStore.Topic(run.Id));
        if (Because.Read(run.Because) is { IsShadow: true })
            await queue.PlaceAsync(work, new StepTask(OrderKind.Compare, run.Id).Order(run.Priority), ct);
        if (run.Team is null || await RunStore.NextOfTeamAsync(work, run, ct) is not { } next)
            return;
        await RunStore.StateAsync(work, next, RunState.Queued, null, null, null, ct);
        await queue.PlaceAsync(work, new StepTask(OrderKind.Start, next).Order(run.Priority), ct);
    }

    /// <summary>The steps that broke and for which no fallback passed.</summary>
    private static async Task<List<RunStep>> UnreplacedAsync(UnitOfWork work, Run run, RunPlan plan, CancellationToken ct)
    {
        var broken = await StepStore.BrokenAsync(work, run.Id, ct);
        var replaced = await StepStore.PassedAsync(work, run.Id, [.. broken.Select(s => plan[s.Step].Fallback).OfType<string>()], ct);
        return broken.FindAll(s => plan[s.Step].Fallback is not { } fallback || !replaced.Contains(fallback));
    }
}
