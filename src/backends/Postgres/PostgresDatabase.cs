using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gantry.Postgres;

/// <summary>
/// State in PostgreSQL, shared by any number of nodes. Units of work run side by side; only those that take the journal's
/// head wait for one another.
/// </summary>
public sealed partial class PostgresDatabase : IDatabase
{
    private readonly PostgresAddress _address;
    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CommitMarks _marks = new();
    private readonly Signals _signals = new();
    private readonly PostgresListener _listener;

    public PostgresDatabase(string connectionString, TimeProvider clock, ILogger<PostgresDatabase> log)
    {
        (_address, _clock, _log) = (new(connectionString), clock, log);
        _source = NpgsqlDataSource.Create(_address.Pooled);
        _listener = new(_address, _signals, clock, log);
    }

    public string Description => $"PostgreSQL, {_address}";

    public Dialect Dialect { get; } = new(
        "postgres", SqlText.Constant("for update skip locked"),
        name => SqlText.Of($"select pg_advisory_xact_lock(hashtextextended({name}, 0))"));

    public Signals Signals
    {
        get
        {
            // Whoever asks for the signals may wait for one, so from here on the other nodes are listened to.
            _listener.Start();
            return _signals;
        }
    }

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct) =>
        InspiteOfInterruptionsAsync(async () =>
        {
            await using var connection = await _source.OpenConnectionAsync(ct);
            return await read(new Session(new(connection), null, Dialect));
        }, ct);

    public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken ct) =>
        InspiteOfInterruptionsAsync(() => RunAsync(work, ct), ct);

    public async Task MigrateAsync(IReadOnlyList<SchemaSource> schemas, CancellationToken ct)
    {
        _listener.Start();
        await InspiteOfInterruptionsAsync(async () =>
        {
            await using var connection = await _address.OpenAloneAsync(ct);
            await PostgresSchema.MigrateAsync(connection, Dialect, schemas, _clock, ct);
            return 0;
        }, ct);
    }

    public async Task<TimeSpan> ClockSkewAsync(CancellationToken ct)
    {
        var before = _clock.GetUtcNow();
        var there = await ReadAsync(session => session.FirstAsync(
            $"select (extract(epoch from clock_timestamp()) * 1000)::bigint", row => row.Time(0), ct), ct);
        // The question was answered somewhere between the two; the middle errs by half the way at most.
        var here = before + ((_clock.GetUtcNow() - before) / 2);
        return here - there;
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task<T> RunAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken ct)
    {
        UnitOfWork unit;
        T result;
        var mark = _marks.Take();
        Exception? doubt = null;
        try
        {
            await using var connection = await _source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
            unit = new UnitOfWork(new(connection), transaction, Dialect, new CommitGroup(), _clock);
            result = await work(unit);
            var closing = await unit.FinishAsync(ct);
            try
            {
                await CommitAsync(connection, closing, mark, unit.Topics);
            }
            catch (Exception e) when (PostgresFailure.LeavesDoubt(e))
            {
                doubt = e;
            }
        }
        catch
        {
            _marks.Return(mark);
            throw;
        }
        // Asked only now: the connection in doubt is closed, so it cannot be the one that blocks the question.
        if (doubt is not null && !await WasKeptAsync(mark, doubt, ct))
        {
            _marks.Return(mark);
            throw new UnitLostException(doubt);
        }
        _marks.Return(mark);
        foreach (var topic in unit.Topics)
            _signals.Wake(topic);
        return result;
    }

    // Entries, mark, wakes and commit go in one message, because the unit holds the head of the journal and others wait for it.
    // Not cancellable: a commit that was sent is waited for, whatever the caller thinks of it by now.
    private async Task CommitAsync(NpgsqlConnection connection, IReadOnlyList<SqlText> closing, CommitMark mark, IReadOnlyCollection<string> topics)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in closing)
        {
            var command = new NpgsqlBatchCommand();
            statement.Fill(command);
            batch.BatchCommands.Add(command);
        }
        batch.BatchCommands.Add(mark.Leave(_clock.GetUtcNow()));
        if (topics.Count > 0)
            batch.BatchCommands.Add(PostgresListener.Wake(topics));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task<bool> WasKeptAsync(CommitMark mark, Exception doubt, CancellationToken ct)
    {
        LogDoubt(doubt.Message);
        var patience = new Patience(_clock);
        while (true)
        {
            try
            {
                await using var connection = await _address.OpenAloneAsync(ct);
                var kept = await mark.WasKeptAsync(connection, ct);
                LogDoubtResolved(kept ? "was made" : "was not made and is tried again");
                return kept;
            }
            catch (NpgsqlException e)
            {
                if (!await patience.TryWaitAsync(ct))
                    throw new StateUnavailableException(
                        $"The connection to {Description} was lost in the middle of a commit and cannot be had again ({e.Message}): " +
                        "it is not known whether the change was made.", e);
            }
        }
    }

    private async Task<T> InspiteOfInterruptionsAsync<T>(Func<Task<T>> attempt, CancellationToken ct)
    {
        var patience = new Patience(_clock);
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (Exception e) when (PostgresFailure.MayPass(e))
            {
                if (!await patience.TryWaitAsync(ct))
                    throw new StateUnavailableException(
                        $"{Description} cannot be reached or does not keep up ({e.Message}): nothing was changed.", e);
                LogAgain(e.Message);
            }
            catch (PostgresException e) when (PostgresFailure.InWords(e) is { } words)
            {
                throw new StateUnavailableException($"{Description} {words} ({e.MessageText}): nothing was changed.", e);
            }
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "Trying a read or a unit of work again: {Reason}")]
    private partial void LogAgain(string reason);

    [LoggerMessage(1102, LogLevel.Warning, "The connection was lost in the middle of a commit ({Reason}); asking what became of it")]
    private partial void LogDoubt(string reason);

    [LoggerMessage(1103, LogLevel.Warning, "The change whose commit was interrupted {Outcome}")]
    private partial void LogDoubtResolved(string outcome);
}
