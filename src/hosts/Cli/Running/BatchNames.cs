using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Names a batch: <c>neo/ops 0199b2c3-…</c>.</summary>
internal sealed class BatchNames(Command command)
{
    private readonly TargetWords _target = new(command, "MISSION/ENV BATCH", "The environment, then the batch's ID.", mayBeEmpty: true);

    public (Target Target, Guid Batch) Read(Call call) => _target.Read(call) switch
    {
        (var target, [var batch]) => (target, Ids.Read(batch)),
        var (target, _) => throw new UsageException($"Which batch? One at a time; 'gantry batches ls {target}' lists them."),
    };
}
