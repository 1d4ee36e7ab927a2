namespace Gantry.Cli;

/// <summary>Names a pipeline, and nothing else: <c>neo/ops night</c>.</summary>
internal static class PipelineWords
{
    public static (Target Target, string Pipeline) Read(TargetWords words, Call call) => words.Read(call) switch
    {
        (var target, [var pipeline]) => (target, pipeline),
        (var target, []) => throw new UsageException($"Which pipeline? 'gantry pipelines ls {target}' lists them."),
        var (_, more) => throw new UsageException($"One pipeline at a time; '{more[1]}' is too much."),
    };
}
