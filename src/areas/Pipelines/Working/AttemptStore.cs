using System.Data.Common;

namespace Gantry.Pipelines;

internal enum AttemptState { Running, Passed, Failed, Errored, Transient, Lost, Cancelled }

/// <summary>One try of a step, fenced by the token of the order it was given.</summary>
internal sealed record Attempt(Guid Id, Guid Run, string Step, long Number, string Node, string Runner, long Token, AttemptState State, DateTimeOffset StartedAt)
{
    public int? ExitCode { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public StepUse? Use { get; init; }
    public byte[]? ShortLog { get; init; }
    public Digest? LogDigest { get; init; }
    public long LogBytes { get; init; }
}

/// <summary>Attempts and the pieces of the logs of those that go on.</summary>
internal sealed class AttemptStore(IDatabase database)
{
    private const int PiecesKept = 64;

    private static readonly SqlText _columns = SqlText.Constant(
        "id, run, step, number, node, runner, token, state, started_at, exit_code, reason, ended_at, processor_ms, peak_bytes, read_bytes, written_bytes, log, log_digest, log_bytes");

    public static Task AddAsync(UnitOfWork work, Attempt a, CancellationToken ct) =>
        work.ExecuteSoonAsync(
            $"""
             insert into pipelines_attempt (id, run, step, number, node, runner, token, state, started_at, log_bytes)
             values ({a.Id}, {a.Run}, {a.Step}, {a.Number}, {a.Node}, {a.Runner}, {a.Token}, {a.State.ToString()}, {a.StartedAt}, 0)
             """, ct);

    public static async Task EndAsync(UnitOfWork work, Attempt a, CancellationToken ct)
    {
        await work.ExecuteSoonAsync(
            $"""
             update pipelines_attempt set state = {a.State.ToString()}, runner = {a.Runner}, exit_code = {(long?)a.ExitCode}, reason = {a.Reason}, ended_at = {a.EndedAt},
                 processor_ms = {(long?)a.Use?.Processor?.TotalMilliseconds}, peak_bytes = {a.Use?.PeakMemoryBytes}, read_bytes = {a.Use?.ReadBytes}, written_bytes = {a.Use?.WrittenBytes},
                 log = {(a.ShortLog is null ? null : Convert.ToBase64String(a.ShortLog))}, log_digest = {a.LogDigest}, log_bytes = {a.LogBytes}
             where id = {a.Id}
             """, ct);
        await work.ExecuteSoonAsync($"delete from pipelines_log where attempt = {a.Id}", ct);
    }

    /// <summary>Attempts of a step that went on under an earlier token have lost their worker; says how many that were.</summary>
    public static Task<int> LoseAsync(UnitOfWork work, Guid run, string step, DateTimeOffset now, CancellationToken ct) =>
        work.ExecuteAsync(
            $"""
             update pipelines_attempt set state = {AttemptState.Lost.ToString()}, ended_at = {now}, reason = {"its worker did not answer any more"}
             where run = {run} and step = {step} and state = {AttemptState.Running.ToString()}
             """, ct);

    public static async Task ShowAsync(UnitOfWork work, Guid attempt, long start, byte[] bytes, CancellationToken ct)
    {
        await work.ExecuteSoonAsync($"insert into pipelines_log (attempt, start, bytes) values ({attempt}, {start}, {Convert.ToBase64String(bytes)})", ct);
        await work.ExecuteSoonAsync(
            $"""
             delete from pipelines_log where attempt = {attempt} and start <=
                 (select start from pipelines_log where attempt = {attempt} order by start desc limit 1 offset {PiecesKept})
             """, ct);
        await work.ExecuteSoonAsync($"update pipelines_attempt set log_bytes = {start + bytes.Length} where id = {attempt}", ct);
    }

    public Task<List<Attempt>> OfStepAsync(Guid run, string step, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync($"select {_columns} from pipelines_attempt where run = {run} and step = {step} order by number limit 1000", Read, ct), ct);

    public Task<Attempt?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from pipelines_attempt where id = {id}", Read, ct), ct);

    /// <summary>The pieces of a log that goes on, also the one in which a place is; what is older than the last ones is not there any more.</summary>
    public Task<List<LogPiece>> PiecesAsync(Guid attempt, long from, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select start, bytes from pipelines_log where attempt = {attempt} and start > {from - AttemptLog.PieceBytes} order by start limit {PiecesKept}",
            row => new LogPiece(row.Number(0), Convert.FromBase64String(row.Text(1))), ct), ct);

    private static Attempt Read(DbDataReader row) => new(
        row.Id(0), row.Id(1), row.Text(2), row.Number(3), row.Text(4), row.Text(5), row.Number(6), Enum.Parse<AttemptState>(row.Text(7)), row.Time(8))
    {
        ExitCode = (int?)row.NumberOrNull(9), Reason = row.TextOrNull(10), EndedAt = row.TimeOrNull(11),
        Use = row.TimeOrNull(11) is not { } ended ? null : new(
            ended - row.Time(8), row.NumberOrNull(12) is { } ms ? TimeSpan.FromMilliseconds(ms) : null, row.NumberOrNull(13), row.NumberOrNull(14), row.NumberOrNull(15)),
        ShortLog = row.TextOrNull(16) is { } log ? Convert.FromBase64String(log) : null, LogDigest = row.DigestOrNull(17), LogBytes = row.Number(18),
    };
}
