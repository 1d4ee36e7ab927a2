using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Takes products that may complete a set; on every node.</summary>
internal sealed partial class GatherDuty(WorkQueue queue, Gathering gathering, Node node, PipelineOptions options, TimeProvider clock, ILogger<GatherDuty> log) : BackgroundService
{
    private const int AtOnce = 4;

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Slots(queue, GatherTask.Queue, node.Name, AtOnce, options.Visibility, clock).WorkAsync(gathering.GatherAsync, LogTrouble, stoppingToken);

    [LoggerMessage(3040, LogLevel.Error, "Gathering products broke; it is tried again")]
    private partial void LogTrouble(Exception e);
}
