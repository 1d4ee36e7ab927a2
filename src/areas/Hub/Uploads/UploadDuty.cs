using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Decides uploads of which all is there, on every node, a few at a time.</summary>
internal sealed partial class UploadDuty(WorkQueue queue, UploadFinish finish, UploadStore store, Node node, TimeProvider clock, ILogger<UploadDuty> log) : BackgroundService
{
    private const int AtATime = 4;

    private static readonly TimeSpan _visibility = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => KeepWorkingAsync(stoppingToken)));

    private async Task KeepWorkingAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                foreach (var claim in await queue.ClaimOrWaitAsync(UploadStore.Queue, node.Name, 1, _visibility, _patience, ct))
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
            if (await finish.FinishAsync(claim, held.Token) is { } wait)
                await queue.FailAsync(claim, "it cannot be decided yet", wait, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await queue.HandBackAsync(claim, CancellationToken.None);
            throw;
        }
        catch (Exception e) when (e is FencedException || (e is OperationCanceledException && held.IsCancellationRequested))
        {
            // Another node has it and comes to the same.
            LogTakenOver(claim.Payload);
        }
        catch (Exception e) when (e is not StateUnavailableException)
        {
            LogFailed(claim.Payload, e);
            await store.NoteAsync(Guid.ParseExact(claim.Payload, "D"), "Something broke in the server; its log tells more.", ct);
            await queue.FailAsync(claim, e.Message, _patience * Math.Min(claim.Attempt, 60), ct);
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
            do
                await Task.Delay(_visibility / 4, clock, held.Token);
            while (await queue.RenewAsync(claim, _visibility, held.Token));
            await held.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or StateUnavailableException)
        {
            // Done, or the database is away: finishing will tell whether the claim still holds.
        }
    }

    [LoggerMessage(2902, LogLevel.Warning, "Uploads cannot be looked at now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2903, LogLevel.Information, "The upload {UploadId} was taken over by another node")]
    private partial void LogTakenOver(string uploadId);

    [LoggerMessage(2904, LogLevel.Error, "The upload {UploadId} could not be looked at and will be again")]
    private partial void LogFailed(string uploadId, Exception e);
}
