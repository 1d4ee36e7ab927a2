using System.Data.Common;

namespace Gantry.Pipelines;

/// <summary>The steps of runs. All of it happens in the caller's unit of work.</summary>
internal static class StepStore
{
    // SQLite looks for each value of a statement among all of them.
    private const int RowsAtOnce = 50;

    private static readonly SqlText _columns = SqlText.Constant(
        "run, name, step, parent, place, item, state, open, bad, broken, transient, refused, attempts, cache_key, taken_from, progress, progress_note, started_at, ended_at, reason");

    public static async Task AddAsync(UnitOfWork work, IReadOnlyList<RunStep> rows, CancellationToken ct)
    {
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            var values = chunk.Select(r => SqlText.Of($"({r.Run}, {r.Name}, {r.Step}, {r.Parent}, {r.Place}, {r.Item}, {r.State.ToString()}, {r.Open}, {r.Bad}, 0, 0, 0, 0)"));
            await work.ExecuteSoonAsync(
                $"""
                 insert into pipelines_step (run, name, step, parent, place, item, state, open, bad, broken, transient, refused, attempts)
                 values {SqlText.Join(", ", values)}
                 """, ct);
        }
    }

    public static async Task EndAsync(UnitOfWork work, Guid run, IReadOnlyList<Ended> ended, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var chunk in ended.Chunk(RowsAtOnce))
        {
            var values = chunk.Select(e => SqlText.Of($"({e.Step.Name}, {e.State.ToString()}, {e.Reason}, {e.TakenFrom})"));
            await work.ExecuteSoonAsync(
                $"""
                 with ended (of_step, verdict, why, taken) as (values {SqlText.Join(", ", values)})
                 update pipelines_step set state = verdict, reason = why, taken_from = taken, ended_at = {now}, progress = null
                 from ended where run = {run} and name = of_step
                 """, ct);
        }
    }

    public static async Task MarkAsync(UnitOfWork work, Guid run, IReadOnlyList<string> names, StepState state, DateTimeOffset? startedAt, CancellationToken ct)
    {
        if (names.Count > 0)
            await work.ExecuteSoonAsync($"update pipelines_step set state = {state.ToString()}, started_at = coalesce({startedAt}, started_at) where run = {run} and name in {names}", ct);
    }

    public static async Task ReadyAsync(UnitOfWork work, Guid run, IReadOnlyList<(string Name, string Key)> ready, CancellationToken ct)
    {
        foreach (var chunk in ready.Chunk(RowsAtOnce))
        {
            var values = chunk.Select(r => SqlText.Of($"({r.Name}, {r.Key})"));
            await work.ExecuteSoonAsync(
                $"""
                 with ready (of_step, with_key) as (values {SqlText.Join(", ", values)})
                 update pipelines_step set state = {StepState.Ready.ToString()}, cache_key = with_key from ready where run = {run} and name = of_step
                 """, ct);
        }
    }

    public static Task FanAsync(UnitOfWork work, Guid run, string name, int children, DateTimeOffset now, CancellationToken ct) =>
        work.ExecuteSoonAsync($"update pipelines_step set state = {StepState.Fanned.ToString()}, open = {children}, bad = 0, started_at = {now} where run = {run} and name = {name}", ct);

    /// <summary>Parts of a step that fanned out have ended; the step itself when those were the last.</summary>
    public static Task<RunStep?> CountDownAsync(UnitOfWork work, Guid run, string parent, int ended, int bad, CancellationToken ct) =>
        work.FirstAsync(
            $"""
             update pipelines_step set open = open - {ended}, bad = bad + {bad}
             where run = {run} and name = {parent} and state = {StepState.Fanned.ToString()} returning {_columns}
             """, row => row.Number(7) == 0 ? Read(row) : null, ct);

    /// <summary>What these waited for has ended; the ones that wait for nothing more.</summary>
    public static async Task<List<RunStep>> CountDownAsync(UnitOfWork work, Guid run, IReadOnlyDictionary<string, (int Open, int Bad)> counts, CancellationToken ct)
    {
        var released = new List<RunStep>();
        foreach (var same in counts.GroupBy(c => c.Value, c => c.Key))
        {
            foreach (var names in same.Chunk(RowsAtOnce))
            {
                var rows = await work.QueryAsync(
                    $"""
                     update pipelines_step set open = open - {same.Key.Open}, bad = bad + {same.Key.Bad}
                     where run = {run} and state = {StepState.Waiting.ToString()} and name in {names} returning {_columns}
                     """, Read, ct);
                released.AddRange(rows.Where(r => r.Open == 0));
            }
        }
        return [.. released.OrderBy(r => r.Place)];
    }

    public static async Task<IReadOnlyDictionary<StepState, long>> ChildStatesAsync(UnitOfWork work, Guid run, string parent, CancellationToken ct) =>
        (await work.QueryAsync(
            $"select state, count(*) from pipelines_step where run = {run} and parent = {parent} group by state",
            row => (State: Enum.Parse<StepState>(row.Text(0)), Count: row.Number(1)), ct)).ToDictionary(s => s.State, s => s.Count);

    public static async Task<IReadOnlyDictionary<string, StepState>> StatesAsync(Session session, Guid run, IReadOnlyCollection<string> names, CancellationToken ct) =>
        names.Count == 0 ? new Dictionary<string, StepState>() : (await session.QueryAsync(
            $"select name, state from pipelines_step where run = {run} and name in {names}", row => (Name: row.Text(0), State: Enum.Parse<StepState>(row.Text(1))), ct))
        .ToDictionary(s => s.Name, s => s.State, StringComparer.Ordinal);

    public static async Task<StepState?> StateAsync(UnitOfWork work, Guid run, string name, CancellationToken ct) =>
        (await StatesAsync(work, run, [name], ct)).TryGetValue(name, out var state) ? state : null;

    /// <summary>Those of these that passed in a run.</summary>
    public static async Task<IReadOnlySet<string>> PassedAsync(UnitOfWork work, Guid run, IReadOnlyCollection<string> names, CancellationToken ct) =>
        (await StatesAsync(work, run, names, ct)).Where(s => s.Value == StepState.Passed).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>How many of the steps that did not fan from another ended how, and those that broke.</summary>
    public static Task<List<RunStep>> BrokenAsync(UnitOfWork work, Guid run, CancellationToken ct) =>
        work.QueryAsync(
            $"""
             select {_columns} from pipelines_step where run = {run} and parent is null and state in ({StepState.Failed.ToString()}, {StepState.Errored.ToString()}) order by place
             """, Read, ct);

    public static Task<RunStep?> FindAsync(Session session, Guid run, string name, CancellationToken ct) =>
        session.FirstAsync($"select {_columns} from pipelines_step where run = {run} and name = {name}", Read, ct);

    /// <summary>The steps of a run as they are written, each before its parts; after a place.</summary>
    public static Task<List<RunStep>> ListAsync(Session session, Guid run, long afterPlace, string afterName, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"""
             select {_columns} from pipelines_step
             where run = {run} and (place > {afterPlace} or (place = {afterPlace} and name > {afterName})) order by place, name limit {limit}
             """, Read, ct);

    /// <summary>Everything that has not begun ends; says how many that were.</summary>
    public static Task<int> CancelAsync(UnitOfWork work, Guid run, string reason, DateTimeOffset now, CancellationToken ct) =>
        work.ExecuteAsync(
            $"""
             update pipelines_step set state = {StepState.Cancelled.ToString()}, reason = {reason}, ended_at = {now}
             where run = {run} and state in ({StepState.Waiting.ToString()}, {StepState.Ready.ToString()}, {StepState.Asking.ToString()}, {StepState.Fanned.ToString()})
             """, ct);

    /// <summary>A step is in a worker's hands.</summary>
    public static Task StartAsync(UnitOfWork work, RunStep step, DateTimeOffset now, CancellationToken ct) =>
        work.ExecuteSoonAsync(
            $"""
             update pipelines_step set state = {StepState.Running.ToString()}, started_at = coalesce(started_at, {now}), attempts = attempts + 1,
                 broken = {step.Broken} where run = {step.Run} and name = {step.Name}
             """, ct);

    /// <summary>A step will be tried again.</summary>
    public static Task RetryAsync(UnitOfWork work, RunStep step, string reason, CancellationToken ct) =>
        work.ExecuteSoonAsync(
            $"""
             update pipelines_step set state = {StepState.Ready.ToString()}, broken = {step.Broken}, transient = {step.Transient}, refused = {step.Refused},
                 reason = {reason}, progress = null where run = {step.Run} and name = {step.Name}
             """, ct);

    public static Task ShowProgressAsync(UnitOfWork work, Guid run, string name, double progress, string? note, CancellationToken ct) =>
        work.ExecuteAsync($"update pipelines_step set progress = {progress}, progress_note = {note} where run = {run} and name = {name} and state = {StepState.Running.ToString()}", ct);

    internal static RunStep Read(DbDataReader row) => new(
        row.Id(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Number(4), row.TextOrNull(5), Enum.Parse<StepState>(row.Text(6)))
    {
        Open = row.Number(7), Bad = row.Number(8), Broken = row.Number(9), Transient = row.Number(10), Refused = row.Number(11), Attempts = row.Number(12),
        CacheKey = row.TextOrNull(13), TakenFrom = row.TextOrNull(14), Progress = row.IsDBNull(15) ? null : row.GetDouble(15), ProgressNote = row.TextOrNull(16),
        StartedAt = row.TimeOrNull(17), EndedAt = row.TimeOrNull(18), Reason = row.TextOrNull(19),
    };
}
