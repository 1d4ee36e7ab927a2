namespace Gantry.Cli;

/// <summary>Says why a step of a run is as it is.</summary>
internal sealed class WhyCommand : Verb
{
    private readonly RunWords _run;

    public WhyCommand() : base("why", "Say why a step was done, taken from before, skipped, or waits.") => _run = new(this, " STEP", ", then the step.");

    public override IReadOnlyList<string> Examples => ["gantry why neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 parse"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, run, step) = _run.ReadStep(call);
        var why = await call.Client.WhyAsync(target.Mission, target.Environment, run, step, call.Ct);
        call.Show(why, _ => call.Out.Line(why.Sentence));
        return ExitCode.Done;
    }
}
