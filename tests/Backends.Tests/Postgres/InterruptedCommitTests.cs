using Gantry.Postgres;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Postgres;

/// <summary>The connection breaks at the worst moment: while a unit is being committed.</summary>
public sealed class InterruptedCommitTests : IAsyncLifetime
{
    private CutWire? _wire;
    private PostgresDatabase? _database;
    private PostgresDatabase? _other;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var server = await PostgresServer.SharedAsync();
        var direct = await server.NewDatabaseAsync();
        _wire = new(server.Port);
        // Statements are prepared only where a test does not have to recognise them on the wire.
        _database = PostgresPlace.Open(PostgresServer.ConnectionTo(NameOf(direct), _wire.Port) + ";Max Auto Prepare=0");
        _other = PostgresPlace.Open(direct);
        await _other.MigrateAsync(Conformance.DatabasePlace.Schemas, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        if (_other is not null)
            await _other.DisposeAsync();
        if (_wire is not null)
            await _wire.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_made_again()
    {
        var runs = await CountRunsAsync(Cut.BeforeTheMessage);

        Assert.Equal(2, runs);
        Assert.Equal(1, await RowsAsync());
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_made_again()
    {
        var runs = await CountRunsAsync(Cut.BeforeTheAnswer);

        Assert.Equal(1, runs);
        Assert.Equal(1, await RowsAsync());
    }

    [Fact]
    public async Task A_commit_that_arrives_after_it_was_asked_for_is_no_longer_made()
    {
        var runs = await CountRunsAsync(Cut.WhileTheMessageIsOnItsWay);
        Assert.Equal(2, runs);
        Assert.Equal(1, await RowsAsync());

        await _wire!.LetThroughAsync();

        Assert.Equal(1, await RowsAsync());
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_commit_costs_a_second_run()
    {
        var runs = 0;
        _wire!.CutAt("insert into conformance_row"u8, Cut.BeforeTheAnswer);

        await _database!.WriteAsync(work => InsertAsync(work, ++runs), Ct);

        Assert.Equal(2, runs);
        Assert.Equal(1, await RowsAsync());
    }

    [Fact]
    public async Task A_read_whose_connection_breaks_is_read_again()
    {
        _wire!.CutAt("from core_head"u8, Cut.BeforeTheAnswer);

        Assert.Equal(0, await new Journal(_database!, TimeProvider.System).HeadAsync(Ct));
    }

    private async Task<int> CountRunsAsync(Cut cut)
    {
        var runs = 0;
        _wire!.CutAt("pg_current_xact_id_if_assigned"u8, cut);
        await _database!.WriteAsync(work => InsertAsync(work, ++runs), Ct);
        return runs;
    }

    // Without an entry: then nothing but the mark can tell whether it was committed. The number makes each run's row its own.
    private static Task InsertAsync(UnitOfWork work, int run)
    {
        var id = $"run {run}";
        return work.ExecuteAsync($"insert into conformance_row values ({id}, null, 0)", Ct);
    }

    private Task<long> RowsAsync() =>
        _other!.ReadAsync(s => s.FirstAsync($"select count(*) from conformance_row", row => row.Number(0), Ct), Ct);

    private static string NameOf(string connection) => connection[(connection.LastIndexOf('=') + 1)..];
}
