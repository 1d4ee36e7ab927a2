using System.Data.Common;
using System.Text.Json;

namespace Gantry.Pipelines;

/// <summary>Runs. What belongs to a change happens in its unit of work; reading has its own.</summary>
internal sealed class RunStore(IDatabase database)
{
    public static readonly SqlText Columns = SqlText.Constant(
        "id, mission, environment, pipeline, release, state, cause, because, parameters, principal, priority, team, created_at, batch, open, started_at, ended_at, reason");

    /// <summary>Woken when something of a run changes.</summary>
    public static string Topic(Guid run) => $"run:{run:N}";

    /// <summary>Woken when runs are to be stopped.</summary>
    public const string StopTopic = "runs-stop";

    public static Task AddAsync(UnitOfWork work, IReadOnlyList<Run> runs, CancellationToken ct) =>
        work.ExecuteSoonAsync(runs.Select(run => SqlText.Of(
            $"""
             insert into pipelines_run (id, mission, environment, pipeline, release, state, cause, because, parameters, principal, priority, team, open, refused, batch, created_at, repeats)
             values ({run.Id}, {run.Mission}, {run.Environment}, {run.Pipeline}, {run.Release}, {run.State.ToString()}, {run.Cause.ToString()}, {run.Because},
                     {JsonSerializer.Serialize(run.Parameters)}, {run.Principal}, {run.Priority}, {run.Team}, 0, 0, {run.Batch}, {run.CreatedAt}, {Because.Read(run.Because).Run})
             """)), ct);

    /// <summary>Holds the run until the unit ends, so that of several who end its steps each sees what the others did.</summary>
    public static Task<Run?> HoldAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        work.FirstAsync($"update pipelines_run set open = open where id = {id} returning {Columns}", Read, ct);

    public static Task OpenAsync(UnitOfWork work, Guid id, int more, CancellationToken ct) =>
        work.ExecuteSoonAsync($"update pipelines_run set open = open + {more} where id = {id}", ct);

    public static Task<(long Open, long Refused, bool IsCancelled)> LeftAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        work.FirstAsync($"select open, refused, cancelled_at from pipelines_run where id = {id}", row => (row.Number(0), row.Number(1), row.TimeOrNull(2) is not null), ct);

    public static Task RefusedAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        work.ExecuteSoonAsync($"update pipelines_run set refused = refused + 1 where id = {id}", ct);

    public static Task StateAsync(UnitOfWork work, Guid id, RunState state, string? reason, DateTimeOffset? startedAt, DateTimeOffset? endedAt, CancellationToken ct) =>
        work.ExecuteSoonAsync(
            $"""
             update pipelines_run set state = {state.ToString()}, reason = {reason}, started_at = coalesce({startedAt}, started_at), ended_at = {endedAt} where id = {id}
             """, ct);

    public static Task CancelAsync(UnitOfWork work, Guid id, DateTimeOffset now, string reason, CancellationToken ct) =>
        work.ExecuteSoonAsync($"update pipelines_run set cancelled_at = {now}, reason = {reason} where id = {id}", ct);

    public static async Task<Digest?> ReleaseOfAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        await work.FirstAsync<Digest?>($"select release from pipelines_run where id = {id}", row => row.Digest(0), ct);

    public static Task<long> GoingAsync(UnitOfWork work, Run run, CancellationToken ct) =>
        work.FirstAsync(
            $"select count(*) from pipelines_run where mission = {run.Mission} and environment = {run.Environment} and team = {run.Team} and state = {RunState.Going.ToString()} and ended_at is null",
            row => row.Number(0), ct);

    public static Task<List<Guid>> GoingOfTeamAsync(UnitOfWork work, Run run, CancellationToken ct) =>
        work.QueryAsync(
            $"""
             select id from pipelines_run
             where mission = {run.Mission} and environment = {run.Environment} and team = {run.Team} and state = {RunState.Going.ToString()} and ended_at is null and id <> {run.Id}
             order by id limit 1000
             """, row => row.Id(0), ct);

