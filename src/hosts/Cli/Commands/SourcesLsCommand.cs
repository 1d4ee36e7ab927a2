namespace Gantry.Cli;

/// <summary>Lists an environment's sources and how they stand.</summary>
internal sealed class SourcesLsCommand : Verb
{
    private readonly TargetWords _target;

    public SourcesLsCommand() : base("ls", "List the sources of a mission's environment, and how they stand.") =>
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry sources ls sentinel/ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var sources = await call.AllAsync(call.Client.SourcesAsync(target.Mission, target.Environment, call.Ct));
        // An empty list is also what an environment answers that does not exist; better to say so.
        if (sources.Items.Count == 0)
            await call.Client.MissionAsync(target.Mission, call.Ct);
        call.Show(sources, _ => call.Out.Table(
            ["NAME", "KIND", "STATE", "SINCE", "LAST LOOK", "TAKEN", "WAITING", "FAILED", "PLACE"],
            sources.Items.Select(s => (string?[])
                [s.Name, s.Kind, SourceWords.State(s), Units.Time(s.Since), Units.Time(s.ListedAt), $"{s.FilesTaken}", $"{s.FilesWaiting}", $"{s.FilesFailed}", s.Place])));
        if (!call.IsJson && sources.Items.Count == 0)
            call.Error.Line($"{target} has no sources. A file in sources/ of the mission's folder declares one.");
        return ExitCode.Done;
    }
}
