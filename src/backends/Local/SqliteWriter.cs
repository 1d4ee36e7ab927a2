using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Gantry.Local;

/// <summary>
/// The one thread that writes. Whatever waits when it begins is committed together, each unit in a savepoint of its own,
/// so one flush of the disk serves many units and a unit that fails takes nobody with it.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestGroup = 256;

    private readonly SqliteConnection _connection;
    private readonly Statements _statements;
    private readonly Dialect _dialect;
    private readonly Signals _signals;
    private readonly TimeProvider _clock;
    private readonly Channel<IJob> _waiting = Channel.CreateUnbounded<IJob>(new() { SingleReader = true });
    private readonly Task _thread;

    public SqliteWriter(SqliteConnection connection, Dialect dialect, Signals signals, TimeProvider clock)
    {
        (_connection, _dialect, _signals, _clock) = (connection, dialect, signals, clock);
        _statements = new(connection, SqliteDatabase.KeptStatements);
        _thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Task<T> RunAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken ct) => Enqueue(new Job<T>(work, ct));

    /// <summary>Runs a script outside any group.</summary>
    public Task RunAloneAsync(Func<Session, Task> script, CancellationToken ct) =>
        Enqueue(new Job<int>(async session => { await script(session); return 0; }, ct) { IsAlone = true });

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _thread;
        await _statements.DisposeAsync();
    }

    private Task<T> Enqueue<T>(Job<T> job)
    {
        if (!_waiting.Writer.TryWrite(job))
            throw new StateUnavailableException("The database is closed: the server is stopping.");
        return job.Done.Task;
    }

    private void Run()
    {
        var group = new List<IJob>();
        while (WaitForWork())
        {
            group.Clear();
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var job))
            {
                if (!job.IsCancelled)
                    group.Add(job);
            }
            foreach (var alone in group.Where(j => j.IsAlone))
                CommitGroup([alone], needsStamp: false);
            group.RemoveAll(j => j.IsAlone);
            if (group.Count > 0)
                CommitGroup(group, needsStamp: true);
        }
    }

    private bool WaitForWork() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void CommitGroup(List<IJob> jobs, bool needsStamp)
    {
        var topics = new HashSet<string>();
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            var group = new CommitGroup();
            // Taken before any savepoint, so that no unit's failure can take the group's time back.
            if (needsStamp)
                Wait(new UnitOfWork(_statements, transaction, _dialect, group, _clock).StampAsync(CancellationToken.None));
            foreach (var job in jobs)
                RunInSavepoint(job, transaction, group, topics);
            transaction.Commit();
        }
        catch (Exception e)
        {
            var failure = e is SqliteException sqlite ? SqliteFailure.Translate(sqlite) : e;
            foreach (var job in jobs)
                job.Fail(failure);
            return;
        }
        foreach (var topic in topics)
            _signals.Wake(topic);
        foreach (var job in jobs)
            job.Complete();
    }

    private void RunInSavepoint(IJob job, SqliteTransaction transaction, CommitGroup group, HashSet<string> topics)
    {
        transaction.Save("unit");
        var seq = group.Seq;
        try
        {
            var work = new UnitOfWork(_statements, transaction, _dialect, group, _clock);
            Wait(job.RunAsync(work));
            foreach (var closing in work.FinishAsync(CancellationToken.None).GetAwaiter().GetResult())
                Wait(work.ExecuteAsync(closing, CancellationToken.None));
            topics.UnionWith(work.Topics);
        }
        catch (Exception e) when (e is not SqliteException { SqliteErrorCode: 10 or 13 })
        {
            transaction.Rollback("unit");
            group.Seq = seq;
            job.Fail(e is SqliteException sqlite ? SqliteFailure.Translate(sqlite) : e);
        }
        transaction.Release("unit");
    }

    // SQLite answers on the calling thread, so these tasks are complete; a unit that awaits anything else would hold up all others.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private interface IJob
    {
        bool IsAlone { get; }
        bool IsCancelled { get; }
        Task RunAsync(UnitOfWork work);
        void Complete();
        void Fail(Exception e);
    }

    private sealed class Job<T>(Func<UnitOfWork, Task<T>> work, CancellationToken ct) : IJob
    {
        private T _result = default!;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAlone { get; init; }

        public bool IsCancelled => ct.IsCancellationRequested && Done.TrySetCanceled(ct);

        public async Task RunAsync(UnitOfWork unit) => _result = await work(unit);

        public void Complete() => Done.TrySetResult(_result);

        public void Fail(Exception e) => Done.TrySetException(e);
    }
}
