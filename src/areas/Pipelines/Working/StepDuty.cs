using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Does steps, as many at a time as this node has places for.</summary>
internal sealed partial class StepDuty(
    WorkQueue queue, StepWorker worker, StepRunners runners, AttemptFolder folders, PipelineOptions options, Node node, TimeProvider clock, ILogger<StepDuty> log) : BackgroundService
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
        await new Slots(queue, StepTask.Steps, node.Name, options.AtOnce, options.Visibility, clock).WorkAsync(worker.WorkAsync, LogTrouble, stoppingToken);
    }

    [LoggerMessage(3010, LogLevel.Error, "A step could not be worked on; it is tried again")]
    private partial void LogTrouble(Exception e);
}
