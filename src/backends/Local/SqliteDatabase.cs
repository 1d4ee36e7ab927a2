using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gantry.Local;

/// <summary>State in one SQLite file, owned by one process. All writes go through one writer, which commits them in groups.</summary>
public sealed partial class SqliteDatabase : IDatabase
{
    /// <summary>More than the program has of its own, so that only those made at run time push one another out.</summary>
    internal const int KeptStatements = 500;

    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly FileStream _ownership;
    private readonly ConcurrentBag<Statements> _readers = [];
    private readonly SqliteWriter _writer;

    public SqliteDatabase(string file, TimeProvider clock, ILogger<SqliteDatabase> log)
    {
        (_file, _clock, _log) = (Path.GetFullPath(file), clock, log);
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        _ownership = Own(_file + ".owner");
        if (!SqliteEngine.IsSystem)
            LogBundledEngine();
        _writer = new(Open(SqliteOpenMode.ReadWriteCreate), Dialect, Signals, clock);
    }

    public string Description => $"SQLite, {_file}";

    public Dialect Dialect { get; } = new("sqlite", SqlText.Constant(""), LockFor: null);

    public Signals Signals { get; } = new();

    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_readers.TryTake(out var reader))
            reader = new(Open(SqliteOpenMode.ReadOnly), KeptStatements);
        try
        {
            var result = await read(new Session(reader, null, Dialect));
            _readers.Add(reader);
            return result;
        }
        catch (SqliteException e)
        {
            await reader.DisposeAsync();
            throw SqliteFailure.Translate(e);
        }
        catch
        {
            // An unread result may still hang on this connection; a new one costs less than finding out.
            await reader.DisposeAsync();
            throw;
        }
    }

    public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken ct) => _writer.RunAsync(work, ct);

    public Task MigrateAsync(IReadOnlyList<SchemaSource> schemas, CancellationToken ct) =>
        _writer.RunAloneAsync(session => Migration.ApplyAsync(session, schemas, _clock, ct), ct);

    public Task<TimeSpan> ClockSkewAsync(CancellationToken ct) => Task.FromResult(TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        foreach (var reader in _readers)
            await reader.DisposeAsync();
        await _ownership.DisposeAsync();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        using var pragmas = connection.CreateCommand();
        // FULL: in WAL mode each commit is flushed, so what was answered survives a power cut.
        pragmas.CommandText = mode == SqliteOpenMode.ReadOnly
            ? "pragma busy_timeout = 10000; pragma cache_size = -16000;"
            : "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 10000; pragma cache_size = -64000; pragma foreign_keys = on;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private static FileStream Own(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e)
        {
            throw new StateRefusedException(
                $"Another Gantry has this database open ({file} is locked: {e.Message}). Stop it, give this one another data.folder, or use PostgreSQL, which several can share.");
        }
    }

    [LoggerMessage(1001, LogLevel.Warning,
        "The system has no libsqlite3, so the older SQLite that comes with Gantry is used; install your distribution's package to get its security fixes")]
    private partial void LogBundledEngine();
}
