using System.Collections.Concurrent;

namespace Gantry.Pipelines;

/// <summary>Takes a claimed step into a worker's hands, if it is still to be done.</summary>
internal sealed class AttemptBegin(
    IDatabase database, RunStore runs, PipelineBook book, RunProgress progress, WorkQueue queue, Node node, TimeProvider clock)
{
    private const int KeptPlans = 128;

    // Of a run that goes on, neither its release nor its pipeline changes.
    private readonly ConcurrentDictionary<Guid, RunPlan> _plans = new();

    /// <summary>Null when there is nothing to do any more; the order is then finished.</summary>
    public async Task<AttemptWork?> BeginAsync(WorkClaim claim, CancellationToken ct)
    {
        var task = StepTask.Read(claim.Payload);
        if (await PlanAsync(task.Run, ct) is not { } plan)
        {
            await database.WriteAsync(work => queue.FinishAsync(work, claim, ct), ct);
            return null;
        }
        return await database.WriteAsync(async work =>
        {
            var now = clock.GetUtcNow();
            if (await RunStore.HoldAsync(work, task.Run, ct) is not { } run || await StepStore.FindAsync(work, run.Id, task.Step, ct) is not { } row || row.State is not (StepState.Ready or StepState.Running))
            {
                await queue.FinishAsync(work, claim, ct);
                return null;
            }
            var lost = await AttemptStore.LoseAsync(work, run.Id, row.Name, now, ct);
            row = row with { Broken = row.Broken + lost };
            var (_, _, isStopped) = await RunStore.LeftAsync(work, run.Id, ct);
            if (isStopped || row.Broken > plan[row.Step].Retry.Broken)
            {
                await queue.FinishAsync(work, claim, ct);
                var ended = isStopped ? new Ended(row, StepState.Cancelled, run.Reason) : new Ended(row, StepState.Errored, $"its worker was lost {row.Broken} times");
                await progress.EndAsync(work, run, plan, [ended], now, ct);
                return null;
            }
            var states = await StepStore.StatesAsync(work, run.Id, StepDecision.AskedFor(plan, row.Step), ct);
            var inputs = (await StepFiles.InputsAsync(work, run, plan, [row], states, ct))[row.Name];
            var trigger = await StepFiles.TriggerNameAsync(work, run, ct);
            var situation = StepSituation.Of(run, plan, plan[row.Step], StepItem.Read(row.Item), inputs, trigger);
            var attempt = new Attempt(Guid.CreateVersion7(now), run.Id, row.Name, row.Attempts + 1, node.Name, "", claim.Token, AttemptState.Running, now);
            await AttemptStore.AddAsync(work, attempt, ct);
            await StepStore.StartAsync(work, row, now, ct);
            work.Wake(RunStore.Topic(run.Id));
            return new AttemptWork(claim, run, plan, row with { Attempts = attempt.Number }, attempt, situation, trigger, StepKey.Parts(run.Mission, plan, plan[row.Step], situation));
        }, ct);
    }

    private async Task<RunPlan?> PlanAsync(Guid run, CancellationToken ct)
    {
        if (_plans.TryGetValue(run, out var known))
            return known;
        if (await runs.FindAsync(run, ct) is not { } found || await book.FindAsync(found.Release, found.Pipeline, ct) is not { } plan)
            return null;
        if (_plans.Count >= KeptPlans)
            _plans.Clear();
        return _plans[run] = plan;
    }
}
