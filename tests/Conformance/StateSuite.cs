using Xunit;

namespace Gantry.Conformance;

/// <summary>What the suites over a database share: a migrated database, and short words for what they do with it.</summary>
public abstract class StateSuite : IAsyncLifetime
{
    protected static readonly EntryKind Noted = new("conformance.noted", "The suite noted something.");

    private DatabasePlace? _place;
    private IDatabase? _database;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected IDatabase Database => _database!;

    protected DatabasePlace Place => _place!;

    /// <summary>An empty database.</summary>
    protected abstract Task<DatabasePlace> NewPlaceAsync();

    public async ValueTask InitializeAsync()
    {
        _place = await NewPlaceAsync();
        _database = _place.Open();
        await _database.MigrateAsync(DatabasePlace.Schemas, Ct);
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_place is not null)
            await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected static Entry Note(string subject, Scope where = default) => Entry.Of(Noted, where, subject, "suite", new { subject });

    protected static Task AddRowAsync(Session session, string id, long number = 0, string? worker = null) =>
        session.ExecuteAsync($"insert into conformance_row values ({id}, {worker}, {number})", Ct);

    protected Task<List<string>> RowsAsync() =>
        Database.ReadAsync(session => session.QueryAsync($"select id from conformance_row order by id", row => row.Text(0), Ct), Ct);

    protected Task<List<JournalEntry>> EntriesAsync() => new Journal(Database, TimeProvider.System).ReadAsync(JournalFilter.All, 0, 1000, Ct);

    /// <summary>Does something several times at once, and fails with the first that fails.</summary>
    protected static Task AtOnceAsync(int times, Func<int, Task> act) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(i => Task.Run(() => act(i), Ct))).WaitAsync(TimeSpan.FromSeconds(120), Ct);

    protected sealed class OnPurposeException : Exception;
}
