using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Does a run again.</summary>
internal sealed class RunsRepeatCommand : Verb
{
    private readonly RunWords _run;
    private readonly Option<string?> _from = new("--from") { Description = "Do everything again from this step on; without it what did not pass.", HelpName = "STEP" };
    private readonly Option<bool> _detach = new("--detach") { Description = "Do not wait for the end." };

    public RunsRepeatCommand() : base("repeat", "Do a run again with the same inputs: what did not pass, or everything from a step on.")
    {
        _run = new(this, "", ".");
        Add(_from);
        Add(_detach);
    }

    public override IReadOnlyList<string> Examples => ["gantry runs repeat neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 --from orbits"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _run.ReadAlone(call);
        var run = await call.Client.RepeatRunAsync(target.Mission, target.Environment, id, call.Get(_from), call.Ct);
        if (!call.Get(_detach))
            run = await RunBars.FollowAsync(call, call.Client, run);
        call.Show(run, _ => call.Out.Line($"{run.Id} {run.State}{(run.Reason is null ? "" : $": {run.Reason}")}", RunLines.Style(run.State)));
        return run.State is "failed" or "errored" or "cancelled" ? ExitCode.Broke : ExitCode.Done;
    }
}
