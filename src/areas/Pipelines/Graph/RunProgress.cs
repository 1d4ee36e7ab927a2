namespace Gantry.Pipelines;

/// <summary>A step that has just ended, and how.</summary>
internal sealed record Ended(RunStep Step, StepState State, string? Reason = null, string? TakenFrom = null);

/// <summary>
/// Moves a run on, within one unit of work: from what has just ended to everything that can now begin, in waves. What was
/// made before is taken again here, so a run that finds everything made is over before a worker hears of it.
/// </summary>
internal sealed class RunProgress(RunEnding ending, WorkQueue queue)
{
    /// <summary>Lays out the steps of a run and begins with those that wait for nobody.</summary>
    public async Task BeginAsync(UnitOfWork work, Run run, RunPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        var rows = plan.Pipeline.Steps.Select((step, place) => new RunStep(run.Id, step.Name, step.Name, null, place, null, StepState.Waiting) { Open = plan.OpenOf(step) }).ToList();
        await StepStore.AddAsync(work, rows, ct);
        await RunStore.OpenAsync(work, run.Id, rows.Count, ct);
        await WalkAsync(work, run, plan, [], rows.Where(row => row.Open == 0).ToList(), now, ct);
    }

    /// <summary>Steps have ended; the caller holds the run (<see cref="RunStore.HoldAsync"/>).</summary>
    public Task EndAsync(UnitOfWork work, Run run, RunPlan plan, IReadOnlyList<Ended> ended, DateTimeOffset now, CancellationToken ct) =>
        WalkAsync(work, run, plan, [.. ended], [], now, ct);

    /// <summary>A step fans out; the caller holds the run.</summary>
    public async Task FanAsync(UnitOfWork work, Run run, RunPlan plan, RunStep parent, IReadOnlyList<StepItem> items, DateTimeOffset now, CancellationToken ct)
    {
        var (ended, children) = await SpreadAsync(work, run, parent, items, now, ct);
        await WalkAsync(work, run, plan, ended, children, now, ct);
    }

    private async Task WalkAsync(UnitOfWork work, Run run, RunPlan plan, List<Ended> ended, List<RunStep> ready, DateTimeOffset now, CancellationToken ct)
    {
        var isMore = false;
        while (ended.Count + ready.Count > 0)
        {
            if (ended.Count > 0)
            {
                var wave = ended;
                ended = [];
                await StepStore.EndAsync(work, run.Id, wave, now, ct);
                await RunStore.OpenAsync(work, run.Id, -wave.Count, ct);
                TellFailures(work, run, wave);
                ended.AddRange(await CloseParentsAsync(work, run, wave, ct));
                ready.AddRange(await ReleaseAsync(work, run, plan, wave, ct));
            }
            if (ready.Count == 0)
                continue;
            var decided = await StepDecision.DecideAsync(work, run, plan, ready, now, ct);
            ready = [];
            ended.AddRange(decided.Ended);
            foreach (var (parent, items) in decided.Fanned)
            {
                var (over, children) = await SpreadAsync(work, run, parent, items, now, ct);
                ended.AddRange(over);
                ready.AddRange(children);
            }
            foreach (var asked in decided.Asked)
                work.Tell(Entry.Of(PipelineKinds.StepAsks, run.Scope, run.Subject, run.Principal, new { step = asked.Name, question = plan[asked.Step].Asks!.Text, pipeline = run.Pipeline }));
            if (decided.Orders.Count > 0)
                await queue.PlaceAllAsync(work, decided.Orders, ct);
            isMore |= decided.Orders.Count + decided.Asked.Count > 0;
        }
        if (!isMore)
            await ending.EndIfDoneAsync(work, run, plan, now, ct);
        work.Wake(RunStore.Topic(run.Id));
    }