    /// <summary>The run of a team whose turn it is.</summary>
    public static Task<Guid?> NextOfTeamAsync(UnitOfWork work, Run run, CancellationToken ct) =>
        work.FirstAsync<Guid?>(
            $"""
             select id from pipelines_run
             where mission = {run.Mission} and environment = {run.Environment} and team = {run.Team} and state = {RunState.Waiting.ToString()} and ended_at is null
             order by priority desc, id limit 1
             """, row => row.Id(0), ct);

    /// <summary>Of these runs, those that were told to stop.</summary>
    public Task<List<Guid>> StoppedAsync(IReadOnlyCollection<Guid> runs, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select id from pipelines_run where id in {runs.Select(r => r.ToString("D")).ToList()} and cancelled_at is not null", row => row.Id(0), ct), ct);

    public Task<Run?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {Columns} from pipelines_run where id = {id}", Read, ct), ct);

    /// <summary>Runs, newest first.</summary>
    public Task<List<Run>> ListAsync(RunFilter filter, Guid before, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select {Columns} from pipelines_run where id < {before} and {filter.Condition()} order by id desc limit {limit}", Read, ct), ct);

    /// <summary>The last run of each pipeline.</summary>
    public async Task<IReadOnlyDictionary<string, Run>> LastAsync(string mission, string environment, CancellationToken ct) =>
        (await database.ReadAsync(session => session.QueryAsync(
            $"""
             select {Columns} from pipelines_run where id in
                 (select max(id) from pipelines_run where mission = {mission} and environment = {environment} group by pipeline)
             """, Read, ct), ct)).ToDictionary(r => r.Pipeline, StringComparer.Ordinal);

    public Task<List<RunStep>> StepsAsync(Guid run, long afterPlace, string afterName, int limit, CancellationToken ct) =>
        database.ReadAsync(session => StepStore.ListAsync(session, run, afterPlace, afterName, limit, ct), ct);

    public Task<RunStep?> FindStepAsync(Guid run, string name, CancellationToken ct) =>
        database.ReadAsync(session => StepStore.FindAsync(session, run, name, ct), ct);

    /// <summary>What was fixed for a run to read, by step and input.</summary>
    public async Task<List<(string Step, string Input, IReadOnlyList<StepFile> Files)>> GivenAsync(Guid run, CancellationToken ct) =>
        (await database.ReadAsync(session => session.QueryAsync(
            $"select step, input, name, digest, md5, size_bytes, product from pipelines_input where run = {run} order by step, input, place",
            row => (Step: row.Text(0), Input: row.Text(1), File: new StepFile(row.Text(2), new(row.Digest(3), row.Text(4), row.Number(5)), row.IdOrNull(6))), ct), ct))
        .GroupBy(r => (r.Step, r.Input), r => r.File).Select(g => (g.Key.Step, g.Key.Input, (IReadOnlyList<StepFile>)[.. g])).ToList();

    public static Run Read(DbDataReader row) => new(
        row.Id(0), new(row.Text(1), row.Text(2)), row.Text(3), row.Digest(4), Enum.Parse<RunState>(row.Text(5)), Enum.Parse<RunCause>(row.Text(6)), row.Text(7),
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.Text(8))!, row.Text(9), (int)row.Number(10), row.TextOrNull(11), row.Time(12))
    {
        Batch = row.IdOrNull(13), Open = row.Number(14), StartedAt = row.TimeOrNull(15), EndedAt = row.TimeOrNull(16), Reason = row.TextOrNull(17),
    };
}

/// <summary>Which runs somebody asks for.</summary>
internal sealed record RunFilter(string Mission, string Environment, string? Pipeline = null, RunState? State = null, Guid? Batch = null)
{
    public SqlText Condition()
    {
        var parts = new List<SqlText> { SqlText.Of($"mission = {Mission} and environment = {Environment}") };
        if (Pipeline is not null)
            parts.Add(SqlText.Of($"pipeline = {Pipeline}"));
        if (State is { } state)
            parts.Add(SqlText.Of($"state = {state.ToString()}"));
        if (Batch is { } batch)
            parts.Add(SqlText.Of($"batch = {batch}"));
        return SqlText.Join(" and ", parts);
    }
}
