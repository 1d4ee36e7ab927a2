using System.Data.Common;

namespace Gantry.Hub;

/// <summary>Uploads in pieces. The only class, beside <see cref="UploadRoots"/>, that knows their tables.</summary>
internal sealed class UploadStore(IDatabase database, WorkQueue queue, UploadOptions options, TimeProvider clock)
{
    public const string Queue = "hub.uploads";

    public static string Topic(Guid id) => $"upload:{id}";

    /// <summary>Begins an upload; false when its sender has as many unfinished ones as may be.</summary>
    public Task<bool> BeginAsync(Upload upload, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await work.StampAsync(ct);
            var open = await work.FirstAsync(
                $"select count(*) from hub_upload where {Of(upload.Scope, upload.SentBy)} and state = {UploadState.Open}", row => row.Number(0), ct);
            if (open >= options.AtOnce)
                return false;
            await work.ExecuteAsync(
                $"""
                 insert into hub_upload ({_columns}) values ({upload.Id}, {upload.Mission}, {upload.Environment}, {upload.Name}, {upload.SizeBytes}, 0, 0,
                     {upload.Expected.Digest?.Hex}, {upload.Expected.Md5}, {upload.Metadata}, {upload.SentBy}, {upload.BegunAt}, {upload.ExpiresAt},
                     {upload.State}, null, null, null, null, null, null, null)
                 """, ct);
            work.Tell(Entry.Of(UploadKinds.Begun, upload.Scope, upload.Subject, upload.SentBy, new { upload.Name, upload.SizeBytes }));
            if (upload.SizeBytes == 0)
                await ReceiveAsync(work, upload.Id, ct);
            return true;
        }, ct);

    public Task<Upload?> FindAsync(Scope scope, Guid id, string sentBy, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from hub_upload where id = {id} and {Of(scope, sentBy)}", Read, ct), ct);

    public Task<Upload?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from hub_upload where id = {id}", Read, ct), ct);

    /// <summary>Somebody's uploads by id, which is by time.</summary>
    public Task<List<Upload>> ListAsync(Scope scope, string sentBy, string? name, Guid after, int limit, CancellationToken ct)
    {
        var called = name is null ? SqlText.Constant("1 = 1") : SqlText.Of($"name = {name}");
        return database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from hub_upload where {Of(scope, sentBy)} and {called} and id > {after} order by id limit {limit}", Read, ct), ct);
    }

    /// <summary>
    /// Adds pieces whose bytes were put since a stamp. The upload as it then is; null when somebody else was faster, and a
    /// fault when their bytes were swept meanwhile.
    /// </summary>
    /// <remarks>Two senders need no lock: each says where it thinks the upload is, and one of them is wrong.</remarks>
    public Task<Result<Upload?>> AddAsync(Upload upload, IReadOnlyList<UploadPart> parts, Expected declared, DateTimeOffset since, CancellationToken ct) =>
        database.WriteAsync<Result<Upload?>>(async work =>
        {
            if ((await work.SweptAsync([.. parts.Select(p => (p.Blob.Digest, since))], ct)).Count > 0)
                return HubFaults.SweptMeanwhile(upload.Name);
            var size = parts.Sum(p => p.Blob.SizeBytes);
            var moved = await work.FirstAsync(
                $"""
                 update hub_upload set offset_bytes = offset_bytes + {size}, parts = parts + {parts.Count}, expires_at = {clock.GetUtcNow() + options.Expire},
                     sha256 = coalesce(sha256, {declared.Digest?.Hex}), md5 = coalesce(md5, {declared.Md5})
                 where id = {upload.Id} and offset_bytes = {upload.OffsetBytes} and state = {UploadState.Open} returning {_columns}
                 """, Read, ct);
            if (moved is null)
                return (Upload?)null;
            await work.ExecuteSoonAsync(parts.Select(part => SqlText.Of(
                $"insert into hub_upload_part values ({upload.Id}, {part.OffsetBytes}, {part.Blob.SizeBytes}, {part.Blob.Digest})")), ct);
            if (moved.OffsetBytes < moved.SizeBytes)
                return moved;
            await ReceiveAsync(work, upload.Id, ct);
            return moved with { State = UploadState.Received };
        }, ct);

    public Task<List<UploadPart>> PartsAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select offset_bytes, size_bytes, digest from hub_upload_part where upload = {id} order by offset_bytes",
            row => new UploadPart(row.Number(0), new Blob(row.Digest(2), "", row.Number(1))), ct), ct);

    /// <summary>Writes what became of an upload, and ends the order to look at it.</summary>
    public Task DecideAsync(WorkClaim claim, Guid id, UploadOutcome? outcome, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await queue.FinishAsync(work, claim, ct);
            if (outcome is null)
                return;
            await work.ExecuteAsync(
                $"""
                 update hub_upload set state = {outcome.State}, why = null, expires_at = {clock.GetUtcNow() + options.Expire}, product = {outcome.Product},
                     held = {outcome.Held}, received = {outcome.Received?.Hex}, fault_kind = {outcome.Fault?.Kind.ToString()}, fault_code = {outcome.Fault?.Code},
                     fault_message = {outcome.Fault?.Message} where id = {id}
                 """, ct);
            await work.ExecuteAsync($"delete from hub_upload_part where upload = {id}", ct);
            work.Wake(Topic(id));
        }, ct);

    /// <summary>Writes why an upload could not be decided yet.</summary>
    public Task NoteAsync(Guid id, string why, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await work.ExecuteAsync($"update hub_upload set why = {why} where id = {id} and state = {UploadState.Received}", ct);
            work.Wake(Topic(id));
        }, ct);

    /// <summary>Forgets an upload that somebody gives up, or whose outcome was read; false when it is just being looked at.</summary>
    public Task<bool> DropAsync(Guid id, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
            await EndAsync(work, SqlText.Of($"id = {id} and state <> {UploadState.Received}"), by, "given up", ct) == 1, ct);

    /// <summary>Forgets uploads whose time is over; returns how many.</summary>
    public Task<int> ExpireAsync(int limit, CancellationToken ct) =>
        database.WriteAsync(work => EndAsync(work, SqlText.Of(
            $"""
             expires_at < {clock.GetUtcNow()} and state <> {UploadState.Received}
             and id in (select id from hub_upload where expires_at < {clock.GetUtcNow()} and state <> {UploadState.Received} order by expires_at, id limit {limit})
             """), "uploads", "expired", ct), ct);

    private static async Task<int> EndAsync(UnitOfWork work, SqlText which, string by, string why, CancellationToken ct)
    {
        var gone = await work.QueryAsync($"delete from hub_upload where {which} returning {_columns}", Read, ct);
        foreach (var upload in gone)
        {
            await work.ExecuteAsync($"delete from hub_upload_part where upload = {upload.Id}", ct);
            if (upload.State == UploadState.Open)
                work.Tell(Entry.Of(UploadKinds.Ended, upload.Scope, upload.Subject, by, new { upload.Name, upload.OffsetBytes, upload.SizeBytes, why }));
        }
        return gone.Count;
    }

    // All is there: from here on somebody sees to it, whatever happens to the sender and to this node.
    private async Task ReceiveAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        await work.ExecuteAsync($"update hub_upload set state = {UploadState.Received} where id = {id}", ct);
        await queue.PlaceAsync(work, new WorkOrder(Queue, id.ToString("D")) { AttemptsAllowed = int.MaxValue }, ct);
    }

    private static SqlText Of(Scope scope, string sentBy) =>
        SqlText.Of($"mission = {scope.Mission} and environment = {scope.Environment} and sent_by = {sentBy}");

    private static readonly SqlText _columns = SqlText.Constant(
        "id, mission, environment, name, size_bytes, offset_bytes, parts, sha256, md5, metadata, sent_by, begun_at, expires_at, state, why, product, held, received, fault_kind, fault_code, fault_message");

    private static Upload Read(DbDataReader row) =>
        new(row.Id(0), row.Text(1), row.Text(2), row.Text(3), row.Number(4), row.Text(10), row.Time(11), row.Time(12))
        {
            OffsetBytes = row.Number(5), Parts = (int)row.Number(6), Expected = new(row.DigestOrNull(7), row.TextOrNull(8), row.Number(4)),
            Metadata = row.Text(9), State = row.Text(13), Why = row.TextOrNull(14),
            Outcome = row.Text(13) is UploadState.Open or UploadState.Received ? null : new(row.Text(13))
            {
                Product = row.TextOrNull(15), Held = row.IdOrNull(16), Received = row.DigestOrNull(17),
                Fault = row.TextOrNull(18) is { } kind ? new(Enum.Parse<FaultKind>(kind), row.Text(19), row.Text(20)) : null,
            },
        };
}
