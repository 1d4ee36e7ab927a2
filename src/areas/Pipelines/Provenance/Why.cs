namespace Gantry.Pipelines;

/// <summary>Says in a sentence why a step, a run or a product is as it is.</summary>
internal sealed class Why(IDatabase database, RunStore runs, PipelineBook book, LineageStore lineage, IProductShelf shelf, AttemptStore attempts)
{
    private const int MostNamed = 5;
    private const int MostCompared = 50;

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

    /// <summary>What started a run, and what became of it.</summary>
    public async Task<string> OfRunAsync(Run run, CancellationToken ct)
    {
        var because = Because.Read(run.Because);
        var products = because.Products.Count == 0 ? "" : string.Join(", ", await NamesAsync(run, ct));
        var start = run.Cause switch
        {
            RunCause.Product => $"It began because {products} arrived",
            RunCause.Products => $"It began because all of {products} were there",
            RunCause.Times => $"It began because it was due at {because.At:u}",
            RunCause.Fresh => "It began because the last good run was too old",
            RunCause.Webhook => "It began because its webhook was called",
            RunCause.Again => $"{run.Principal} had run {because.Run} done again{(because.From is null ? "" : $" from '{because.From}' on")}",
            RunCause.Shadow => $"It did beside run {because.Run} what that had done, to compare",
            RunCause.Reproduce => $"{run.Principal} had '{because.Only}' of run {because.Run} done once more, to compare",
            RunCause.Backfill or RunCause.Replay => $"It is one of batch {run.Batch}{(products.Length == 0 ? "" : $", for {products}")}",
            _ => $"{run.Principal} started it{(products.Length == 0 ? "" : $" with {products}")}",
        };
        var counts = await database.ReadAsync(session => session.QueryAsync(
            $"select state, taken_from is not null, count(*) from pipelines_step where run = {run.Id} and parent is null group by state, taken_from is not null",
            row => (State: Enum.Parse<StepState>(row.Text(0)), IsTaken: Convert.ToInt64(row.GetValue(1), null) != 0, Count: row.Number(2)), ct), ct);
        var steps = counts.GroupBy(c => c.IsTaken ? "taken from before" : c.State == StepState.Passed ? "done" : RunViews.Word(c.State)).Select(g => $"{g.Sum(c => c.Count)} {g.Key}");
        var told = counts.Count == 0 ? "" : $" Of its steps: {string.Join(", ", steps)}.";
        return $"{start}, with release {run.Release.Hex[..12]}.{told}{(run.Reason is null ? "" : $" It {RunViews.Word(run.State)}: {run.Reason}.")}";
    }

    /// <summary>What made a product, of what, and where.</summary>
    public async Task<Result<string>> OfProductAsync(Scope scope, string product, CancellationToken ct)
    {
        if (!(await shelf.NamedAsync(scope, product, ct)).TryGet(out var found, out var fault))
            return fault;
        if (found is null)
            return RunFaults.NoSuchProduct(product, scope);
        if ((await lineage.MakersAsync(scope, [found.Id], ct)).FirstOrDefault() is not { } maker || await runs.FindAsync(maker.Run, ct) is not { } run)
            return $"No run made '{product}'; it came from outside. gantry trace {scope} {product} tells how.";
        var row = (await runs.FindStepAsync(run.Id, maker.Step, ct))!;
        var plan = await book.FindAsync(run.Release, run.Pipeline, ct);
        var read = plan is null ? [] : await InputNamesAsync(run, plan, row, ct);
        var place = await PlaceAsync(run, row, ct);
        return $"The step '{maker.Step}' of run {run.Id} made it ({run.Pipeline}, release {run.Release.Hex[..12]}){(read.Count == 0 ? "" : $" of {Listed(read)}")}{place}. {await OfRunAsync(run, ct)}";
    }

    /// <summary>Why a step with these parts is done, and not taken from before.</summary>
    public async Task<string> IsDoneAsync(Session session, string mission, string pipeline, Step step, string parts, Guid run, CancellationToken ct)
    {
        if (!step.IsCached)
            return "its results are never taken again (cache: false)";
        var before = await session.QueryAsync(
            $"""
             select parts, run from pipelines_cache
             where mission = {mission} and pipeline = {pipeline} and step = {step.Name} and key <> {Digest.Of(parts).Hex} and run < {run} order by made_at desc limit {MostCompared}
             """, r => (Parts: r.Text(0), Run: r.Text(1)), ct);
        if (before.Count == 0)
            return "it had never been done before";
        // Of one that is done many times, the nearest one tells.
        var (nearest, differences) = before.Select(b => (b.Run, Differences: KeyDifference.Between(b.Parts, parts))).MinBy(b => b.Differences.Count);
        return $"{string.Join("; ", differences.Take(3))}{(differences.Count > 3 ? $"; and {differences.Count - 3} more" : "")}, since run {nearest}";
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
        return await database.ReadAsync(async session =>
        {
            var situation = StepSituation.Of(run, plan, step, StepItem.Read(row.Item), await InputsAsync(session, run, plan, row, ct), await StepFiles.TriggerNameAsync(session, run, ct));
            return $"It was done because {await IsDoneAsync(session, run.Mission, run.Pipeline, step, StepKey.Parts(run.Mission, plan, step, situation), run.Id, ct)}.";
        }, ct);
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<StepFile>>> InputsAsync(Session session, Run run, RunPlan plan, RunStep row, CancellationToken ct)
    {
        var states = await StepStore.StatesAsync(session, run.Id, StepDecision.AskedFor(plan, row.Step), ct);
        return (await StepFiles.InputsAsync(session, run, plan, [row], states, ct))[row.Name];
    }

    private Task<List<string>> InputNamesAsync(Run run, RunPlan plan, RunStep row, CancellationToken ct) =>
        database.ReadAsync(async session => (await InputsAsync(session, run, plan, row, ct)).SelectMany(i => i.Value).Select(f => f.Name).Distinct().ToList(), ct);

    private Task<List<string>> NamesAsync(Run run, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"select name from pipelines_input where run = {run.Id} and step = '' order by place limit {MostNamed}", row => row.Text(0), ct), ct);

    /// <summary>Which attempt made what is now known under another run's name, too, is told by that run.</summary>
    private async Task<string> PlaceAsync(Run run, RunStep row, CancellationToken ct)
    {
        if (row.TakenFrom is { } from)
            return $", taken from run {from.Split('/')[0]}";
        return (await attempts.OfStepAsync(run.Id, row.Name, ct)).LastOrDefault(a => a.State == AttemptState.Passed) is { } attempt ? $", by {attempt.Runner} on {attempt.Node}" : "";
    }

    private static string Listed(List<string> names) => names.Count <= MostNamed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";
}
