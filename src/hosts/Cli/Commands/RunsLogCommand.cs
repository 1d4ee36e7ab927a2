using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Writes what a step wrote.</summary>
internal sealed class RunsLogCommand : Verb
{
    private readonly RunWords _run;
    private readonly Option<long?> _attempt = new("--attempt") { Description = "An earlier try than the last.", HelpName = "N" };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on until the step has ended." };

    public RunsLogCommand() : base("log", "Write what a step wrote.")
    {
        _run = new(this, " STEP", ", then the step.");
        Add(_attempt);
        Add(_follow);
    }

    public override IReadOnlyList<string> Examples => ["gantry runs log neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 parse --follow"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, run, step) = _run.ReadStep(call);
        await using var output = call.Terminal.OpenOut();
        await call.Client.CopyLogAsync(target.Mission, target.Environment, run, step, output, call.Get(_attempt), call.Get(_follow), call.Ct);
        return ExitCode.Done;
    }
}
