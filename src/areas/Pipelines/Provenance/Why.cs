namespace Gantry.Pipelines;

/// <summary>Says in a sentence why a step is as it is.</summary>
internal sealed class Why(IDatabase database, RunStore runs, PipelineBook book)
{
    /// <summary>Null when there is no such step.</summary>
    public async Task<string?> OfStepAsync(Run run, string name, CancellationToken ct)
    {
        if (await runs.FindStepAsync(run.Id, name, ct) is not { } row || await book.FindAsync(run.Release, run.Pipeline, ct) is not { } plan)
            return null;
        var step = plan[row.Step];
        return row.State switch
        {
            _ when row.TakenFrom is { } from => $"It was not done again: run {from.Split('/')[0]} made the same of the same program, settings and inputs.",
            StepState.Waiting => await WaitingAsync(run, step, ct),
            StepState.Asking => $"It waits for somebody to answer: {step.Asks!.Text}",
            StepState.Ready => row.Reason is { } reason ? $"It is tried again, because {reason}." : "It waits for a free place on a node.",
            StepState.Skipped or StepState.Cancelled => $"It was not done, because {row.Reason}.",
            StepState.Fanned => $"It is done in parts, of which {row.Open} have not ended.",
            _ => $"{await DoneAsync(run, plan, row, step, ct)}{(row.State == StepState.Passed || row.Reason is null ? "" : $" It did not pass: {row.Reason}.")}",
        };
    }

    private async Task<string> WaitingAsync(Run run, Step step, CancellationToken ct)
    {
        var states = await database.ReadAsync(session => session.QueryAsync(
            $"select name, state from pipelines_step where run = {run.Id} and name in {step.Needs}", row => (Name: row.Text(0), State: Enum.Parse<StepState>(row.Text(1))), ct), ct);
        return $"It waits for {string.Join(", ", states.Where(s => s.State < StepState.Passed).Select(s => $"'{s.Name}' ({s.State.ToString().ToLowerInvariant()})"))}.";
    }

    private async Task<string> DoneAsync(Run run, RunPlan plan, RunStep row, Step step, CancellationToken ct)
    {
        if (step.Asks is not null || (RunPlan.IsFanned(step) && row.Item is null))
            return "It was its turn.";
        if (!step.IsCached)
            return "It was done because its results are never taken again (cache: false).";
        var parts = await PartsAsync(run, plan, row, step, ct);
        var before = await database.ReadAsync(session => session.FirstAsync(
            $"""
             select parts, run from pipelines_cache
             where mission = {run.Mission} and pipeline = {run.Pipeline} and step = {row.Step} and key <> {Digest.Of(parts).Hex} and run < {run.Id} order by made_at desc limit 1
             """, r => (Parts: r.Text(0), Run: r.Text(1)), ct), ct);
        if (before.Parts is null)
            return "It was done because it had never been done before.";
        var differences = KeyDifference.Between(before.Parts, parts);
        return $"It was done because {string.Join("; ", differences.Take(3))}{(differences.Count > 3 ? $"; and {differences.Count - 3} more" : "")}, since run {before.Run}.";
    }

    private Task<string> PartsAsync(Run run, RunPlan plan, RunStep row, Step step, CancellationToken ct) => database.ReadAsync(async session =>
    {
        var states = (await session.QueryAsync(
            $"select name, state from pipelines_step where run = {run.Id} and name in {StepDecision.AskedFor(plan, row.Step)}", r => (r.Text(0), Enum.Parse<StepState>(r.Text(1))), ct))
            .ToDictionary(s => s.Item1, s => s.Item2, StringComparer.Ordinal);
        var inputs = (await StepFiles.InputsAsync(session, run, plan, [row], states, ct))[row.Name];
        var situation = StepSituation.Of(run, plan, step, StepItem.Read(row.Item), inputs, await StepFiles.TriggerNameAsync(session, run, ct));
        return StepKey.Parts(run.Mission, plan, step, situation);
    }, ct);
}
