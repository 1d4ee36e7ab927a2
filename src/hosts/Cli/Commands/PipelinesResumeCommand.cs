namespace Gantry.Cli;

/// <summary>Lets a paused pipeline go on.</summary>
internal sealed class PipelinesResumeCommand : Verb
{
    private readonly TargetWords _target;

    public PipelinesResumeCommand() : base("resume", "Let a paused pipeline go on: what waited is started.") =>
        _target = new(this, "MISSION/ENV PIPELINE", "The environment, then the pipeline.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry pipelines resume neo/ops night"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, pipeline) = PipelineWords.Read(_target, call);
        await call.Client.ResumePipelineAsync(target.Mission, target.Environment, pipeline, call.Ct);
        if (!call.IsJson)
            call.Out.Line($"{pipeline} goes on in {target}.");
        return ExitCode.Done;
    }
}
