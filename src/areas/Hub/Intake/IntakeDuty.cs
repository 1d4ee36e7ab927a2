using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Looks again at arrivals that wait, on every node, several at a time.</summary>
internal sealed partial class IntakeDuty(
    WorkQueue queue, WaitingRoom room, ArrivalStore arrivals, Node node, IntakeOptions options, TimeProvider clock, ILogger<IntakeDuty> log) : BackgroundService
{
    private const int AtATime = 4;
    private const int ForgottenAtOnce = 500;

    private static readonly TimeSpan _visibility = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;
    private readonly TimeSpan _patience = options.Retry < _longestPause ? options.Retry : _longestPause;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([ForgetAsync(stoppingToken), .. Enumerable.Range(0, AtATime).Select(_ => KeepWorkingAsync(stoppingToken))]);

    private async Task KeepWorkingAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                foreach (var claim in await queue.ClaimOrWaitAsync(ArrivalStore.Queue, node.Name, 1, _visibility, _patience, ct))
                    await WorkAsync(claim, ct);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
                await Task.Delay(_patience, clock, ct);
            }
        }
    }

    private async Task WorkAsync(WorkClaim claim, CancellationToken ct)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(claim, held);
        try
        {
            if (await room.LookAgainAsync(claim, held.Token) is { } wait)
                await queue.FailAsync(claim, "it waits", wait, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await queue.HandBackAsync(claim, CancellationToken.None);
            throw;
        }
        catch (Exception e) when (e is FencedException || (e is OperationCanceledException && held.IsCancellationRequested))
        {
            // Another node has it: it does the same from the beginning, and what was done here stays done.
            LogTakenOver(claim.Payload);
        }
        catch (Exception e) when (e is not StateUnavailableException)
        {
            LogFailed(claim.Payload, e);
            await queue.FailAsync(claim, e.Message, Backoff(claim), ct);
        }
        finally
        {
            await held.CancelAsync();
            await renewing;
        }
    }

    private TimeSpan Backoff(WorkClaim claim) => options.Retry * Math.Min(claim.Attempt, 20);

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
            // Done, or the database is away: finishing will tell whether the claim still holds.
        }
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                while (await arrivals.ForgetAsync(ForgottenAtOnce, ct) == ForgottenAtOnce)
                {
                }
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await Task.Delay(TimeSpan.FromHours(1), clock, ct);
        }
    }

    [LoggerMessage(2303, LogLevel.Warning, "Waiting arrivals cannot be looked at now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2304, LogLevel.Information, "The arrival {ArrivalId} was taken over by another node")]
    private partial void LogTakenOver(string arrivalId);

    [LoggerMessage(2305, LogLevel.Error, "The arrival {ArrivalId} could not be looked at and will be again")]
    private partial void LogFailed(string arrivalId, Exception e);
}
