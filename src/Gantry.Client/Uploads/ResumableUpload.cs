using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Brings one file to a server in pieces, going on wherever the server has it.</summary>
internal sealed class ResumableUpload(
    GantryClient client, ClientOptions options, string mission, string environment, string name, Func<Stream> open, IProgress<long>? progress)
{
    /// <summary>Long enough to keep a fast line busy, short enough to be hashed twice at the end.</summary>
    public const int PieceBytes = 32 << 20;

    private static readonly TimeSpan _firstLook = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _laterLooks = TimeSpan.FromSeconds(5);

    public async Task<PutOutcome> RunAsync(CancellationToken ct)
    {
        using var hash = new ReadAhead(open);
        var length = Length();
        var (upload, isNew) = await FindOrBeginAsync(length, ct);
        var outcome = await SendAsync(upload, hash, ct);
        // An earlier run sent the beginning of a file that has changed since: nothing was kept, so it is begun anew, once.
        if (outcome.Problem?.Code == "hub.checksum_mismatch" && !isNew)
            outcome = await SendAsync(await BeginAsync(length, ct), hash, ct);
        if (outcome.Problem is { } problem)
            throw new GantryRefusedException(problem);
        return await OutcomeAsync(outcome, await hash.DigestAsync(length, ct), ct);
    }

    private long Length()
    {
        using var file = open();
        return file.Length;
    }

    private async Task<(UploadView Upload, bool IsNew)> FindOrBeginAsync(long length, CancellationToken ct)
    {
        UploadView? newest = null;
        await foreach (var upload in client.UploadsAsync(mission, environment, name, ct))
        {
            if (upload.State is "open" or "received" && upload.SizeBytes == length)
                newest = upload;
        }
        return newest is null ? (await BeginAsync(length, ct), true) : (newest, false);
    }

    private async Task<UploadView> BeginAsync(long length, CancellationToken ct) =>
        await client.UploadAsync(mission, environment, await client.BeginUploadAsync(mission, environment, name, length, ct), ct);

    private async Task<UploadView> SendAsync(UploadView upload, ReadAhead hash, CancellationToken ct)
    {
        for (var attempt = 1; upload.State == "open"; attempt++)
        {
            var before = upload.OffsetBytes;
            Exception? failure = null;
            try
            {
                await SendPieceAsync(upload, hash, ct);
                upload = await client.UploadAsync(mission, environment, upload.Id, ct);
            }
            catch (Exception e) when (e is GantryUnreachableException or GantryRefusedException { Problem.Status: 409 or 503 })
            {
                failure = e;
            }
            catch (GantryRefusedException)
            {
                // The answer to the last piece is the refusal of the whole; the upload itself tells which it was.
                var after = await client.UploadAsync(mission, environment, upload.Id, ct);
                if (after.State == "open")
                    throw;
                upload = after;
            }
            if (failure is not null)
            {
                await Task.Delay(Backoff.Wait(options, attempt), options.Clock, ct);
                upload = await LookAsync(upload, ct);
            }
            // Bytes that did arrive are progress; only a server that takes none is given up.
            if (upload.OffsetBytes > before)
                attempt = 0;
            else if (failure is not null && attempt >= options.Attempts)
                throw failure;
        }
        return await DecidedAsync(upload, ct);
    }

    private async Task SendPieceAsync(UploadView upload, ReadAhead hash, CancellationToken ct)
    {
        var (from, length) = (upload.OffsetBytes, Math.Min(PieceBytes, upload.SizeBytes - upload.OffsetBytes));
        progress?.Report(from);
        var isLast = from + length == upload.SizeBytes;
        await hash.ReachAsync(from, ct);
        Digest? ofWhole = isLast ? await hash.DigestAsync(upload.SizeBytes, ct) : null;
        await using var piece = hash.Piece(from, length, progress);
        await client.SendPieceAsync(upload, piece, ofWhole, ct);
    }

    // Also a server that is just starting anew may be asked.
    private async Task<UploadView> LookAsync(UploadView upload, CancellationToken ct)
    {
        try
        {
            return await client.UploadAsync(mission, environment, upload.Id, ct);
        }
        catch (GantryUnreachableException)
        {
            return upload;
        }
    }

    private async Task<UploadView> DecidedAsync(UploadView upload, CancellationToken ct)
    {
        var pause = _firstLook;
        while (upload.State is "received")
        {
            await Task.Delay(pause, options.Clock, ct);
            upload = await client.UploadAsync(mission, environment, upload.Id, ct);
            pause = pause * 1.5 < _laterLooks ? pause * 1.5 : _laterLooks;
        }
        progress?.Report(upload.SizeBytes);
        return upload;
    }

    private async Task<PutOutcome> OutcomeAsync(UploadView upload, Digest sent, CancellationToken ct)
    {
        var outcome = upload.Arrival is { } arrival
            ? new PutOutcome(null, false, await client.ArrivalAsync(mission, environment, arrival, ct))
            : new PutOutcome(await client.ProductAsync(mission, environment, upload.Product!, ct), upload.State == "published");
        var received = outcome.Arrival?.Sha256 ?? upload.Sha256;
        return received == sent.Hex
            ? outcome
            : throw new TransferDamagedException($"The server keeps '{name}' with SHA-256 {received}, but what was sent has {sent}. Delete it there, and send it again.");
    }
}
