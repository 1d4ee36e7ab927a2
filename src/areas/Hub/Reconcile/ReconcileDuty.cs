using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Works reconciliations, one at a time on each node. One whose node died is gone on with by another, from its last page.</summary>
internal sealed partial class ReconcileDuty(
    WorkQueue queue, Reconciler reconciler, ReconcileStore store, Node node, TimeProvider clock, ILogger<ReconcileDuty> log) : BackgroundService
{
    private const int Attempts = 20;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Workers(queue, ReconcileStore.Queue, node.Name, 1, clock) { Patience = _patience, Backoff = claim => _patience * claim.Attempt }
            .WorkAsync(WorkAsync, new(LogLater, claim => LogTakenOver(claim.Payload), (claim, e) => LogFailed(claim.Payload, e)), stoppingToken);

    private async Task<TimeSpan?> WorkAsync(WorkClaim claim, CancellationToken ct)
    {
        if (await store.BeginAsync(claim, ct) is not { } run)
            return null;
        try
        {
            run = await reconciler.RunAsync(run, ct);
        }
        catch (Exception e) when (claim.Attempt >= Attempts && e is not (OperationCanceledException or FencedException or StateUnavailableException))
        {
            LogFailed(claim.Payload, e);
            await store.EndAsync(claim, run, e.Message, ct);
            return null;
        }
        await store.EndAsync(claim, run, null, ct);
        LogEnded(run.Id, run.Mission, run.Environment, run.Found.Values.Sum(f => f.Count));
        return null;
    }

    [LoggerMessage(2121, LogLevel.Warning, "Reconciliations cannot be worked now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2122, LogLevel.Information, "The reconciliation {Id} of {Mission}/{Environment} ended and found {Count} discrepancies")]
    private partial void LogEnded(Guid id, string mission, string environment, long count);

    [LoggerMessage(2123, LogLevel.Information, "The reconciliation {Id} was taken over by another node")]
    private partial void LogTakenOver(string id);

    [LoggerMessage(2124, LogLevel.Error, "The reconciliation {Id} broke off; it is gone on with from its last page")]
    private partial void LogFailed(string id, Exception e);
}
