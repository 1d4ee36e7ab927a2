namespace Gantry.Cli;

/// <summary>Says why a product, a run or a step is as it is.</summary>
internal sealed class WhyCommand : Verb
{
    private readonly TargetWords _target;

    public WhyCommand() : base("why", "Say what made a product, what started a run, or why a step was done, taken from before, skipped, or waits.") =>
        _target = new(this, "MISSION/ENV PRODUCT | RUN [STEP]", "The environment, then a product's name, or a run's ID and perhaps a step.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples =>
        ["gantry why neo/ops risk_list_20261121T070000.txt", "gantry why neo/ops 0199b2c3-7d4e-7f00-8000-000000000001", "gantry why neo/ops 0199b2c3-7d4e-7f00-8000-000000000001 parse"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        var why = words switch
        {
            [var run, var step] => await call.Client.WhyAsync(target.Mission, target.Environment, Ids.Read(run), step, call.Ct),
            [var one] when Guid.TryParse(one, out var run) => await call.Client.WhyRunAsync(target.Mission, target.Environment, run, call.Ct),
            [var product] => await call.Client.WhyProductAsync(target.Mission, target.Environment, product, call.Ct),
            _ => throw new UsageException("Why what? A product's name, or a run's ID and perhaps one of its steps."),
        };
        call.Show(why, _ => call.Out.Line(why.Sentence));
        return ExitCode.Done;
    }
}
