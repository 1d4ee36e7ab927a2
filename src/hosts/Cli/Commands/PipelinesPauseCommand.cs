using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Lets what a pipeline starts by itself wait.</summary>
internal sealed class PipelinesPauseCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for whoever finds it paused.", HelpName = "TEXT" };

    public PipelinesPauseCommand() : base("pause", "Let what a pipeline starts by itself wait; what people start does not.")
    {
        _target = new(this, "MISSION/ENV PIPELINE", "The environment, then the pipeline.", mayBeEmpty: true);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry pipelines pause neo/ops night --reason 'the catalogue is being mended'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, pipeline) = PipelineWords.Read(_target, call);
        var pause = await call.Client.PausePipelineAsync(target.Mission, target.Environment, pipeline, call.Get(_reason), call.Ct);
        call.Show(pause, _ => call.Out.Line($"{pipeline} is paused in {target}; what it would start waits."));
        return ExitCode.Done;
    }
}
