using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists the pipelines of an environment.</summary>
internal sealed class PipelinesLsCommand : Verb
{
    private readonly TargetWords _target;

    public PipelinesLsCommand() : base("ls", "List the pipelines of an environment, what starts them and how they last went.") =>
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry pipelines ls neo/ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words.Length > 0)
            throw new UsageException($"'{words[0]}' is too much; 'gantry runs ls {target} --pipeline {words[0]}' shows its runs.");
        var pipelines = new Page<PipelineView>(await call.Client.PipelinesAsync(target.Mission, target.Environment, call.Ct), null);
        call.Show(pipelines, _ => call.Out.Table(["PIPELINE", "STARTS", "STEPS", "LAST RUN", "STATE", "PAUSED"], pipelines.Items.Select(p => (string?[])
            [p.Name, p.Starts.Count == 0 ? "by hand" : string.Join("; ", p.Starts), $"{p.Steps.Count}", Units.Time(p.LastRun?.CreatedAt), p.LastRun?.State, p.Paused is { } pause ? $"paused by {pause.By}: {pause.Reason}" : null])));
        if (!call.IsJson && pipelines.Items.Count == 0)
            call.Error.Line($"No pipeline stands in {target}. A file in the mission folder's pipelines/ declares one.");
        return ExitCode.Done;
    }
}
