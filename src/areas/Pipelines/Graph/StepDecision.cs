namespace Gantry.Pipelines;

/// <summary>What was decided of steps that wait for nothing more.</summary>
internal sealed record Decided
{
    public List<Ended> Ended { get; } = [];
    public List<(RunStep Parent, IReadOnlyList<StepItem> Items)> Fanned { get; } = [];
    public List<RunStep> Asked { get; } = [];
    public List<WorkOrder> Orders { get; } = [];
}

/// <summary>Decides of steps that wait for nothing more: skipped, taken from before, fanned out, asked of a person, or put in line.</summary>
internal static class StepDecision
{
    public const int MostChildren = 10_000;

    public static async Task<Decided> DecideAsync(UnitOfWork work, Run run, RunPlan plan, IReadOnlyList<RunStep> ready, DateTimeOffset now, CancellationToken ct)
    {
        var decided = new Decided();
        var states = await StepStore.StatesAsync(work, run.Id, [.. ready.SelectMany(r => AskedFor(plan, r.Step)).Distinct()], ct);
        var trigger = await StepFiles.TriggerNameAsync(work, run, ct);
        var (because, toDo) = (Because.Read(run.Because), new List<RunStep>());
        foreach (var row in ready)
        {
            var (step, item) = (plan[row.Step], StepItem.Read(row.Item));
            if (WhySkipped(run, because, plan, step, row, item, states, trigger) is { } why)
                decided.Ended.Add(new(row, StepState.Skipped, why));
            else if (step.Asks is not null)
                decided.Asked.Add(row);
            else if (RunPlan.IsFanned(step) && item is null)
                await FanAsync(work, run, step, row, decided, ct);
            else
                toDo.Add(row);
        }
        await StepStore.MarkAsync(work, run.Id, [.. decided.Asked.Select(a => a.Name)], StepState.Asking, now, ct);
        await TakeOrQueueAsync(work, run, plan, toDo, states, trigger, decided, now, ct);
        return decided;
    }

    /// <summary>The steps whose states decide of a step: those its condition may name, those that others may stand in for, and the one it stands in for.</summary>
    public static IReadOnlyCollection<string> AskedFor(RunPlan plan, string step) =>
    [
        .. plan[step].Needs.Where(need => plan[step].When is not null || plan[need].Fallback is not null).SelectMany(need => plan[need].Fallback is { } fallback ? new[] { need, fallback } : [need]),
        .. plan.StandsInFor(step) is { } original ? [original] : Array.Empty<string>(),
    ];

    private static string? WhySkipped(Run run, Because because, RunPlan plan, Step step, RunStep row, StepItem? item, IReadOnlyDictionary<string, StepState> states, string? trigger)
    {
        if (item is null && plan.StandsInFor(step.Name) is { } original && !RunProgress.Broke(states.GetValueOrDefault(original)))
            return $"'{original}' did not break, so nothing stands in for it";
        if (because.Only is { } only && item is null && !plan.IsNeededFor(only, step.Name))
            return $"it is not needed for '{only}', which is all that is wanted";
        if (row.Bad > 0 && !step.Always)
            return "what it needs did not pass";
        // What is asked of one of many is asked when there are many.
        if (step.When is not { } when || (RunPlan.IsFanned(step) && item is null))
            return null;
        var values = new RunValues(run, item, trigger, name => states.TryGetValue(name, out var state) ? state.ToString().ToLowerInvariant() : null);
        return when.Holds(values.Find) ? null : $"it is done when {when.Text}";
    }

    private static async Task FanAsync(UnitOfWork work, Run run, Step step, RunStep row, Decided decided, CancellationToken ct)
    {
        if (step.Each is not { } each)
            decided.Fanned.Add((row, Combinations(step)));
        else if (each.ByLine)
        {
            // The lines are in the lake, and a unit of work reads nothing there.
            await StepStore.MarkAsync(work, run.Id, [row.Name], StepState.Ready, null, ct);
            decided.Orders.Add(new StepTask(OrderKind.Fan, run.Id, row.Name).Order(run.Priority));
        }
        else
        {
            var made = await StepFiles.MadeAsync(work, run.Id, [each.Step], ct);
            decided.Fanned.Add((row, [.. made[(each.Step, each.Output)].Select((file, i) => new StepItem(i) { Place = i, Name = file.Name })]));
        }
    }

