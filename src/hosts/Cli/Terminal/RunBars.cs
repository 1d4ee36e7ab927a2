using Gantry.Api;
using Gantry.Client;
using Spectre.Console;

namespace Gantry.Cli;

/// <summary>How a run goes: a bar for each step where somebody looks, a line for each change elsewhere.</summary>
internal static class RunBars
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(400);

    /// <summary>Shows a run until it has ended.</summary>
    public static async Task<RunView> FollowAsync(Call call, GantryClient client, RunView run)
    {
        if (call.IsJson)
            return await UntilEndedAsync(call, client, run, _ => { });
        if (!call.Terminal.IsErrorSeen || !call.Terminal.MayUseAnsi)
            return await UntilEndedAsync(call, client, run, Lines(call));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(call.Terminal.Error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => UntilEndedAsync(call, client, run, Bars(context)));
    }

    private static async Task<RunView> UntilEndedAsync(Call call, GantryClient client, RunView run, Action<RunStepView> show)
    {
        while (true)
        {
            var now = await client.RunAsync(run.Mission, run.Environment, run.Id, call.Ct);
            await foreach (var step in client.RunStepsAsync(run.Mission, run.Environment, run.Id, call.Ct))
                show(step);
            if (now.EndedAt is not null)
                return now;
            await Task.Delay(_look, call.Clock, call.Ct);
        }
    }

    private static Action<RunStepView> Lines(Call call)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        return step =>
        {
            if (step.State is "waiting" or "ready" || told.GetValueOrDefault(step.Name) == step.State)
                return;
            told[step.Name] = step.State;
            RunLines.Tell(call, step);
        };
    }

    private static Action<RunStepView> Bars(ProgressContext context)
    {
        var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
        return step =>
        {
            if (step.Parent is not null)
                return;
            if (!bars.TryGetValue(step.Name, out var bar))
                bars[step.Name] = bar = context.AddTask("", autoStart: false, maxValue: 1);
            bar.Description = Markup.Escape($"{step.Name} {(step.State == "running" ? step.ProgressNote ?? step.State : step.State)}");
            if (step.StartedAt is not null && !bar.IsStarted)
                bar.StartTask();
            bar.Value = step.EndedAt is null ? step.Progress ?? 0 : 1;
            if (step.EndedAt is not null)
                bar.StopTask();
        };
    }
}
