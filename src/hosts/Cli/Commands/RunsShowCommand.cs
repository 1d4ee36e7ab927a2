using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows one run: its steps and what they made.</summary>
internal sealed class RunsShowCommand : Verb
{
    private readonly RunWords _run;

    public RunsShowCommand() : base("show", "Show one run: its steps, and what they made.") => _run = new(this, "", ".");

    public override IReadOnlyList<string> Examples => ["gantry runs show neo/ops 0199b2c3-7d4e-7f00-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, id) = _run.ReadAlone(call);
        var run = await call.Client.RunAsync(target.Mission, target.Environment, id, call.Ct);
        var steps = await call.AllAsync(call.Client.RunStepsAsync(target.Mission, target.Environment, id, call.Ct));
        var outputs = await call.AllAsync(call.Client.RunOutputsAsync(target.Mission, target.Environment, id, call.Ct));
        call.Show(new { run, steps = steps.Items, outputs = outputs.Items }, _ => Tell(call, run, steps.Items, outputs.Items));
        return ExitCode.Done;
    }

    private static void Tell(Call call, RunView run, IReadOnlyList<RunStepView> steps, IReadOnlyList<RunOutputView> outputs)
    {
        RunLines.Table(call, [run]);
        call.Out.Line();
        RunLines.Steps(call, steps);
        if (outputs.Count == 0)
            return;
        call.Out.Line();
        call.Out.Table(["STEP", "OUTPUT", "FILE", "SIZE", "PUBLISHED AS", "REASON"], outputs.Select(o => (string?[])
            [o.Step, o.Output, o.Name, Units.Size(o.SizeBytes), o.Product is null ? o.Offer : o.OfferedAs, o.Reason]));
    }
}
