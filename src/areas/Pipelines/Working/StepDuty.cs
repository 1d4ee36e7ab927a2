using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Does steps, as many at a time as this node has places for.</summary>
internal sealed partial class StepDuty(
    WorkQueue queue, StepWorker worker, StepRunners runners, AttemptFolder folders, PipelineOptions options, Node node, NodeDoor door, TimeProvider clock, ILogger<StepDuty> log) : BackgroundService
{
    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.AtOnce == 0)
            return;
        // What an earlier life of this node left running shall write nowhere any more before its steps are tried again.
        await runners.KillLeftoversAsync(folders.All, stoppingToken);
        if (Directory.Exists(folders.All))
        {
            foreach (var folder in Directory.EnumerateDirectories(folders.All))
                AttemptFolder.Remove(folder);
        }
        await new Workers(queue, StepTask.Steps, node.Name, options.AtOnce, clock) { Visibility = options.Visibility, MayTake = () => door.IsOpen }
            .WorkAsync(DoAsync, new(LogLater, claim => LogTakenOver(claim.Payload), (claim, e) => LogFailed(claim.Payload, e)), stoppingToken);
    }

    private async Task<WorkEnd> DoAsync(WorkClaim claim, CancellationToken ct) => new(null, await worker.WorkAsync(claim, ct));

    [LoggerMessage(3010, LogLevel.Warning, "Steps cannot be taken now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(3001, LogLevel.Warning, "An attempt was taken over by another node: {Step}")]
    private partial void LogTakenOver(string step);

    [LoggerMessage(3012, LogLevel.Error, "A step could not be worked on and is tried again: {Step}")]
    private partial void LogFailed(string step, Exception e);
}
