using Gantry.Api;
using Gantry.Comparing;

namespace Gantry.Pipelines;

/// <summary>Compares an output once more with what was made before, to show how it differs.</summary>
internal sealed class DifferenceReader(IDatabase database, RunStore runs, PipelineBook book, IBlobStore blobs, Comparison comparison)
{
    private const int Most = 500;

    /// <summary>Null when the batch compared no such output, or no longer knows of it.</summary>
    public async Task<OutputDifferenceView?> ReadAsync(Batch batch, Guid run, string step, string output, long place, CancellationToken ct)
    {
        if (await runs.FindAsync(run, ct) is not { } shadow || shadow.Batch != batch.Id || Because.Read(shadow.Because) is not { Run: { } earlier } because
            || await book.FindAsync(shadow.Release, shadow.Pipeline, ct) is not { } plan)
            return null;
        var (before, now) = (await comparison.PairsAsync(earlier, run, because.Only, ct))
            .FirstOrDefault(p => (p.After ?? p.Before) is { } shown && shown.Step == step && shown.Output == output && shown.Place == place);
        if ((now ?? before) is not { } judged)
            return null;
        var rules = Comparison.RulesOf(judged, plan) with { MostShown = Most };
        var (left, right) = (await FileAsync(batch.Origin, earlier, before, ct), await FileAsync(batch.Scope, run, now, ct));
        return View(await ResultAsync(before, now, rules, ct), rules, left, right);
    }

    private async Task<ComparisonResult> ResultAsync(MadeOutput? before, MadeOutput? now, ComparisonRules rules, CancellationToken ct)
    {
        if (before is null || now is null)
            return new(rules.Manner, Outcome.Different, before is null ? "It was not made before." : "It was made before, and is not now.");
        await using var left = await blobs.OpenAsync(before.Digest, 0, null, ct);
        await using var right = await blobs.OpenAsync(now.Digest, 0, null, ct);
        return left is null || right is null
            ? new(rules.Manner, before.Digest == now.Digest ? Outcome.Same : Outcome.Different, $"Their digests are {(before.Digest == now.Digest ? "the same" : "different")}; their bytes are gone.")
            : await Comparer.CompareAsync(left, right, rules, ct);
    }

    private async Task<ComparedFileView?> FileAsync(Scope scope, Guid run, MadeOutput? made, CancellationToken ct)
    {
        if (made is null)
            return null;
        // Downloads count the files of an output from 0, whatever their places are.
        var files = await database.ReadAsync(session => session.QueryAsync(
            $"select place, size_bytes, product from pipelines_output where run = {run} and step = {made.Step} and output = {made.Output} order by place",
            row => (Place: row.Number(0), SizeBytes: row.Number(1), Product: row.IdOrNull(2)), ct), ct);
        var index = files.FindIndex(f => f.Place == made.Place);
        return index < 0 ? null : new(scope.Environment!, run, made.Step, made.Output, index, made.Shown, files[index].SizeBytes, made.Digest.Hex, files[index].Product);
    }

    private static OutputDifferenceView View(ComparisonResult result, ComparisonRules rules, ComparedFileView? before, ComparedFileView? now) => new(
        RunViews.Word(result.Manner), result.IsSame, result.Sentence, before, now,
        new(rules.Keys, rules.IgnoredColumns, rules.Tolerances.ToDictionary(t => t.Key, t => new ToleranceView(t.Value.Absolute, t.Value.Relative))),
        result.Differing, result.OnlyLeft, result.OnlyRight,
        [.. result.Columns.Select(c => new ComparedColumnView(c.Name, c.Rows, Finite(c.LargestAbsolute), Finite(c.LargestRelative)))], result.ColumnsOnlyLeft, result.ColumnsOnlyRight,
        [.. result.First.Select(d => new DifferentView(Word(d.Kind), d.Sentence, d.LeftPlace, d.RightPlace, d.Key, d.Column, d.Left, d.Right))], result.First.Count >= Most);

    // JSON has no word for an infinite distance.
    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;

    private static string Word(DifferenceKind kind) => kind switch
    {
        DifferenceKind.OnlyLeft => "only_before",
        DifferenceKind.OnlyRight => "only_now",
        _ => "changed",
    };
}
