using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>What people ask of runs: start, repeat, answer, stop.</summary>
internal sealed class RunDesk(
    IDatabase database, IMissionReleases releases, PipelineBook book, RunStore runs, RunMaker maker, RunProgress progress, RunStop stop, IProductShelf shelf, Forecast forecast,
    TimeProvider clock)
{
    public async Task<Result<Run>> StartAsync(
        Scope scope, string pipeline, IReadOnlyDictionary<string, string> parameters, IReadOnlyList<string> products, string by, CancellationToken ct) =>
        (await DraftAsync(scope, pipeline, parameters, products, by, ct)).TryGet(out var draft, out var fault) ? await PlaceAsync(draft.Run, ct) : fault;

    /// <summary>What a run would do.</summary>
    public async Task<Result<RunForecastView>> ForeseeAsync(
        Scope scope, string pipeline, IReadOnlyDictionary<string, string> parameters, IReadOnlyList<string> products, string by, CancellationToken ct) =>
        (await DraftAsync(scope, pipeline, parameters, products, by, ct)).TryGet(out var draft, out var fault) ? await forecast.OfAsync(draft.Run, draft.Plan, ct) : fault;

    private async Task<Result<(Run Run, RunPlan Plan)>> DraftAsync(
        Scope scope, string pipeline, IReadOnlyDictionary<string, string> parameters, IReadOnlyList<string> products, string by, CancellationToken ct)
    {
        if (!(await PlanAsync(scope, pipeline, ct)).TryGet(out var plan, out var fault) || !Parameters.Settle(plan.Pipeline, parameters).TryGet(out var settled, out fault))
            return fault;
        var triggers = new List<Guid>();
        foreach (var name in products)
        {
            if (!(await shelf.NamedAsync(scope, name, ct)).TryGet(out var found, out fault))
                return fault;
            if (found is null)
                return RunFaults.NoSuchProduct(name, scope);
            triggers.Add(found.Id);
        }
        return (maker.Draft(scope, plan, RunCause.Hand, new() { Products = triggers }, settled, by), plan);
    }

    /// <summary>Does a run again with the same inputs: what did not pass, or everything from a step on.</summary>
    public async Task<Result<Run>> RepeatAsync(Scope scope, Guid id, string? from, string by, CancellationToken ct)
    {
        if (await runs.FindAsync(id, ct) is not { } earlier || earlier.Scope != scope)
            return RunFaults.NoSuchRun(id);
        if (!earlier.HasEnded)
            return RunFaults.HasNotEnded(id);
        if (await book.FindAsync(earlier.Release, earlier.Pipeline, ct) is not { } plan)
            return RunFaults.NoSuchPipeline(earlier.Pipeline, scope.Mission!, scope.Environment!, []);
        if (from is not null && !plan.Has(from))
            return RunFaults.NoSuchStep(id, from);
        var because = Because.Read(earlier.Because) with { Run = id, From = from };
        return await PlaceAsync(maker.Draft(scope, plan, RunCause.Again, because, earlier.Parameters, by), ct);
    }

    /// <summary>Answers what a step asks: the run goes on, or the step said no.</summary>
    public async Task<Result<Run>> AnswerAsync(Scope scope, Guid id, string step, bool isYes, string? reason, string by, CancellationToken ct)
    {
        if (await runs.FindAsync(id, ct) is not { } known || known.Scope != scope)
            return RunFaults.NoSuchRun(id);
        if (await book.FindAsync(known.Release, known.Pipeline, ct) is not { } plan || !plan.Has(step))
            return RunFaults.NoSuchStep(id, step);
        return await database.WriteAsync<Result<Run>>(async work =>
        {
            var run = (await RunStore.HoldAsync(work, id, ct))!;
            if (await StepStore.FindAsync(work, id, step, ct) is not { State: StepState.Asking } row)
                return RunFaults.NotAsked(id, step);
            if (plan[step].Asks!.NotTheStarter && run.Principal == by)
                return RunFaults.OwnQuestion(step);
            work.Tell(Entry.Of(PipelineKinds.StepAnswered, run.Scope, run.Subject, by, new { step, answer = isYes ? "yes" : "no", reason, pipeline = run.Pipeline }));
            var words = $"{by} said {(isYes ? "yes" : "no")}{(reason is null ? "" : $": {reason}")}";
            await progress.EndAsync(work, run, plan, [new(row, isYes ? StepState.Passed : StepState.Failed, words)], clock.GetUtcNow(), ct);
            return run;
        }, ct);
    }

    public Task<Result<Run>> StopAsync(Scope scope, Guid id, string reason, string by, CancellationToken ct) => stop.StopAsync(id, scope, reason, by, ct);

    private async Task<Result<RunPlan>> PlanAsync(Scope scope, string pipeline, CancellationToken ct)
    {
        if (await releases.StandingAsync(scope.Mission!, scope.Environment!, ct) is not { } release)
            return RunFaults.NothingStands(scope.Mission!, scope.Environment!);
        var plans = await book.OfAsync(release, ct);
        return plans.TryGetValue(pipeline, out var plan) ? plan : RunFaults.NoSuchPipeline(pipeline, scope.Mission!, scope.Environment!, plans.Keys);
    }

    private async Task<Result<Run>> PlaceAsync(Run run, CancellationToken ct)
    {
        await database.WriteAsync(work => maker.PlaceAsync(work, [run], ct), ct);
        return run;
    }
}
