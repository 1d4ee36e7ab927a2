using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Makes of an upload of which all is there what a put of the same bytes would have become.</summary>
internal sealed partial class UploadFinish(UploadStore store, ProductIntake intake, IBlobStore blobs, ILogger<UploadFinish> log)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;

    /// <summary>Decides an upload; how long to wait before the next attempt when it cannot be decided yet.</summary>
    public async Task<TimeSpan?> FinishAsync(WorkClaim claim, CancellationToken ct)
    {
        var id = Guid.ParseExact(claim.Payload, "D");
        if (await store.FindAsync(id, ct) is not { State: UploadState.Received } upload)
        {
            await store.DecideAsync(claim, id, null, ct);
            return null;
        }
        var result = await AcceptAsync(upload, ct);
        // What can be had by trying again is tried again: its sender has done what it could.
        if (result.Fault is { Kind: FaultKind.Unavailable or FaultKind.Exhausted } later)
        {
            await store.NoteAsync(id, later.Message, ct);
            return later.RetryAfter ?? _pause;
        }
        var outcome = UploadOutcome.Of(result);
        await store.DecideAsync(claim, id, outcome, ct);
        LogDecided(id, upload.Mission, upload.Environment, upload.Name, upload.SizeBytes, outcome.State);
        return null;
    }

    private async Task<Result<Taken>> AcceptAsync(Upload upload, CancellationToken ct)
    {
        await using var content = new JoinedParts(blobs, await store.PartsAsync(upload.Id, ct));
        try
        {
            return await intake.AcceptAsync(
                new Arrival(upload.Mission, upload.Environment, upload.Name, content, upload.Expected, upload.SentBy), ct);
        }
        catch (LakeFullException e)
        {
            return Web.WebFaults.LakeFull(e.Message);
        }
    }

    [LoggerMessage(2901, LogLevel.Debug, "The upload {UploadId} {Mission}/{Environment} {Name}, {SizeBytes} bytes, is {State}")]
    private partial void LogDecided(Guid uploadId, string mission, string environment, string name, long sizeBytes, string state);
}
