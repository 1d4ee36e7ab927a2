using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Stops runs.</summary>
internal sealed class RunsStopCommand : Verb
{
    private readonly RunWords _run;
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the journal.", HelpName = "TEXT" };

    public RunsStopCommand() : base("stop", "Stop a run: what has not begun never will, what goes on is ended.")
    {
        _run = new(this, "", ".");
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry runs stop neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 --reason 'wrong night'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _run.ReadAlone(call);
        var run = await call.Client.StopRunAsync(target.Mission, target.Environment, id, call.Get(_reason), call.Ct);
        call.Show(run, _ => call.Out.Line($"{run.Id} is being stopped."));
        return ExitCode.Done;
    }
}
