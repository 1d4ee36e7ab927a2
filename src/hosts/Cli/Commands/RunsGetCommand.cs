using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Writes a file that a step made.</summary>
internal sealed class RunsGetCommand : Verb
{
    private readonly RunWords _run;
    private readonly Option<int> _place = new("--place") { Description = "Which one, where the output is several files; counted from 0.", HelpName = "N" };

    public RunsGetCommand() : base("get", "Write a file that a step made to standard output.")
    {
        _run = new(this, " STEP OUTPUT", ", then the step and its output.");
        Add(_place);
    }

    public override IReadOnlyList<string> Examples => ["gantry runs get neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 parse table > table.csv"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, run, words) = _run.Read(call);
        if (words is not [var step, var output])
            throw new UsageException($"Which output of which step? 'gantry runs show {target} {run}' lists them.");
        await using var file = call.Terminal.OpenOut();
        await call.Client.CopyOutputAsync(target.Mission, target.Environment, run, step, output, file, call.Get(_place), call.Ct);
        return ExitCode.Done;
    }
}
