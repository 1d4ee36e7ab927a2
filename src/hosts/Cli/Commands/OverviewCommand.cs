using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows whether everything is all right.</summary>
internal sealed class OverviewCommand() : Verb("overview", "Show whether everything is all right: what needs somebody, and how each environment is.")
{
    public override IReadOnlyList<string> Examples => ["gantry overview", "gantry overview --json"];

    public override async Task<int> RunAsync(Call call)
    {
        var overview = await call.Client.OverviewAsync(call.Ct);
        call.Show(overview, _ => Tell(call.Out, overview));
        return ExitCode.Done;
    }

    private static void Tell(Screen screen, OverviewView overview)
    {
        if (overview.NeedsSomebody.Count == 0)
            screen.Line(overview.Environments.Any(e => e.Release is not null) ? "Everything is well." : "Nothing stands here yet.");
        else
            screen.Table(["", "WHERE", "WHAT", "SINCE"], overview.NeedsSomebody.Select(m => (string?[])
                [m.IsUrgent ? "urgent" : "", $"{m.Mission}/{m.Environment}", m.Words, Units.Time(m.Since)]));
        var standing = overview.Environments.Where(e => e.Release is not null).ToList();
        if (standing.Count > 0)
            screen.Table(["ENVIRONMENT", "RELEASE", "HEALTH", "ARRIVALS (24 H)", "RUNS", "FAILED"], standing.Select(e => (string?[])
                [$"{e.Mission}/{e.Environment}", Units.Short(e.Release), e.Health, Sum(e, "arrivals"), Sum(e, "runs"), Sum(e, "failed_runs")]));
    }

    private static string Sum(OverviewEnvironmentView environment, string series) =>
        $"{(environment.Series.TryGetValue(series, out var hours) ? hours.Sum() : 0)}";
}
