namespace Gantry.Pipelines;

/// <summary>Makes runs: a row, what started it, and the order to look up its inputs.</summary>
internal sealed class RunMaker(WorkQueue queue, TimeProvider clock)
{
    public Run Draft(Scope scope, RunPlan plan, RunCause cause, Because because, IReadOnlyDictionary<string, string> parameters, string principal)
    {
        var now = clock.GetUtcNow();
        var run = new Run(Guid.CreateVersion7(now), scope, plan.Pipeline.Name, plan.Release, RunState.Queued, cause, because.ToText(), parameters, principal, plan.Pipeline.Priority, null, now);
        return plan.Pipeline.Together is { } together ? run with { Team = $"{run.Pipeline}/{Template.Fill(together.Group, new RunValues(run, null, null).Find)}" } : run;
    }

    public async Task PlaceAsync(UnitOfWork work, IReadOnlyList<Run> runs, CancellationToken ct)
    {
        if (runs.Count == 0)
            return;
        await RunStore.AddAsync(work, runs, ct);
        await queue.PlaceAllAsync(work, [.. runs.Select(run => new StepTask(OrderKind.Start, run.Id).Order(run.Priority))], ct);
    }
}
