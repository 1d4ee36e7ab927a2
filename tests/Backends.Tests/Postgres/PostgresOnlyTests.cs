using System.Globalization;
using Gantry.Postgres;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Postgres;

/// <summary>What is PostgreSQL's own.</summary>
public sealed class PostgresOnlyTests : IAsyncLifetime
{
    private string _connection = "";
    private PostgresDatabase? _database;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        _database = PostgresPlace.Open(_connection);
        await _database.MigrateAsync(Conformance.DatabasePlace.Schemas, Ct);
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Units_in_a_deadlock_both_succeed_in_the_end()
    {
        await _database!.WriteAsync(work => work.ExecuteAsync($"insert into conformance_row values ('a', null, 0), ('b', null, 0)", Ct), Ct);
        using var bothHoldOne = new Barrier(2);
        var (runs, oneIsDone) = (0, new TaskCompletionSource());

        await Task.WhenAll(BumpAsync("a", "b"), BumpAsync("b", "a"));

        Assert.Equal(3, runs);
        Assert.Equal(4, await _database.ReadAsync(s => s.FirstAsync($"select sum(number)::bigint from conformance_row", row => row.Number(0), Ct), Ct));

        async Task BumpAsync(string first, string second)
        {
            await Task.Run(() => _database.WriteAsync(work => BumpBothAsync(work, first, second), Ct), Ct);
            oneIsDone.TrySetResult();
        }

        async Task BumpBothAsync(UnitOfWork work, string first, string second)
        {
            var run = Interlocked.Increment(ref runs);
            // Who is tried again might be back at its row before the other was woken, and both would meet once more.
            if (run > 2)
                await oneIsDone.Task.WaitAsync(TimeSpan.FromSeconds(120), Ct);
            await work.ExecuteAsync($"update conformance_row set number = number + 1 where id = {first}", Ct);
            if (run <= 2)
                bothHoldOne.SignalAndWait(TimeSpan.FromSeconds(120), Ct);
            await work.ExecuteAsync($"update conformance_row set number = number + 1 where id = {second}", Ct);
        }
    }

    [Fact]
    public async Task Units_that_wrote_leave_one_mark_each_time_and_reads_none()
    {
        for (var i = 0; i < 20; i++)
        {
            var id = i.ToString(CultureInfo.InvariantCulture);
            await _database!.WriteAsync(work => work.ExecuteAsync($"insert into conformance_row values ({id}, null, 0)", Ct), Ct);
        }
        for (var i = 0; i < 20; i++)
            await _database!.WriteAsync(work => work.FirstAsync($"select 1", row => row.Number(0), Ct), Ct);

        var marks = await _database!.ReadAsync(s => s.QueryAsync($"select mark from core_commit", row => row.Number(0), Ct), Ct);
        Assert.Equal(20, Assert.Single(marks));
    }

    [Fact]
    public async Task Migrating_leaves_other_programs_tables_alone()
    {
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using var database = PostgresPlace.Open(connection);
        await database.ReadAsync(s => s.ExecuteAsync($"create table theirs (name text)", Ct), Ct);

        await database.MigrateAsync(Conformance.DatabasePlace.Schemas, Ct);

        Assert.Equal("theirs", await database.ReadAsync(s => s.FirstAsync(
            $"""
             select c.relname::text from pg_attribute a join pg_class c on c.oid = a.attrelid
             where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
               and a.atttypid = 'text'::regtype and a.attcollation = 'pg_catalog."default"'::regcollation
             """,
            row => row.Text(0), Ct), Ct));
    }

    [Fact]
    public async Task Refuses_a_database_that_cannot_hold_every_name()
    {
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync("encoding 'LATIN1' locale 'C'");
        await using var database = PostgresPlace.Open(connection);

        var refusal = await Assert.ThrowsAsync<StateRefusedException>(() => database.MigrateAsync(Conformance.DatabasePlace.Schemas, Ct));

        Assert.Contains("LATIN1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_named_without_waiting()
    {
        await using var database = PostgresPlace.Open(_connection + "_nowhere;Password=hush");

        var told = await Assert.ThrowsAsync<StateUnavailableException>(() => database.ReadAsync(s => s.FirstAsync($"select 1", row => row.Number(0), Ct), Ct));

        Assert.Contains("_nowhere", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", told.Message + database.Description, StringComparison.Ordinal);
    }
}
