using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Decides uploads of which all is there, on every node, a few at a time.</summary>
internal sealed partial class UploadDuty(WorkQueue queue, UploadFinish finish, UploadStore store, Node node, TimeProvider clock, ILogger<UploadDuty> log) : BackgroundService
{
    private const int AtATime = 4;

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Workers(queue, UploadStore.Queue, node.Name, AtATime, clock)
        .WorkAsync(FinishAsync, new(LogLater, claim => LogTakenOver(claim.Payload), (claim, e) => LogFailed(claim.Payload, e)), stoppingToken);

    private async Task<TimeSpan?> FinishAsync(WorkClaim claim, CancellationToken ct)
    {
        try
        {
            return await finish.FinishAsync(claim, ct);
        }
        catch (Exception e) when (e is not (OperationCanceledException or FencedException or StateUnavailableException))
        {
            // Whoever waits for the outcome is told.
            await store.NoteAsync(Guid.ParseExact(claim.Payload, "D"), "Something broke in the server; its log tells more.", ct);
            throw;
        }
    }

    [LoggerMessage(2902, LogLevel.Warning, "Uploads cannot be looked at now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2903, LogLevel.Information, "The upload {UploadId} was taken over by another node")]
    private partial void LogTakenOver(string uploadId);

    [LoggerMessage(2904, LogLevel.Error, "The upload {UploadId} could not be looked at and will be again")]
    private partial void LogFailed(string uploadId, Exception e);
}
