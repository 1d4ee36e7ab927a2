using System.Data.Common;

namespace Gantry.Hub;

/// <summary>Refused arrivals. The only class that knows their table.</summary>
internal sealed class QuarantineStore(IDatabase database, ArrivalStore arrivals, TimeProvider clock)
{
    /// <summary>Keeps a refused arrival whose bytes were put since a stamp; the one that is there when it was refused before. Null when its bytes were swept meanwhile.</summary>
    public Task<Guid?> AddAsync(HeldArrival held, Fault fault, DateTimeOffset since, CancellationToken ct) =>
        database.WriteAsync<Guid?>(async work =>
            await work.ReferAsync(held.Blob.Digest, since, ct) ? await AddAsync(work, held, fault, ct) : null, ct);

    /// <summary>The same within a unit in which something else keeps the bytes alive.</summary>
    public async Task<Guid> AddAsync(UnitOfWork work, HeldArrival held, Fault fault, CancellationToken ct)
    {
        var twin = await work.FirstAsync<Guid?>(
            $"""
             select id from hub_quarantine
             where digest = {held.Blob.Digest} and mission = {held.Mission} and environment = {held.Environment} and name = {Storable(held.Name)} and code = {fault.Code}
             """, row => row.Id(0), ct);
        if (twin is { } known)
            return known;
        await InsertAsync(work, held, held.Blob, fault, ct);
        return held.Id;
    }

    /// <summary>Notes a refused arrival of which no bytes were kept.</summary>
    public Task<Guid> AddWithoutBytesAsync(Arrival arrival, Fault fault, CancellationToken ct)
    {
        var held = HeldArrival.Of(arrival, new Blob(default, "", arrival.Expected.SizeBytes ?? 0), clock.GetUtcNow());
        return database.WriteAsync(async work =>
        {
            await InsertAsync(work, held, null, fault, ct);
            return held.Id;
        }, ct);
    }

    public Task<List<QuarantinedFile>> ListAsync(string mission, string environment, Guid after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from hub_quarantine
             where mission = {mission} and environment = {environment} and id > {after} order by id limit {limit}
             """, Read, ct), ct);

    public Task<QuarantinedFile?> FindAsync(string mission, string environment, Guid id, CancellationToken ct) =>
        database.ReadAsync(session => FindAsync(session, mission, environment, id, ct), ct);

    /// <summary>Hands a file back to the intake; the new arrival's id, null when somebody else was faster.</summary>
    public Task<Guid?> ReleaseAsync(QuarantinedFile file, HeldArrival again, string by, string? reason, CancellationToken ct) =>
        database.WriteAsync<Guid?>(async work =>
        {
            if (await work.ExecuteAsync($"delete from hub_quarantine where id = {file.Id}", ct) == 0)
                return null;
            await arrivals.KeepAsync(work, again, "it was released from quarantine", null, ct);
            work.Tell(Entry.Of(QuarantineKinds.Released, again.Scope, file.Subject, by, new
            {
                file.Name, file.Code, reason, file.Sha256, @as = again.Name, type = again.AsType, accepts = again.Accepts.ToString(), arrival = again.Id,
            }));
            return again.Id;
        }, ct);

    /// <summary>Drops a file; false when there is none.</summary>
    public Task<bool> DropAsync(string mission, string environment, Guid id, string reason, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            if (await FindAsync(work, mission, environment, id, ct) is not { } file
                || await work.ExecuteAsync($"delete from hub_quarantine where id = {id}", ct) == 0)
                return false;
            work.Tell(Entry.Of(QuarantineKinds.Dropped, file.Held.Scope, file.Subject, by, new { file.Name, file.Code, reason, file.Sha256 }));
            return true;
        }, ct);

    /// <summary>Tells the journal that somebody is given the bytes.</summary>
    public Task TellFetchedAsync(QuarantinedFile file, string by, CancellationToken ct) =>
        database.WriteAsync(work =>
        {
            work.Tell(Entry.Of(QuarantineKinds.Fetched, file.Held.Scope, file.Subject, by, new { file.Name, file.Code, file.Sha256 }));
            return Task.CompletedTask;
        }, ct);

    /// <summary>Which of these blobs a file in quarantine names.</summary>
    public static async Task<IReadOnlyCollection<Digest>> NamedAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        await session.QueryAsync(
            $"select distinct digest from hub_quarantine where digest in {candidates.Select(d => d.Hex).ToList()}", row => row.Digest(0), ct);

    private async Task InsertAsync(UnitOfWork work, HeldArrival held, Blob? kept, Fault fault, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var name = Storable(held.Name);
        await work.ExecuteAsync(
            $"""
             insert into hub_quarantine ({_columns}) values ({held.Id}, {held.Mission}, {held.Environment}, {name},
                 {kept?.Digest}, {kept?.Md5}, {held.Blob.SizeBytes}, {held.Source}, {held.SentBy}, {held.OriginAt}, {held.ArrivedAt},
                 {held.Parent?.Name}, {held.Parent?.Depth ?? 0}, {fault.Code}, {Storable(fault.Message)}, {now})
             """, ct);
        work.Tell(Entry.Of(QuarantineKinds.Quarantined, held.Scope, $"quarantine/{held.Id}", held.SentBy, new
        {
            name, fault.Code, reason = fault.Message, sha256 = kept?.Digest.Hex, held.Blob.SizeBytes, held.Source,
        }));
    }

    private static Task<QuarantinedFile?> FindAsync(Session session, string mission, string environment, Guid id, CancellationToken ct) =>
        session.FirstAsync($"select {_columns} from hub_quarantine where id = {id} and mission = {mission} and environment = {environment}", Read, ct);

    // A refused name may hold what no database keeps.
    private static string Storable(string text) =>
        text.Any(l => char.IsControl(l) || char.IsSurrogate(l)) ? string.Concat(text.Select(l => char.IsControl(l) || char.IsSurrogate(l) ? '?' : l)) : text;

    private static readonly SqlText _columns = SqlText.Constant(
        "id, mission, environment, name, digest, md5, size_bytes, source, sent_by, origin_at, arrived_at, parent, depth, code, reason, refused_at");

    private static QuarantinedFile Read(DbDataReader row) => new(
        new(row.Id(0), row.Text(1), row.Text(2), row.Text(3), new Blob(row.DigestOrNull(4) ?? default, row.TextOrNull(5) ?? "", row.Number(6)), row.Text(8), row.Time(10))
        {
            Source = row.TextOrNull(7), OriginAt = row.TimeOrNull(9),
            Parent = row.TextOrNull(11) is { } parent ? new(parent, (int)row.Number(12)) : null,
        },
        row.DigestOrNull(4) is not null, row.Text(13), row.Text(14), row.Time(15));
}
