namespace Gantry.Conformance;

/// <summary>A node's view of a database: it can be cut off, and it says whether it is busy.</summary>
internal sealed class WatchedDatabase(IDatabase inner) : IDatabase
{
    private int _busy;

    /// <summary>Whether nothing is on its way.</summary>
    public bool IsQuiet => Volatile.Read(ref _busy) == 0;

    /// <summary>Whether this node cannot reach the database.</summary>
    public bool IsCutOff { get; set; }

    public string Description => inner.Description;
    public Dialect Dialect => inner.Dialect;
    public Signals Signals => inner.Signals;

    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct) => WatchAsync(() => inner.ReadAsync(read, ct));

    public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken ct) => WatchAsync(() => inner.WriteAsync(work, ct));

    public Task MigrateAsync(IReadOnlyList<SchemaSource> schemas, CancellationToken ct) => inner.MigrateAsync(schemas, ct);

    public Task<TimeSpan> ClockSkewAsync(CancellationToken ct) => inner.ClockSkewAsync(ct);

    // The one who opened it disposes of it.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> WatchAsync<T>(Func<Task<T>> act)
    {
        if (IsCutOff)
            throw new StateUnavailableException("This node is cut off.");
        Interlocked.Increment(ref _busy);
        try
        {
            return await act();
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }
}
