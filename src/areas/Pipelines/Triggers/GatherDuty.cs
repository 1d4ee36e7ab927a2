using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Takes products that may complete a set; on every node.</summary>
internal sealed partial class GatherDuty(WorkQueue queue, Gathering gathering, Node node, TimeProvider clock, ILogger<GatherDuty> log) : BackgroundService
{
    private const int AtOnce = 4;

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Workers(queue, GatherTask.Queue, node.Name, AtOnce, clock)
            .WorkAsync(DoAsync, new(LogLater, claim => LogTakenOver(claim.Payload), (claim, e) => LogFailed(claim.Payload, e)), stoppingToken);

    private async Task<TimeSpan?> DoAsync(WorkClaim claim, CancellationToken ct)
    {
        await gathering.GatherAsync(claim, ct);
        return null;
    }

    [LoggerMessage(3040, LogLevel.Warning, "Products cannot be gathered now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(3041, LogLevel.Information, "A gathered product was taken over by another node: {Product}")]
    private partial void LogTakenOver(string product);

    [LoggerMessage(3042, LogLevel.Error, "A product could not be gathered and will be again: {Product}")]
    private partial void LogFailed(string product, Exception e);
}
