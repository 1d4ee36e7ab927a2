namespace Gantry.Hub;

/// <summary>Takes files in pieces: each is durable and known to all nodes before it is acknowledged.</summary>
internal sealed class UploadDesk(
    IDatabase database, IBlobStore blobs, ProductIntake intake, UploadStore store, UploadOptions options, TimeProvider clock)
{
    // What is lost at most when a node dies: a piece that is longer is kept in several.
    private const int PartBytes = 16 << 20;
    private const int MostParts = 100_000;

    // Shorter than what is commonly waited for an answer.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    /// <summary>Begins an upload, unless what is known already is enough to refuse it.</summary>
    public async Task<Result<Upload>> BeginAsync(Scope scope, UploadMetadata metadata, string header, string by, CancellationToken ct)
    {
        var arrival = new Arrival(scope.Mission!, scope.Environment!, metadata.Name, Stream.Null, metadata.Expected, by);
        if (await intake.RefuseUnseenAsync(arrival, ct) is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        var upload = new Upload(Guid.CreateVersion7(now), arrival.Mission, arrival.Environment, metadata.Name, metadata.Expected.SizeBytes!.Value, by, now, now + options.Expire)
        {
            Expected = metadata.Expected, Metadata = header,
        };
        if (!await store.BeginAsync(upload, ct))
            return UploadFaults.TooMany(scope, options.AtOnce);
        return upload.SizeBytes == 0 ? upload with { State = UploadState.Received } : upload;
    }

    /// <summary>Takes what comes, from where the upload is; the upload as it then is.</summary>
    public async Task<Result<Upload>> TakeAsync(Upload upload, Stream body, PieceChecksum? checksum, Expected declared)
    {
        var pieces = new BodyPieces(body, upload.SizeBytes - upload.OffsetBytes, PartBytes, checksum);
        if (checksum is not null)
            return await TakeWholeAsync(upload, pieces, checksum, declared);
        // What has come is kept also when the sender is gone: it goes on behind it.
        var since = await database.LastStampAsync(CancellationToken.None);
        while (await pieces.NextAsync() is { } piece)
        {
            var part = new UploadPart(upload.OffsetBytes, await blobs.PutAsync(piece, Expected.Nothing, CancellationToken.None));
            if (pieces.IsTooLong)
                return UploadFaults.TooLong(upload);
            if (!(await AddAsync(upload, [part], declared, since)).TryGet(out var moved, out var fault))
                return fault;
            (upload, since) = (moved, await database.LastStampAsync(CancellationToken.None));
        }
        return pieces.IsTooLong ? UploadFaults.TooLong(upload) : upload;
    }

    /// <summary>Waits until it is decided what becomes of an upload of which all is there, or known that this takes longer.</summary>
    public async Task<Upload> DecidedAsync(Upload upload, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        while (upload.State == UploadState.Received)
        {
            var ticket = database.Signals.Ticket(UploadStore.Topic(upload.Id));
            upload = await store.FindAsync(upload.Id, ct) ?? upload;
            if (upload.State != UploadState.Received || upload.Why is not null || clock.GetElapsedTime(begun) > _patience)
                break;
            await ticket.AtMostAsync(_look, clock, ct);
        }
        return upload;
    }

    // A checksum speaks of the whole piece: before its last byte nothing of it is known to be right.
    private async Task<Result<Upload>> TakeWholeAsync(Upload upload, BodyPieces pieces, PieceChecksum checksum, Expected declared)
    {
        var (parts, offset) = (new List<UploadPart>(), upload.OffsetBytes);
        var since = await database.LastStampAsync(CancellationToken.None);
        while (await pieces.NextAsync() is { } piece)
        {
            var blob = await blobs.PutAsync(piece, Expected.Nothing, CancellationToken.None);
            parts.Add(new(offset, blob));
            offset += blob.SizeBytes;
        }
        if (pieces.IsTooLong)
            return UploadFaults.TooLong(upload);
        if (pieces.IsTorn)
            return UploadFaults.Torn(upload);
        if (!checksum.IsRight())
            return UploadFaults.ChecksumMismatch(upload);
        return parts.Count == 0 ? upload : await AddAsync(upload, parts, declared, since);
    }

    private async Task<Result<Upload>> AddAsync(Upload upload, IReadOnlyList<UploadPart> parts, Expected declared, DateTimeOffset since)
    {
        if (upload.Parts + parts.Count > MostParts)
            return UploadFaults.TooFine(upload, MostParts);
        if (!(await store.AddAsync(upload, parts, declared, since, CancellationToken.None)).TryGet(out var moved, out var fault))
            return fault;
        return moved is null ? UploadFaults.Overtaken(upload) : moved;
    }
}
