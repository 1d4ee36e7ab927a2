namespace Gantry;

/// <summary>
/// Where state lives. Port; the promises below are the suite in tests/Conformance.
/// </summary>
/// <remarks>
/// Threads: every method may be called from any thread at any time.
/// Durability: when <see cref="WriteAsync"/> returns, its changes survive a power cut.
/// Crashes: a unit of work happens whole or not at all. When the connection is lost while it commits, the engine is
/// asked afterwards what became of it, so the caller is told the truth, or <see cref="StateUnavailableException"/>.
/// Order: units that take the stamp commit in the order of their stamps (see <see cref="UnitOfWork.StampAsync"/>).
/// </remarks>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Which engine and where, in words for the start banner; never with a password.</summary>
    string Description { get; }

    /// <summary>The words in which this engine differs.</summary>
    Dialect Dialect { get; }

    /// <summary>Wakes those who wait for entries or work, on this node and on the others.</summary>
    Signals Signals { get; }

    /// <summary>Reads from one consistent connection. Never opens a write.</summary>
    Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct);

    /// <summary>
    /// Runs a unit of work and commits it. The work may run more than once (a lost connection, a deadlock), so it must
    /// change nothing but the session it is given, and await nothing but that session.
    /// </summary>
    Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken ct);

    /// <summary>Brings the schemas up to date, alone on all nodes; refuses a database newer than the program.</summary>
    Task MigrateAsync(IReadOnlyList<SchemaSource> schemas, CancellationToken ct);

    /// <summary>How far this node's clock is ahead of the database's; zero where they are the same machine's.</summary>
    Task<TimeSpan> ClockSkewAsync(CancellationToken ct);
}

/// <summary>The database cannot be reached or cannot write just now; nothing was changed, or the message says that it is not known.</summary>
public sealed class StateUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The database is not one this program may open, and says why.</summary>
public sealed class StateRefusedException(string message) : Exception(message);

public static class DatabaseExtensions
{
    /// <summary>A write with nothing to return.</summary>
    public static Task WriteAsync(this IDatabase database, Func<UnitOfWork, Task> work, CancellationToken ct) =>
        database.WriteAsync(async unit =>
        {
            await work(unit);
            return 0;
        }, ct);

    /// <summary>The time of the last change that can be seen; for telling later what happened since.</summary>
    public static Task<DateTimeOffset> LastStampAsync(this IDatabase database, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select time from core_head where name = 'journal'", row => row.Time(0), ct), ct);
}
