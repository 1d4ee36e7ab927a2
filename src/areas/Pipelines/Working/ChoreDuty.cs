using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>What runs need beside steps: beginning, fanning out over lines, offering what was made.</summary>
internal sealed partial class ChoreDuty(
    WorkQueue queue, RunStart start, LineFan fan, Offering offering, Comparison comparison, Node node, PipelineOptions options, TimeProvider clock, ILogger<ChoreDuty> log) : BackgroundService
{
    private const int AtOnce = 8;

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Workers(queue, StepTask.Chores, node.Name, AtOnce, clock) { Visibility = options.Visibility }
            .WorkAsync(DoAsync, new(LogLater, claim => LogTakenOver(claim.Payload), (claim, e) => LogFailed(claim.Payload, e)), stoppingToken);

    private async Task<TimeSpan?> DoAsync(WorkClaim claim, CancellationToken ct)
    {
        var task = StepTask.Read(claim.Payload);
        switch (task.Kind)
        {
            case OrderKind.Start:
                await start.StartAsync(claim, task.Run, ct);
                return null;
            case OrderKind.Fan:
                await fan.FanAsync(claim, task, ct);
                return null;
            case OrderKind.Compare:
                await comparison.CompareAsync(claim, task, ct);
                return null;
            default:
                return await offering.OfferAsync(claim, task, ct);
        }
    }

    [LoggerMessage(3011, LogLevel.Warning, "Runs cannot be looked after now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(3013, LogLevel.Information, "Work on a run was taken over by another node: {Task}")]
    private partial void LogTakenOver(string task);

    [LoggerMessage(3014, LogLevel.Error, "Work on a run broke and is tried again: {Task}")]
    private partial void LogFailed(string task, Exception e);
}
