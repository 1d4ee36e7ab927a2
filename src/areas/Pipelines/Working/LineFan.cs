using System.Text;

namespace Gantry.Pipelines;

/// <summary>Reads the lines over which a step fans out.</summary>
internal sealed class LineFan(IDatabase database, RunStore runs, PipelineBook book, RunProgress progress, IBlobStore blobs, WorkQueue queue, TimeProvider clock)
{
    private const int LongestLine = 4000;

    public async Task FanAsync(WorkClaim claim, StepTask task, CancellationToken ct)
    {
        var plan = await runs.FindAsync(task.Run, ct) is { } known ? await book.FindAsync(known.Release, known.Pipeline, ct) : null;
        if (plan is null || plan[task.Step].Each is not { } each)
        {
            await database.WriteAsync(work => queue.FinishAsync(work, claim, ct), ct);
            return;
        }
        var list = await database.ReadAsync(session => StepFiles.MadeAsync(session, task.Run, [each.Step], ct), ct);
        var items = new List<StepItem>();
        string? wrong = null;
        foreach (var file in list[(each.Step, each.Output)])
        {
            await using var content = await blobs.OpenAsync(file.Blob.Digest, 0, null, ct) ?? throw new IOException($"The lake does not have the blob {file.Blob.Digest} any more.");
            wrong ??= await ReadAsync(content, items, ct);
        }
        await database.WriteAsync(async work =>
        {
            await queue.FinishAsync(work, claim, ct);
            if (await RunStore.HoldAsync(work, task.Run, ct) is not { } run || await StepStore.FindAsync(work, task.Run, task.Step, ct) is not { State: StepState.Ready } row)
                return;
            if (wrong is not null)
                await progress.EndAsync(work, run, plan, [new(row, StepState.Errored, wrong)], clock.GetUtcNow(), ct);
            else
                await progress.FanAsync(work, run, plan, row, items, clock.GetUtcNow(), ct);
        }, ct);
    }

    private static async Task<string?> ReadAsync(Stream content, List<StepItem> items, CancellationToken ct)
    {
        using var lines = new StreamReader(content, Encoding.UTF8);
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.Trim() is not { Length: > 0 } item)
                continue;
            if (item.Length > LongestLine)
                return $"a line of the list has more than {LongestLine} letters";
            if (item.Contains('\0', StringComparison.Ordinal))
                return "a line of the list holds a NUL";
            items.Add(new(items.Count) { Line = item });
            if (items.Count > StepDecision.MostChildren)
                return $"the list has more than {StepDecision.MostChildren} lines; let each item stand for several";
        }
        return null;
    }
}
