using System.Data.Common;

namespace Gantry.Hub;

/// <summary>What an arrival that waited came to.</summary>
internal sealed record ArrivalRow(HeldArrival Held, string State, string Why, Guid? Product, DateTimeOffset? DecidedAt)
{
    public const string Waiting = "waiting";
    public const string Published = "published";
    public const string AlreadyThere = "already_there";
    public const string Quarantined = "quarantined";
    public const string TakenApart = "taken_apart";

    public static IReadOnlyList<string> States { get; } = [Waiting, Published, AlreadyThere, Quarantined, TakenApart];

    public Api.ArrivalView View() => new(
        Held.Id, Held.Mission, Held.Environment, Held.Name, State, Why, Held.Blob.Digest.Hex, Held.Blob.SizeBytes,
        Held.Source, Held.SentBy, Held.Parent?.Name, Held.ArrivedAt, DecidedAt, Product);
}

/// <summary>Arrivals that wait, and what became of them. The only class that knows their table.</summary>
internal sealed class ArrivalStore(IDatabase database, WorkQueue queue, TimeProvider clock)
{
    public const string Queue = "hub.intake";

    private static readonly TimeSpan _outcomesAreKept = TimeSpan.FromDays(7);

    /// <summary>Keeps an arrival whose bytes were put since a stamp, and places the order to look at it; false when the bytes were swept meanwhile.</summary>
    public Task<bool> KeepAsync(HeldArrival held, string why, DateTimeOffset since, DateTimeOffset? notBefore, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            if (!await work.ReferAsync(held.Blob.Digest, since, ct))
                return false;
            await KeepAsync(work, held, why, notBefore, ct);
            return true;
        }, ct);

    /// <summary>The same within a unit that holds a reference to the bytes already.</summary>
    public async Task KeepAsync(UnitOfWork work, HeldArrival held, string why, DateTimeOffset? notBefore, CancellationToken ct)
    {
        await work.ExecuteAsync(
            $"""
             insert into hub_arrival ({_columns}) values ({held.Id}, {held.Mission}, {held.Environment}, {held.Name},
                 {held.Blob.Digest}, {held.Blob.Md5}, {held.Blob.SizeBytes}, {held.Source}, {held.SentBy}, {held.OriginAt}, {held.ArrivedAt},
                 {held.Parent?.Name}, {held.Parent?.Depth ?? 0}, {held.AsType}, {held.Accepts.ToString()}, {ArrivalRow.Waiting}, {why}, null, null, {held.QuicklookOf})
             """, ct);
        // It waits as long as it must: giving up is for people, who find it in the list.
        await queue.PlaceAsync(work, new WorkOrder(Queue, held.Id.ToString("D")) { NotBefore = notBefore, AttemptsAllowed = int.MaxValue }, ct);
        work.Tell(Entry.Of(IntakeKinds.Waiting, held.Scope, held.Subject, held.SentBy,
            new { held.Name, sha256 = held.Blob.Digest.Hex, held.Blob.SizeBytes, held.Source, why }));
    }

    public Task<ArrivalRow?> FindAsync(string mission, string environment, Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync(
            $"select {_columns} from hub_arrival where id = {id} and mission = {mission} and environment = {environment}", Read, ct), ct);

    public Task<ArrivalRow?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from hub_arrival where id = {id}", Read, ct), ct);

    /// <summary>Arrivals of an environment by id, which is by time; only those that still wait, or all that are known.</summary>
    public Task<List<ArrivalRow>> ListAsync(string mission, string environment, string? state, Guid after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from hub_arrival
             where mission = {mission} and environment = {environment} and id > {after} and {InState(state)}
             order by id limit {limit}
             """, Read, ct), ct);

    /// <summary>Arrivals of a name, or with these bytes, that are still known.</summary>
    public Task<List<ArrivalRow>> TraceAsync(Scope scope, string? name, Digest? digest, int limit, CancellationToken ct)
    {
        var which = digest is { } bytes ? SqlText.Of($"digest = {bytes}") : SqlText.Of($"name = {name}");
        return database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from hub_arrival
             where mission = {scope.Mission} and environment = {scope.Environment} and {which} order by id limit {limit}
             """, Read, ct), ct);
    }

    /// <summary>The arrival that waits under this name with these bytes already; somebody sent them twice.</summary>
    public Task<Guid?> FindTwinAsync(HeldArrival held, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync<Guid?>(
            $"""
             select id from hub_arrival
             where state = 'waiting' and digest = {held.Blob.Digest} and mission = {held.Mission} and environment = {held.Environment} and name = {held.Name}
             """, row => row.Id(0), ct), ct);

    /// <summary>Writes why an arrival goes on waiting.</summary>
    public Task NoteAsync(Guid id, string why, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync(
            $"update hub_arrival set why = {why} where id = {id} and state = {ArrivalRow.Waiting} and why <> {why}", ct), ct);

    /// <summary>Ends the wait, and the order, in the caller's unit of work.</summary>
    public async Task DecideAsync(UnitOfWork work, WorkClaim claim, HeldArrival held, string state, string why, Guid? product, CancellationToken ct)
    {
        await queue.FinishAsync(work, claim, ct);
        await work.ExecuteAsync(
            $"update hub_arrival set state = {state}, why = {why}, product = {product}, decided_at = {clock.GetUtcNow()} where id = {held.Id}", ct);
    }

    /// <summary>Forgets outcomes that nobody will ask for any more; returns how many.</summary>
    public Task<int> ForgetAsync(int limit, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync(
            $"""
             delete from hub_arrival where id in (
                 select id from hub_arrival where decided_at < {clock.GetUtcNow() - _outcomesAreKept} order by decided_at, id limit {limit})
             """, ct), ct);

    /// <summary>Which of these blobs a waiting arrival names.</summary>
    public static async Task<IReadOnlyCollection<Digest>> NamedAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        await session.QueryAsync(
            $"select distinct digest from hub_arrival where state = 'waiting' and digest in {candidates.Select(d => d.Hex).ToList()}", row => row.Digest(0), ct);

    private static SqlText InState(string? state) => state is null ? SqlText.Constant("1 = 1") : SqlText.Of($"state = {state}");

    private static readonly SqlText _columns = SqlText.Constant(
        "id, mission, environment, name, digest, md5, size_bytes, source, sent_by, origin_at, arrived_at, parent, depth, as_type, accepts, state, why, product, decided_at, quicklook_of");

    private static ArrivalRow Read(DbDataReader row) => new(
        new(row.Id(0), row.Text(1), row.Text(2), row.Text(3), new Blob(row.Digest(4), row.Text(5), row.Number(6)), row.Text(8), row.Time(10))
        {
            Source = row.TextOrNull(7), OriginAt = row.TimeOrNull(9),
            Parent = row.TextOrNull(11) is { } parent ? new(parent, (int)row.Number(12)) : null,
            AsType = row.TextOrNull(13), Accepts = Enum.Parse<RiskAccepted>(row.Text(14)), QuicklookOf = row.TextOrNull(19),
        },
        row.Text(15), row.Text(16), row.IdOrNull(17), row.TimeOrNull(18));
}
