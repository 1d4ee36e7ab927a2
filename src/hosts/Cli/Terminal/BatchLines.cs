using Gantry.Api;
using Spectre.Console;

namespace Gantry.Cli;

/// <summary>Batches, as people read them.</summary>
internal static class BatchLines
{
    private const int MostDifferences = 20;
    private const int MostExamples = 5;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(400);

    public static void Table(Call call, IEnumerable<BatchView> batches) => call.Out.Table(
        ["BATCH", "KIND", "PIPELINE", "STATE", "RUNS", "CREATED", "TOOK", "BY", "REASON"],
        batches.Select(b => (string?[])
        [
            $"{b.Id}", b.Kind, b.Pipeline, b.State, $"{b.Placed}/{b.Total}", Units.Time(b.CreatedAt), b.EndedAt is { } end ? Units.Span(end - b.CreatedAt) : null, b.Principal, b.Reason,
        ]));

    /// <summary>Shows how far a batch is until it has ended, and then what came of it.</summary>
    public static async Task<int> FollowAsync(Call call, Target target, BatchView batch)
    {
        if (call.Terminal.IsErrorSeen && call.Terminal.MayUseAnsi && !call.IsJson)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(call.Terminal.Error) });
            batch = await console.Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context =>
                {
                    var bar = context.AddTask(Markup.Escape($"{batch.Kind} {batch.Pipeline}"), maxValue: Math.Max(1, batch.Total));
                    return UntilEndedAsync(call, target, batch, now =>
                    {
                        bar.MaxValue = Math.Max(1, now.Total);
                        bar.Value = Ended(now);
                    });
                });
        }
        else
            batch = await UntilEndedAsync(call, target, batch, _ => { });
        var different = (batch.Compared ?? new Dictionary<string, long>()).Where(c => c.Key != "same").Sum(c => c.Value);
        call.Show(batch, _ => Tell(call, batch));
        if (!call.IsJson && different > 0)
            await DifferencesAsync(call, target, batch.Id);
        return batch.State == "done" && different == 0 && Bad(batch) == 0 ? ExitCode.Done : ExitCode.Broke;
    }

    public static void Tell(Call call, BatchView batch)
    {
        var runs = batch.Runs is { Count: > 0 } states ? string.Join(", ", states.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Value} {s.Key}")) : "no runs";
        call.Out.Line($"{batch.Id} {batch.State}: {runs}{(batch.Reason is null ? "" : $" ({batch.Reason})")}", RunLines.Style(batch.State == "done" ? Bad(batch) > 0 ? "failed" : "passed" : batch.State));
        if (batch.SecondsLeft is { } seconds)
            call.Out.Line($"About {Units.Span(TimeSpan.FromSeconds(seconds))} are left.");
        if (batch.Compared is { Count: > 0 } compared)
            call.Out.Line($"Compared: {string.Join(", ", compared.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"))}.");
    }

    /// <summary>What differs, product by product.</summary>
    public static async Task DifferencesAsync(Call call, Target target, Guid batch)
    {
        var told = 0;
        await foreach (var one in call.Client.ComparedAsync(target.Mission, target.Environment, batch, ct: call.Ct))
        {
            if (told++ == MostDifferences)
            {
                call.Out.Line($"… and more: gantry batches differences {target} {batch} --json");
                return;
            }
            call.Out.Line($"{one.Name} ({one.Step}): {one.Sentence}", "yellow");
            foreach (var example in one.Examples.Take(MostExamples))
                call.Out.Line($"  {example}");
        }
    }

    private static async Task<BatchView> UntilEndedAsync(Call call, Target target, BatchView batch, Action<BatchView> show)
    {
        while (true)
        {
            var now = await call.Client.BatchAsync(target.Mission, target.Environment, batch.Id, call.Ct);
            show(now);
            if (now.EndedAt is not null)
                return now;
            await Task.Delay(_look, call.Clock, call.Ct);
        }
    }

    private static long Ended(BatchView batch) => batch.Runs?.Where(r => r.Key is not ("queued" or "waiting" or "going")).Sum(r => r.Value) ?? 0;

    private static long Bad(BatchView batch) => batch.Runs?.Where(r => r.Key is "failed" or "errored" or "cancelled").Sum(r => r.Value) ?? 0;
}