    public static List<StepItem> Combinations(Step step)
    {
        IEnumerable<Dictionary<string, string>> all = [[]];
        foreach (var (name, values) in step.Matrix)
            all = [.. all.SelectMany(before => values.Select(value => new Dictionary<string, string>(before) { [name] = value }))];
        return [.. all.Select((values, i) => new StepItem(i) { Matrix = values })];
    }

    private static async Task TakeOrQueueAsync(
        UnitOfWork work, Run run, RunPlan plan, List<RunStep> toDo, IReadOnlyDictionary<string, StepState> states, string? trigger, Decided decided, DateTimeOffset now, CancellationToken ct)
    {
        if (toDo.Count == 0)
            return;
        var repeated = run.Cause is RunCause.Again or RunCause.Reproduce ? await Repeated.OfAsync(work, run, plan, ct) : null;
        var kept = repeated is null ? new HashSet<string>() : await StepStore.PassedAsync(work, repeated.Run, [.. toDo.Select(t => t.Name)], ct);
        var inputs = await StepFiles.InputsAsync(work, run, plan, toDo, states, ct);
        var keys = new Dictionary<string, (string Key, string Parts)>(StringComparer.Ordinal);
        foreach (var row in toDo)
        {
            var parts = StepKey.Parts(run.Mission, plan, plan[row.Step], StepSituation.Of(run, plan, plan[row.Step], StepItem.Read(row.Item), inputs[row.Name], trigger));
            keys[row.Name] = (Digest.Of(parts).Hex, parts);
        }
        var hits = await CacheStore.FindAsync(work, [.. toDo.Where(t => plan[t.Step].IsCached && repeated?.IsForced(t.Step) is not true).Select(t => keys[t.Name].Key)], ct);
        var ready = new List<(string Name, string Key)>();
        var taken = new List<(RunStep Row, Guid Run, string Step)>();
        foreach (var row in toDo)
        {
            if (repeated is not null && !repeated.IsForced(row.Step) && kept.Contains(row.Name))
                taken.Add((row, repeated.Run, row.Name));
            else if (repeated?.IsForced(row.Step) is not true && plan[row.Step].IsCached && hits.TryGetValue(keys[row.Name].Key, out var hit))
                taken.Add((row, hit.Run, hit.Step));
            else
                ready.Add((row.Name, keys[row.Name].Key));
        }
        await StepFiles.CopyMadeAsync(work, run, taken, ct);
        decided.Ended.AddRange(taken.Select(t => new Ended(t.Row, StepState.Passed, TakenFrom: $"{t.Run}/{t.Step}")));
        decided.Orders.AddRange(await StepFiles.OffersAsync(work, run, plan, [.. taken.Select(t => t.Row)], ct));
        await StepStore.ReadyAsync(work, run.Id, ready, ct);
        decided.Orders.AddRange(ready.Select(r => new StepTask(OrderKind.Step, run.Id, r.Name).Order(run.Priority)));
    }
}

/// <summary>A run that repeats another: what is done again in any case, and whose results stand for the rest.</summary>
internal sealed record Repeated(Guid Run, IReadOnlySet<string> Forced)
{
    public bool IsForced(string step) => Forced.Contains(step);

    /// <summary>Null when the run it repeats was one of another release, whose steps may be others.</summary>
    public static async Task<Repeated?> OfAsync(UnitOfWork work, Run run, RunPlan plan, CancellationToken ct)
    {
        var because = Because.Read(run.Because);
        if (because.Run is not { } earlier || await RunStore.ReleaseOfAsync(work, earlier, ct) != run.Release)
            return null;
        if (run.Cause == RunCause.Reproduce)
            return new(earlier, plan.Pipeline.Steps.Select(s => s.Name).ToHashSet(StringComparer.Ordinal));
        var forced = new HashSet<string>(StringComparer.Ordinal);
        if (because.From is { } from && plan.Has(from))
        {
            var line = new Queue<string>([from]);
            while (line.TryDequeue(out var step))
            {
                if (forced.Add(step))
                {
                    foreach (var dependent in plan.DependentsOf(step))
                        line.Enqueue(dependent);
                }
            }
        }
        return new(earlier, forced);
    }
}
