using System.Data.Common;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Reconciliations, and what they found. The only class that knows these two tables.</summary>
internal sealed class ReconcileStore(IDatabase database, WorkQueue queue, TimeProvider clock)
{
    public const string Queue = "hub.reconcile";

    /// <summary>How many reports are kept of an environment.</summary>
    public const int KeptReports = 50;

    /// <summary>How many of a kind are named; all of them are counted.</summary>
    public const int NamedOfKind = 1_000;

    private const int RowsAtOnce = 100;
    private const string Nothing = "{}";

    /// <summary>Places the order; refused while another one of the same environment is under way.</summary>
    public Task<Result<Reconciliation>> AddAsync(Reconciliation asked, CancellationToken ct) =>
        database.WriteAsync<Result<Reconciliation>>(async work =>
        {
            // The stamp makes askers follow one another.
            await work.StampAsync(ct);
            var underWay = await work.FirstAsync(
                $"select id from hub_reconciliation where {In(asked.Scope)} and state in ('waiting', 'running') limit 1", row => (Guid?)row.Id(0), ct);
            if (underWay is { } other)
                return ReconcileFaults.UnderWay(other, asked.Scope);
            await work.ExecuteAsync(
                $"""
                 insert into hub_reconciliation ({_columns}) values ({asked.Id}, {asked.Mission}, {asked.Environment}, {asked.AskedBy}, {asked.AskedAt},
                     {asked.IsDeep}, {asked.Repairs}, {asked.State}, 0, null, null, {Nothing}, {Nothing}, null, null, null)
                 """, ct);
            // Giving up is for the worker, which then says so in the report.
            await queue.PlaceAsync(work, new WorkOrder(Queue, asked.Id.ToString("D")) { AttemptsAllowed = int.MaxValue }, ct);
            work.Tell(Entry.Of(ReconcileKinds.Asked, asked.Scope, asked.Subject, asked.AskedBy, new { deep = asked.IsDeep, repair = asked.Repairs }));
            await ForgetAsync(work, asked.Scope, ct);
            return asked;
        }, ct);

