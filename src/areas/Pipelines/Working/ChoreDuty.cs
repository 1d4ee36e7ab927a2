using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>What runs need beside steps: beginning, fanning out over lines, offering what was made.</summary>
internal sealed partial class ChoreDuty(
    WorkQueue queue, RunStart start, LineFan fan, Offering offering, Node node, PipelineOptions options, TimeProvider clock, ILogger<ChoreDuty> log) : BackgroundService
{
    private const int AtOnce = 8;

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Slots(queue, StepTask.Chores, node.Name, AtOnce, options.Visibility, clock).WorkAsync(DoAsync, LogTrouble, stoppingToken);

    private Task DoAsync(WorkClaim claim, CancellationToken ct)
    {
        var task = StepTask.Read(claim.Payload);
        return task.Kind switch
        {
            OrderKind.Start => start.StartAsync(claim, task.Run, ct),
            OrderKind.Fan => fan.FanAsync(claim, task, ct),
            _ => offering.OfferAsync(claim, task, ct),
        };
    }

    [LoggerMessage(3011, LogLevel.Error, "Work on a run broke; it is tried again")]
    private partial void LogTrouble(Exception e);
}
