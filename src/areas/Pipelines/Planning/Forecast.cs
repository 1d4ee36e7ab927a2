using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>
/// Says what a run would do, before it is one: for each step whether it would be done or taken from before, and why. What a step
/// makes that is yet to be done is not known, and so neither is what those behind it would read.
/// </summary>
internal sealed class Forecast(IDatabase database, RunStart start, Why why)
{
    public async Task<Result<RunForecastView>> OfAsync(Run draft, RunPlan plan, CancellationToken ct)
    {
        if (!(await start.LookUpAsync(draft, plan, ct)).TryGet(out var given, out var fault))
            return fault;
        var trigger = given.FirstOrDefault(g => g.Step.Length == 0).Files is [var first, ..] ? first.Name : null;
        var seen = new Foreseen(given.ToLookup(g => (g.Step, g.Input), g => g.Files));
        return await database.ReadAsync(async session =>
        {
            var steps = new List<StepForecastView>();
            foreach (var step in plan.Pipeline.Steps)
                steps.AddRange(await OfStepAsync(session, draft, plan, step, seen, trigger, ct));
            return new RunForecastView(draft.Pipeline, draft.Release.Hex, draft.Parameters, steps);
        }, ct);
    }

    private async Task<IReadOnlyList<StepForecastView>> OfStepAsync(Session session, Run draft, RunPlan plan, Step step, Foreseen seen, string? trigger, CancellationToken ct)
    {
        if (plan.StandsInFor(step.Name) is { } original)
            return [Skipped(step, $"it is done only when '{original}' breaks")];
        if (!step.Always && step.Needs.FirstOrDefault(seen.IsSkipped) is { } missing)
            return [Skipped(step, $"'{missing}' is not done, and it needs that")];
        if (step.When is { } when && !RunPlan.IsFanned(step) && !when.Holds(new RunValues(draft, null, trigger, seen.VerdictOf).Find))
            return [Skipped(step, $"it is done when {when.Text}")];
        if (step.Asks is { } question)
            return [new(step.Name, "asked", null, question.Text)];
        if (seen.FirstOpen(step) is { } open)
            return [Open(step, $"it reads what '{open}' makes, and that is not known before")];
        if (seen.Items(step) is not { } items)
            return [Open(step, "it is done for each line of a list")];
        var (views, made) = (new List<StepForecastView>(), new List<(string Output, StepFile File)>());
        var isKnown = true;
        foreach (var item in items)
        {
            var name = item is null ? step.Name : $"{step.Name}[{item.Index}]";
            var (view, outputs) = await OfOneAsync(session, draft, plan, step, name, item, seen, trigger, ct);
            views.Add(view);
            made.AddRange(outputs ?? []);
            isKnown &= outputs is not null;
        }
        if (isKnown)
            seen.Make(step.Name, made);
        else
            seen.Leave(step.Name);
        return views;

        StepForecastView Skipped(Step it, string reason)
        {
            seen.Skip(it.Name);
            return new(it.Name, "skipped", null, reason);
        }

        StepForecastView Open(Step it, string reason)
        {
            seen.Leave(it.Name);
            return new(it.Name, "open", null, reason);
        }
    }

    private async Task<(StepForecastView View, IReadOnlyList<(string Output, StepFile File)>? Made)> OfOneAsync(
        Session session, Run draft, RunPlan plan, Step step, string name, StepItem? item, Foreseen seen, string? trigger, CancellationToken ct)
    {
        var parts = StepKey.Parts(draft.Mission, plan, step, StepSituation.Of(draft, plan, step, item, seen.InputsOf(step, item), trigger));
        var key = Digest.Of(parts).Hex;
        if (step.IsCached && (await CacheStore.FindAsync(session, [key], ct)).TryGetValue(key, out var hit))
            return (new(name, "taken", hit.Run, $"run {hit.Run} made the same of the same program, settings and inputs"), await StepFiles.MadeByAsync(session, hit.Run, hit.Step, ct));
        return (new(name, "done", null, await why.IsDoneAsync(session, draft.Mission, draft.Pipeline, step, parts, draft.Id, ct)), null);
    }
}