    public Task<Reconciliation?> FindAsync(Scope scope, Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from hub_reconciliation where id = {id} and {In(scope)}", Read, ct), ct);

    /// <summary>The reconciliations of an environment before one, the newest first.</summary>
    public Task<List<Reconciliation>> ListAsync(Scope scope, Guid? before, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from hub_reconciliation where {In(scope)} and id < {before?.ToString("D") ?? "g"} order by id desc limit {limit}", Read, ct), ct);

    /// <summary>What one found, in its order, after a place.</summary>
    public Task<List<KeptDiscrepancy>> DiscrepanciesAsync(Guid id, long after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select number, kind, name, detail, is_repaired from hub_discrepancy
             where reconciliation = {id} and number > {after} order by number limit {limit}
             """, row => new KeptDiscrepancy(row.Number(0), row.Text(1), row.Text(2), row.Text(3), row.Flag(4)), ct), ct);

    /// <summary>A worker has it now; it goes on where the last one was.</summary>
    public Task<Reconciliation?> BeginAsync(WorkClaim claim, CancellationToken ct) =>
        database.WriteAsync(work => work.FirstAsync(
            $"""
             update hub_reconciliation set state = {Reconciliation.Running}, token = {claim.Token}, started_at = coalesce(started_at, {clock.GetUtcNow()})
             where id = {claim.Payload} and token < {claim.Token} and state in ('waiting', 'running') returning {_columns}
             """, Read, ct), ct);

    /// <summary>Notes what a page brought and repairs what is to be repaired, in one unit; returns the run with it.</summary>
    public Task<Reconciliation> SaveAsync(Reconciliation run, string stage, StagePage page, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await HoldAsync(work, run, SqlText.Constant("token = token"), ct);
            var found = new List<(Discrepancy Discrepancy, bool IsRepaired)>();
            foreach (var discrepancy in page.Found)
                found.Add((discrepancy, run.Repairs && discrepancy.Repair is { } repair && await repair(work)));
            await NameAsync(work, run, found, ct);
            var next = run.With(stage, page, found);
            await HoldAsync(work, run, SqlText.Of(
                $"stage = {next.Stage}, place = {next.Place}, looked = {JsonSerializer.Serialize(next.Looked)}, found = {JsonSerializer.Serialize(next.Found)}"), ct);
            return next;
        }, ct);

    /// <summary>It is through, or given up with a reason; the order is finished in the same unit.</summary>
    public Task EndAsync(WorkClaim claim, Reconciliation run, string? fault, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var state = fault is null ? Reconciliation.Done : Reconciliation.Failed;
            await HoldAsync(work, run, SqlText.Of($"state = {state}, ended_at = {clock.GetUtcNow()}, fault = {fault}"), ct);
            await queue.FinishAsync(work, claim, ct);
            work.Tell(Entry.Of(ReconcileKinds.Ended, run.Scope, run.Subject, run.AskedBy, new { state, run.Looked, run.Found, fault }));
        }, ct);

    // Numbered by what was found before, so that a page that is looked at once more is written over and not beside itself.
    private static async Task NameAsync(UnitOfWork work, Reconciliation run, List<(Discrepancy Discrepancy, bool IsRepaired)> found, CancellationToken ct)
    {
        var number = run.Found.Values.Sum(f => f.Count);
        var counts = run.Found.ToDictionary(f => f.Key, f => f.Value.Count);
        var rows = new List<SqlText>();
        foreach (var (discrepancy, isRepaired) in found)
        {
            var kind = discrepancy.Kind.Name;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            number++;
            if (counts[kind] <= NamedOfKind)
                rows.Add(SqlText.Of($"({run.Id}, {number}, {kind}, {discrepancy.Name}, {discrepancy.Detail}, {isRepaired})"));
        }
        foreach (var some in rows.Chunk(RowsAtOnce))
            await work.ExecuteAsync(
                $"insert into hub_discrepancy (reconciliation, number, kind, name, detail, is_repaired) values {SqlText.Join(", ", some)}", ct);
    }

    private static async Task ForgetAsync(UnitOfWork work, Scope scope, CancellationToken ct)
    {
        var old = await work.QueryAsync(
            $"select id from hub_reconciliation where {In(scope)} order by id desc limit {KeptReports} offset {KeptReports}", row => row.Text(0), ct);
        await work.ExecuteAsync($"delete from hub_discrepancy where reconciliation in {old}", ct);
        await work.ExecuteAsync($"delete from hub_reconciliation where id in {old}", ct);
    }

    private static async Task HoldAsync(UnitOfWork work, Reconciliation run, SqlText set, CancellationToken ct)
    {
        if (await work.ExecuteAsync($"update hub_reconciliation set {set} where id = {run.Id} and token = {run.Token} and state = {Reconciliation.Running}", ct) == 0)
            throw new FencedException($"reconciliation {run.Id} is no longer in this worker's hands (token {run.Token})");
    }

    private static SqlText In(Scope scope) => SqlText.Of($"mission = {scope.Mission} and environment = {scope.Environment}");

    private static readonly SqlText _columns = SqlText.Constant(
        "id, mission, environment, asked_by, asked_at, is_deep, repairs, state, token, stage, place, looked, found, started_at, ended_at, fault");

    private static Reconciliation Read(DbDataReader row) => new(row.Id(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4), row.Flag(5), row.Flag(6))
    {
        State = row.Text(7),
        Token = row.Number(8),
        Stage = row.TextOrNull(9),
        Place = row.TextOrNull(10),
        Looked = JsonSerializer.Deserialize<Dictionary<string, long>>(row.Text(11))!,
        Found = JsonSerializer.Deserialize<Dictionary<string, FoundCount>>(row.Text(12))!,
        StartedAt = row.TimeOrNull(13),
        EndedAt = row.TimeOrNull(14),
        Fault = row.TextOrNull(15),
    };
}

/// <summary>A discrepancy as the report keeps it.</summary>
internal sealed record KeptDiscrepancy(long Number, string Kind, string Name, string Detail, bool IsRepaired);