    private async Task<(List<Ended> Over, List<RunStep> Children)> SpreadAsync(
        UnitOfWork work, Run run, RunStep parent, IReadOnlyList<StepItem> items, DateTimeOffset now, CancellationToken ct)
    {
        if (items.Count == 0)
            return ([new(parent, StepState.Passed, "there was nothing to do it for")], []);
        if (items.Count > StepDecision.MostChildren)
            return ([new(parent, StepState.Errored, $"it would be done {items.Count} times; {StepDecision.MostChildren} are allowed. Let each take several.")], []);
        var children = items.Select(item => new RunStep(run.Id, $"{parent.Step}[{item.Index}]", parent.Step, parent.Name, parent.Place, item.ToText(), StepState.Waiting)).ToList();
        await StepStore.AddAsync(work, children, ct);
        await StepStore.FanAsync(work, run.Id, parent.Name, children.Count, now, ct);
        await RunStore.OpenAsync(work, run.Id, children.Count, ct);
        return ([], children);
    }

    /// <summary>Those of one step that fanned out count down; the last one ends it.</summary>
    private static async Task<List<Ended>> CloseParentsAsync(UnitOfWork work, Run run, List<Ended> wave, CancellationToken ct)
    {
        var closed = new List<Ended>();
        foreach (var children in wave.Where(e => e.Step.Parent is not null).GroupBy(e => e.Step.Parent!))
        {
            if (await StepStore.CountDownAsync(work, run.Id, children.Key, children.Count(), children.Count(e => e.State != StepState.Passed), ct) is not { } parent)
                continue;
            var states = await StepStore.ChildStatesAsync(work, run.Id, parent.Name, ct);
            closed.Add(new(parent, Verdict(states), parent.Bad == 0 ? null : $"{parent.Bad} of {states.Values.Sum()} did not pass"));
        }
        return closed;
    }

    private static StepState Verdict(IReadOnlyDictionary<StepState, long> states) =>
        states.ContainsKey(StepState.Cancelled) ? StepState.Cancelled
        : states.ContainsKey(StepState.Errored) ? StepState.Errored
        : states.ContainsKey(StepState.Failed) ? StepState.Failed
        : states.ContainsKey(StepState.Passed) ? StepState.Passed
        : StepState.Skipped;

    /// <summary>Those who wait for what has ended count down; the ones that wait for nothing more are ready.</summary>
    private static async Task<List<RunStep>> ReleaseAsync(UnitOfWork work, Run run, RunPlan plan, List<Ended> wave, CancellationToken ct)
    {
        var counts = new Dictionary<string, (int Open, int Bad)>(StringComparer.Ordinal);
        foreach (var ended in wave.Where(e => e.Step.Parent is null))
        {
            var (step, good) = (plan[ended.Step.Step], ended.State == StepState.Passed);
            if (step.Fallback is { } fallback)
                Count(fallback, bad: false);
            // Who waits for a step that broke waits for its fallback instead.
            if (step.Fallback is null || !Broke(ended.State))
                CountAll(plan.DependentsOf(step.Name), !good);
            if (plan.StandsInFor(step.Name) is { } original && Broke(await StepStore.StateAsync(work, run.Id, original, ct)))
                CountAll(plan.DependentsOf(original), !good);
        }
        return await StepStore.CountDownAsync(work, run.Id, counts, ct);

        void CountAll(IEnumerable<string> names, bool bad)
        {
            foreach (var name in names)
                Count(name, bad);
        }

        void Count(string name, bool bad)
        {
            var (open, soFar) = counts.GetValueOrDefault(name);
            counts[name] = (open + 1, soFar + (bad ? 1 : 0));
        }
    }

    public static bool Broke(StepState? state) => state is StepState.Failed or StepState.Errored;

    private static void TellFailures(UnitOfWork work, Run run, List<Ended> wave)
    {
        foreach (var ended in wave.Where(e => Broke(e.State)))
        {
            work.Tell(Entry.Of(PipelineKinds.StepFailed, run.Scope, run.Subject, run.Principal, new
            {
                step = ended.Step.Name, verdict = ended.State.ToString().ToLowerInvariant(), reason = ended.Reason, ended.Step.Attempts, pipeline = run.Pipeline,
            }));
        }
    }
}
