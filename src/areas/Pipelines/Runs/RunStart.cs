namespace Gantry.Pipelines;

/// <summary>Lets a run begin: looks up what it reads, waits for its group, lays out its steps.</summary>
internal sealed class RunStart(
    IDatabase database, RunStore runs, PipelineBook book, IProductShelf shelf, RunProgress progress, RunEnding ending, RunStop stop, WorkQueue queue, TimeProvider clock)
{
    public async Task StartAsync(WorkClaim claim, Guid id, CancellationToken ct)
    {
        if (await runs.FindAsync(id, ct) is not { State: RunState.Queued } run)
        {
            await database.WriteAsync(work => queue.FinishAsync(work, claim, ct), ct);
            return;
        }
        var plan = await book.FindAsync(run.Release, run.Pipeline, ct);
        Result<List<(string Step, string Input, IReadOnlyList<StepFile> Files)>> found = plan is null
            ? RunFaults.NoSuchPipeline(run.Pipeline, run.Mission, run.Environment, [])
            : await LookUpAsync(run, plan, ct);
        await database.WriteAsync(async work =>
        {
            await queue.FinishAsync(work, claim, ct);
            if (await RunStore.HoldAsync(work, id, ct) is not { State: RunState.Queued } held)
                return;
            var now = clock.GetUtcNow();
            if (!found.TryGet(out var given, out var fault))
                await ending.EndAsync(work, held, RunState.Errored, fault.Message, now, ct);
            else if (await Pauses.WhyWaitsAsync(work, held, ct) is { } why)
                await RunStore.StateAsync(work, id, RunState.Waiting, why, null, null, ct);
            else if (await MayGoAsync(work, held, plan!, now, ct))
                await GoAsync(work, held, plan!, given, now, ct);
        }, ct);
    }

    private async Task GoAsync(UnitOfWork work, Run run, RunPlan plan, IReadOnlyList<(string Step, string Input, IReadOnlyList<StepFile> Files)> given, DateTimeOffset now, CancellationToken ct)
    {
        await StepFiles.GiveAsync(work, run.Id, given, ct);
        await RunStore.StateAsync(work, run.Id, RunState.Going, null, now, null, ct);
        work.Tell(Entry.Of(PipelineKinds.RunStarted, run.Scope, run.Subject, run.Principal, await Lineage.StartAsync(work, run, ct)));
        await progress.BeginAsync(work, run, plan, now, ct);
    }

    private async Task<bool> MayGoAsync(UnitOfWork work, Run run, RunPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        if (run.Team is null || plan.Pipeline.Together is not { } together)
            return true;
        // Two that count at the same time would both find room.
        if (work.Dialect.LockFor is { } lockFor)
            await work.ExecuteAsync(lockFor($"team:{run.Scope}/{run.Team}"), ct);
        if (await RunStore.GoingAsync(work, run, ct) < together.Most)
            return true;
        switch (together.Others)
        {
            case WhenFull.Wait:
                await RunStore.StateAsync(work, run.Id, RunState.Waiting, $"{together.Most} of its group go on", null, null, ct);
                return false;
            case WhenFull.Drop:
                await ending.EndAsync(work, run with { Team = null }, RunState.Dropped, $"{together.Most} of its group went on already", now, ct);
                return false;
            default:
                foreach (var other in await RunStore.GoingOfTeamAsync(work, run, ct))
                    await stop.StopAsync(work, other, $"replaced by run {run.Id}", run.Principal, now, ct);
                return true;
        }
    }

    /// <summary>Everything that steps read and no step makes, as it is at the run's moment: a run that is repeated reads the same again.</summary>
    public async Task<Result<List<(string Step, string Input, IReadOnlyList<StepFile> Files)>>> LookUpAsync(Run run, RunPlan plan, CancellationToken ct)
    {
        var because = Because.Read(run.Because);
        var origin = because.Environment is { } other ? run.Scope with { Environment = other } : run.Scope;
        var given = new List<(string Step, string Input, IReadOnlyList<StepFile> Files)>();
        Func<Step, Input, bool> isGiven = (_, _) => false;
        if (because.Run is { } earlier && await runs.FindAsync(earlier, ct) is { StartedAt: not null } repeated)
        {
            given = await runs.GivenAsync(earlier, ct);
            if (repeated.Release == run.Release)
                return given;
            // Another release may ask for more, or for something else.
            var before = await book.FindAsync(repeated.Release, repeated.Pipeline, ct);
            isGiven = (step, input) => before?.Pipeline.Find(step.Name)?.Inputs.Contains(input) is true;
            given.RemoveAll(g => g.Step.Length > 0
                && !(plan.Pipeline.Find(g.Step) is { } step && step.Inputs.FirstOrDefault(i => i.Name == g.Input) is { } input && isGiven(step, input)));
        }
        var triggers = because.Products.Count == 0 ? [] : await shelf.FindAsync(origin, because.Products, ct);
        if (triggers.Count < because.Products.Count)
            return RunFaults.InputMissing(plan.Pipeline.Name, "trigger", "no longer the product that started the run");
        if (!given.Exists(g => g.Step.Length == 0))
            given.Add(("", "trigger", Files(triggers)));
        foreach (var step in plan.Pipeline.Steps)
        {
            foreach (var input in step.Inputs.Where(i => i is not Input.FromStep && !isGiven(step, i)))
            {
                if (!(await FindAsync(run, origin, step, input, triggers, ct)).TryGet(out var files, out var fault))
                    return fault;
                given.Add((step.Name, input.Name, files));
            }
        }
        return given;
    }

    private async Task<Result<List<StepFile>>> FindAsync(Run run, Scope origin, Step step, Input input, IReadOnlyList<ShelfProduct> triggers, CancellationToken ct)
    {
        switch (input)
        {
            case Input.FromTrigger trigger:
                var own = Files(triggers.Where(t => trigger.Type is null || t.Type == trigger.Type));
                return own.Count > 0 ? own : RunFaults.InputMissing(step.Name, input.Name, "no product that started this run; start it with one, by --product NAME");
            case Input.Newest newest:
                var since = newest.Within is { } within ? run.Moment - within : (DateTimeOffset?)null;
                var found = Files(await shelf.NewestAsync(origin, newest.Type, since, run.AsOf, newest.Count, ct));
                return found.Count > 0 || newest.IsOptional ? found : RunFaults.InputMissing(step.Name, input.Name, $"no product of the type {newest.Type}{(since is null ? "" : " that is new enough")}");
            default:
                var asked = (Input.Asked)input;
                return (await shelf.AskAsync(origin, new(asked.Filter, Until: run.AsOf), 0, asked.Most, ct)).TryGet(out var passing, out var fault)
                    ? Files(passing.Select(p => p.Product))
                    : fault;
        }
    }

    private static List<StepFile> Files(IEnumerable<ShelfProduct> products) => [.. products.Select(p => new StepFile(p.Name, p.Blob, p.Id))];
}
