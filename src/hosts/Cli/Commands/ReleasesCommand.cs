using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Lists a mission's releases, or what has stood in one environment.</summary>
internal sealed class ReleasesCommand : Verb
{
    private readonly Argument<string> _mission = new("MISSION") { Description = "The mission." };
    private readonly Option<string?> _environment = new("--env", "-e") { Description = "What has stood in this environment instead, newest first.", HelpName = "ENV" };

    public ReleasesCommand() : base("releases", "List a mission's releases, newest first.")
    {
        _environment.AcceptOnlyFromAmong([.. Rungs.All]);
        Add(_mission);
        Add(_environment);
    }

    public override IReadOnlyList<string> Examples => ["gantry releases sentinel", "gantry releases sentinel --env ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var mission = call.Get(_mission);
        if (call.Get(_environment) is { } environment)
        {
            var standings = await call.AllAsync(call.Client.StandingsAsync(mission, environment, call.Ct));
            call.Show(standings, _ => call.Out.Table(["RELEASE", "SINCE", "BY", "HOW"], standings.Items.Select(s => (string?[])
                [Units.Short(s.Release), Units.Time(s.Since), s.By, s.How])));
            return ExitCode.Done;
        }
        var releases = await call.AllAsync(call.Client.ReleasesAsync(mission, call.Ct));
        call.Show(releases, _ => call.Out.Table(["RELEASE", "MADE", "BY", "FILES", "SIZE", "STANDS IN"], releases.Items.Select(r => (string?[])
            [Units.Short(r.Id), Units.Time(r.CreatedAt), r.CreatedBy, $"{r.Files}", Units.Size(r.SizeBytes), r.StandsIn.Count == 0 ? null : string.Join(", ", r.StandsIn)])));
        return ExitCode.Done;
    }
}
