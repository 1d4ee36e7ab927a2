using Gantry.Comparing;

namespace Gantry.Pipelines;

/// <summary>Compares what a run in shadow made with what was made before, output by output.</summary>
internal sealed class Comparison(IDatabase database, RunStore runs, PipelineBook book, IBlobStore blobs, WorkQueue queue)
{
    private const int Most = 10_000;

    public async Task CompareAsync(WorkClaim claim, StepTask task, CancellationToken ct)
    {
        var found = new List<FoundDifference>();
        string? reason = null;
        var run = await runs.FindAsync(task.Run, ct);
        if (run is not null && Because.Read(run.Because) is { Run: { } earlier } because && await book.FindAsync(run.Release, run.Pipeline, ct) is { } plan)
        {
            if (run.State != RunState.Passed)
                reason = $"it {RunViews.Word(run.State)}: {run.Reason}";
            else
            {
                foreach (var pair in await PairsAsync(earlier, run.Id, because.Only, ct))
                    found.Add(await JudgeAsync(pair, plan, run.Cause == RunCause.Reproduce, ct));
            }
        }
        await database.WriteAsync(async work =>
        {
            await queue.FinishAsync(work, claim, ct);
            if (run is { Batch: { } batch })
            {
                await DifferenceStore.AddAsync(work, run, Because.Read(run.Because).Run!.Value, batch, found, reason, ct);
                work.Wake(BatchStore.Topic);
            }
        }, ct);
    }

    /// <summary>What an earlier run made, each beside what another makes of it now.</summary>
    public async Task<IReadOnlyList<(MadeOutput? Before, MadeOutput? After)>> PairsAsync(Guid earlier, Guid run, string? only, CancellationToken ct) =>
        [.. Pair(await MadeAsync(earlier, only, ct), await MadeAsync(run, only, ct))];

    /// <summary>How an output is compared: as it says, or by its name.</summary>
    public static ComparisonRules RulesOf(MadeOutput output, RunPlan plan) =>
        (plan.Has(output.OfStep) && plan[output.OfStep].Outputs.FirstOrDefault(o => o.Name == output.Output)?.Compare is { } own ? own : CompareRules.Standard(output.Name)) with { Names = ("before", "now") };

    /// <summary>Outputs belong together that the same step made under the same name; or at the same place, where the name holds the time.</summary>
    private static IEnumerable<(MadeOutput? Before, MadeOutput? After)> Pair(List<MadeOutput> before, List<MadeOutput> after)
    {
        var (named, placed) = (after.ToLookup(a => (a.OfStep, a.Output, a.Shown)), after.ToLookup(a => (a.Step, a.Output, a.Place)));
        var taken = new HashSet<MadeOutput>();
        foreach (var one in before)
        {
            var other = named[(one.OfStep, one.Output, one.Shown)].Concat(placed[(one.Step, one.Output, one.Place)]).FirstOrDefault(a => !taken.Contains(a));
            if (other is not null)
                taken.Add(other);
            yield return (one, other);
        }
        foreach (var more in after.Where(a => !taken.Contains(a)))
            yield return (null, more);
    }

    private async Task<FoundDifference> JudgeAsync((MadeOutput? Before, MadeOutput? After) pair, RunPlan plan, bool isExact, CancellationToken ct)
    {
        switch (pair)
        {
            case ({ } gone, null):
                return new(gone, "missing", "It was made before, and is not now.", []);
            case (null, { } added):
                return new(added, "added", "It was not made before.", []);
            case ({ } before, { } after) when before.Digest == after.Digest:
                return new(after, "same", "The same bytes.", []);
        }
        var (earlier, now) = (pair.Before!, pair.After!);
        await using var left = await blobs.OpenAsync(earlier.Digest, 0, null, ct);
        await using var right = await blobs.OpenAsync(now.Digest, 0, null, ct);
        if (left is null || right is null)
            return new(now, "different", "Their digests differ; their bytes are gone.", []);
        var result = await Comparer.CompareAsync(left, right, RulesOf(now, plan), ct);
        // What is made once more is the same bytes, or not the same.
        return new(now, result.IsSame && !isExact ? "same" : "different", result.Sentence, [.. result.First.Select(d => d.Sentence)]);
    }

    // Where something is published that is what counts; else everything that is made.
    private async Task<List<MadeOutput>> MadeAsync(Guid run, string? only, CancellationToken ct)
    {
        var made = await database.ReadAsync(session => session.QueryAsync(
            $"select step, of_step, output, place, name, offered_as, type, digest from pipelines_output where run = {run} order by step, output, place limit {Most}",
            row => (IsOffered: row.TextOrNull(6) is not null, Made: new MadeOutput(row.Text(0), row.Text(1), row.Text(2), row.Number(3), row.Text(4), row.TextOrNull(5), row.Digest(7))), ct), ct);
        if (only is not null)
            return [.. made.Where(m => m.Made.OfStep == only).Select(m => m.Made)];
        var offered = made.Where(m => m.IsOffered).Select(m => m.Made).ToList();
        return offered.Count > 0 ? offered : [.. made.Select(m => m.Made)];
    }
}

/// <summary>A file that a run made.</summary>
internal sealed record MadeOutput(string Step, string OfStep, string Output, long Place, string Name, string? OfferedAs, Digest Digest)
{
    public string Shown => OfferedAs ?? Name;
}

/// <summary>What came of comparing one output.</summary>
internal sealed record FoundDifference(MadeOutput Output, string Verdict, string Sentence, IReadOnlyList<string> Examples);
