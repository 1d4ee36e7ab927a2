using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Works reconciliations, one at a time on each node. One whose node died is gone on with by another, from its last page.</summary>
internal sealed partial class ReconcileDuty(
    WorkQueue queue, Reconciler reconciler, ReconcileStore store, Node node, TimeProvider clock, ILogger<ReconcileDuty> log) : BackgroundService
{
    private const int Attempts = 20;

    private static readonly TimeSpan _visibility = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                foreach (var claim in await queue.ClaimOrWaitAsync(ReconcileStore.Queue, node.Name, 1, _visibility, _patience, stoppingToken))
                    await WorkAsync(claim, stoppingToken);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
                await Task.Delay(_patience, clock, stoppingToken);
            }
        }
    }

    private async Task WorkAsync(WorkClaim claim, CancellationToken ct)
    {
        if (await store.BeginAsync(claim, ct) is not { } run)
            return;
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(claim, held);
        try
        {
            run = await reconciler.RunAsync(run, held.Token);
            await store.EndAsync(claim, run, null, ct);
            LogEnded(run.Id, run.Mission, run.Environment, run.Found.Values.Sum(f => f.Count));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await queue.HandBackAsync(claim, CancellationToken.None);
            throw;
        }
        catch (Exception e) when (e is FencedException || (e is OperationCanceledException && held.IsCancellationRequested))
        {
            LogTakenOver(run.Id);
        }
        catch (Exception e) when (e is not StateUnavailableException)
        {
            LogFailed(run.Id, e);
            if (claim.Attempt < Attempts)
                await queue.FailAsync(claim, e.Message, _patience * claim.Attempt, ct);
            else
                await store.EndAsync(claim, run, e.Message, ct);
        }
        finally
        {
            await held.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(WorkClaim claim, CancellationTokenSource held)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_visibility / 4, clock, held.Token);
                if (await queue.RenewAsync(claim, _visibility, held.Token))
                    continue;
                await held.CancelAsync();
                return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or StateUnavailableException)
        {
            // Done, or the database is away: saving will tell whether the claim still holds.
        }
    }

    [LoggerMessage(2121, LogLevel.Warning, "Reconciliations cannot be worked now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2122, LogLevel.Information, "The reconciliation {Id} of {Mission}/{Environment} ended and found {Count} discrepancies")]
    private partial void LogEnded(Guid id, string mission, string environment, long count);

    [LoggerMessage(2123, LogLevel.Information, "The reconciliation {Id} was taken over by another node")]
    private partial void LogTakenOver(Guid id);

    [LoggerMessage(2124, LogLevel.Error, "The reconciliation {Id} broke off; it is gone on with from its last page")]
    private partial void LogFailed(Guid id, Exception e);
}
