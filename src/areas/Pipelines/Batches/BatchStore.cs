using System.Data.Common;

namespace Gantry.Pipelines;

/// <summary>Batches. What changes one happens in the caller's unit of work.</summary>
internal sealed class BatchStore(IDatabase database)
{
    /// <summary>Woken when a batch may go on.</summary>
    public const string Topic = "batches";

    private static readonly SqlText _columns = SqlText.Constant(
        "id, mission, environment, pipeline, kind, release, asked, principal, total, position, created_at, state, reason, placed, next_at, ended_at");

    public static Task AddAsync(UnitOfWork work, Batch batch, CancellationToken ct) => work.ExecuteAsync(
        $"""
         insert into pipelines_batch (id, mission, environment, pipeline, kind, release, asked, principal, total, position, created_at, state, placed, next_at)
         values ({batch.Id}, {batch.Scope.Mission}, {batch.Scope.Environment}, {batch.Pipeline}, {batch.Kind.ToString()}, {batch.Release}, {batch.Asked.ToText()}, {batch.Principal},
                 {batch.Total}, {batch.Position}, {batch.CreatedAt}, {batch.State.ToString()}, 0, {batch.CreatedAt})
         """, ct);

    /// <summary>Holds the batch until the unit ends.</summary>
    public static Task<Batch?> HoldAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        work.FirstAsync($"update pipelines_batch set placed = placed where id = {id} returning {_columns}", Read, ct);

    public static Task PlacedAsync(UnitOfWork work, Guid id, long more, string position, DateTimeOffset nextAt, CancellationToken ct) =>
        work.ExecuteAsync($"update pipelines_batch set placed = placed + {more}, position = {position}, next_at = {nextAt} where id = {id}", ct);

    public static Task StateAsync(UnitOfWork work, Guid id, BatchState state, string? reason, DateTimeOffset? endedAt, CancellationToken ct) =>
        work.ExecuteAsync($"update pipelines_batch set state = {state.ToString()}, reason = {reason}, ended_at = {endedAt} where id = {id}", ct);

    public Task<Batch?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from pipelines_batch where id = {id}", Read, ct), ct);

    public Task<List<Batch>> GoingAsync(CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"select {_columns} from pipelines_batch where ended_at is null and state = {BatchState.Going.ToString()} order by id limit 1000", Read, ct), ct);

    /// <summary>Newest first.</summary>
    public Task<List<Batch>> ListAsync(Scope scope, Guid before, int limit, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from pipelines_batch where mission = {scope.Mission} and environment = {scope.Environment} and id < {before} order by id desc limit {limit}
         """, Read, ct), ct);

    /// <summary>How many of its runs are in which state, and how many were compared.</summary>
    public Task<BatchCount> CountAsync(Guid id, CancellationToken ct) => database.ReadAsync(async session =>
    {
        var states = await session.QueryAsync(
            $"select state, count(*) from pipelines_run where batch = {id} group by state", row => (State: Enum.Parse<RunState>(row.Text(0)), Count: row.Number(1)), ct);
        var verdicts = await session.QueryAsync(
            $"select verdict, count(*) from pipelines_difference where batch = {id} group by verdict", row => (Verdict: row.Text(0), Count: row.Number(1)), ct);
        var compared = await session.FirstAsync($"select count(*) from pipelines_compared where batch = {id}", row => row.Number(0), ct);
        return new BatchCount(states.ToDictionary(s => s.State, s => s.Count), verdicts.ToDictionary(v => v.Verdict, v => v.Count, StringComparer.Ordinal), compared);
    }, ct);

    /// <summary>The same without verdicts, of several batches at once.</summary>
    public async Task<ILookup<Guid, (RunState State, long Count)>> CountsAsync(IReadOnlyCollection<Guid> batches, CancellationToken ct)
    {
        var ids = batches.Select(id => id.ToString("D")).ToList();
        var rows = ids.Count == 0 ? [] : await database.ReadAsync(session => session.QueryAsync(
            $"select batch, state, count(*) from pipelines_run where batch in {ids} group by batch, state",
            row => (Batch: row.Id(0), State: Enum.Parse<RunState>(row.Text(1)), Count: row.Number(2)), ct), ct);
        return rows.ToLookup(row => row.Batch, row => (row.State, row.Count));
    }

    private static Batch Read(DbDataReader row) => new(
        row.Id(0), new(row.Text(1), row.Text(2)), row.Text(3), Enum.Parse<BatchKind>(row.Text(4)), row.Digest(5), BatchAsk.Read(row.Text(6)), row.Text(7), row.Number(8), row.Text(9), row.Time(10))
    {
        State = Enum.Parse<BatchState>(row.Text(11)), Reason = row.TextOrNull(12), Placed = row.Number(13), NextAt = row.Time(14), EndedAt = row.TimeOrNull(15),
    };
}

/// <summary>How far a batch is.</summary>
internal sealed record BatchCount(IReadOnlyDictionary<RunState, long> States, IReadOnlyDictionary<string, long> Verdicts, long Compared)
{
    public long Ended => States.Where(s => s.Key >= RunState.Passed).Sum(s => s.Value);

    public long Open => States.Values.Sum() - Ended;
}
