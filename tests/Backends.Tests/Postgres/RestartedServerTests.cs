using System.Collections.Concurrent;
using System.Globalization;
using Gantry.Postgres;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Postgres;

/// <summary>The server crashes and comes back while nodes write. Its own server, because the others would notice.</summary>
public sealed class RestartedServerTests
{
    private const int Writers = 8;
    private const int Restarts = 3;

    private static readonly EntryKind _written = new("conformance.written", "A writer wrote.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_unit_reported_as_committed_is_there_and_none_twice()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.NewDatabaseAsync();
        await using var one = PostgresPlace.Open(connection);
        await using var two = PostgresPlace.Open(connection);
        await one.MigrateAsync(Conformance.DatabasePlace.Schemas, Ct);
        PostgresDatabase[] nodes = [one, two];
        var reported = new ConcurrentDictionary<string, bool>();
        var isOver = false;

        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; !Volatile.Read(ref isOver); i++)
            {
                var id = $"{w}/{i}";
                await WriteAsync(nodes[w % 2], id, withEntry: i % 2 == 0);
                reported[id] = true;
            }
        }, Ct)).ToList();
        for (var i = 0; i < Restarts; i++)
        {
            var before = reported.Count;
            await Eventually.HoldsAsync(() => reported.Count > before + 50, "the writers are at work");
            await server.RestartAsync();
        }
        var last = reported.Count;
        await Eventually.HoldsAsync(() => reported.Count > last + 50, "the writers go on after the last restart");
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(writing).WaitAsync(TimeSpan.FromSeconds(120), Ct);

        var rows = await one.ReadAsync(s => s.QueryAsync($"select id from conformance_row", row => row.Text(0), Ct), Ct);
        Assert.Equal(reported.Keys.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        var entries = await one.ReadAsync(s => s.QueryAsync(
            $"select seq, subject from core_journal order by seq", row => (Seq: row.Number(0), Subject: row.Text(1)), Ct), Ct);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(n => (long)n), entries.Select(e => e.Seq));
        Assert.Equal(reported.Keys.Where(IsEven).Order(StringComparer.Ordinal), entries.Select(e => e.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Waiters_hear_again_after_a_restart()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.NewDatabaseAsync();
        await using var one = PostgresPlace.Open(connection);
        await using var two = PostgresPlace.Open(connection);
        await one.MigrateAsync(Conformance.DatabasePlace.Schemas, Ct);
        // Who waits while the server is away is woken when it is back, to look for what was missed.
        var ticket = two.Signals.Ticket("bell");
        await ticket.WaitAsync(TimeSpan.FromSeconds(120), Ct);
        ticket = two.Signals.Ticket("bell");

        await server.RestartAsync();

        await ticket.WaitAsync(TimeSpan.FromSeconds(120), Ct);
        ticket = two.Signals.Ticket("bell");
        await one.WriteAsync(work => { work.Wake("bell"); return Task.CompletedTask; }, Ct);
        await ticket.WaitAsync(TimeSpan.FromSeconds(120), Ct);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_told_to_the_caller_within_its_patience()
    {
        await using var server = await PostgresServer.StartAsync();
        var clock = new PuppetClock();
        await using var database = PostgresPlace.Open(await server.NewDatabaseAsync(), clock);
        await server.KillAsync();

        var writing = database.WriteAsync(work => WriteRowAsync(work, "never"), Ct);
        while (!writing.IsCompleted)
        {
            await Eventually.HoldsAsync(() => writing.IsCompleted || clock.Waiting > 0, "the unit waits for its next try");
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        var told = await Assert.ThrowsAsync<StateUnavailableException>(() => writing);
        Assert.Contains("nothing was changed", told.Message, StringComparison.Ordinal);
        Assert.InRange(clock.GetUtcNow() - new PuppetClock().GetUtcNow(), TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(18));
    }

    private static bool IsEven(string id) => int.Parse(id.Split('/')[1], CultureInfo.InvariantCulture) % 2 == 0;

    private static Task WriteAsync(PostgresDatabase node, string id, bool withEntry) => node.WriteAsync(async work =>
    {
        await WriteRowAsync(work, id);
        if (withEntry)
            work.Tell(Entry.Of(_written, Scope.Everywhere, id, "suite", new { id }));
    }, Ct);

    private static Task WriteRowAsync(UnitOfWork work, string id) =>
        work.ExecuteAsync($"insert into conformance_row values ({id}, null, 0)", Ct);
}
