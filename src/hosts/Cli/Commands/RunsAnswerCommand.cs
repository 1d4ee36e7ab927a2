using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Answers what a step asks.</summary>
internal sealed class RunsAnswerCommand : Verb
{
    private readonly RunWords _run;
    private readonly Option<bool> _yes = new("--yes") { Description = "The run goes on." };
    private readonly Option<bool> _no = new("--no") { Description = "The step says no." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the journal.", HelpName = "TEXT" };

    public RunsAnswerCommand() : base("answer", "Answer what a step asks.")
    {
        _run = new(this, " STEP", ", then the step that asks.");
        Add(_yes);
        Add(_no);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry runs answer neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 plausible --yes --reason 'compared with last night'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id, step) = _run.ReadStep(call);
        if (call.Get(_yes) == call.Get(_no))
            throw new UsageException("Say --yes or --no.");
        var run = await call.Client.AnswerStepAsync(target.Mission, target.Environment, id, step, call.Get(_yes), call.Get(_reason), call.Ct);
        call.Show(run, _ => call.Out.Line($"'{step}' is answered with {(call.Get(_yes) ? "yes" : "no")}."));
        return ExitCode.Done;
    }
}
