using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Runs and their steps, as people read them.</summary>
internal static class RunLines
{
    public static void Table(Call call, IEnumerable<RunView> runs) => call.Out.Table(
        ["RUN", "PIPELINE", "STATE", "CAUSE", "CREATED", "TOOK", "BY", "REASON"],
        runs.Select(r => (string?[])[$"{r.Id}", r.Pipeline, r.State, r.Cause, Units.Time(r.CreatedAt), Took(r.StartedAt, r.EndedAt), r.Principal, r.Reason]));

    public static void Steps(Call call, IEnumerable<RunStepView> steps) => call.Out.Table(
        ["STEP", "STATE", "TRIES", "TOOK", "TOLD"],
        steps.Select(s => (string?[])[s.Name, s.State, s.TakenFrom is null ? $"{s.Attempts}" : "-", Took(s.StartedAt, s.EndedAt), Told(s)]));

    public static void Forecast(Call call, RunForecastView forecast) =>
        call.Out.Table(["STEP", "WOULD BE", "BECAUSE"], forecast.Steps.Select(s => (string?[])[s.Step, s.What, s.Why]));

    /// <summary>One line about a step that has just changed.</summary>
    public static void Tell(Call call, RunStepView step) => call.Error.Line($"{step.Name}: {step.State}{(Told(step) is { } told ? $", {told}" : "")}", Style(step.State));

    public static string Style(string state) => state switch
    {
        "passed" => "green",
        "failed" or "errored" => "red",
        "asking" => "yellow",
        _ => "dim",
    };

    private static string? Told(RunStepView step) => step switch
    {
        { Asks: { } question } => question,
        { TakenFrom: { } from } => $"taken from run {from.Split('/')[0]}",
        { State: "running", Progress: { } share } => $"{share:P0} {step.ProgressNote}".TrimEnd(),
        _ => step.Reason,
    };

    private static string? Took(DateTimeOffset? from, DateTimeOffset? to) => from is { } start && to is { } end ? Units.Span(end - start) : null;
}
