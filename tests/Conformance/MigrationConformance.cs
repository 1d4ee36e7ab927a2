using Xunit;

namespace Gantry.Conformance;

/// <summary>What every database promises of its schemas.</summary>
public abstract class MigrationConformance : StateSuite
{
    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await Database.WriteAsync(work => AddRowAsync(work, "kept"), Ct);

        await Place.Open().MigrateAsync(DatabasePlace.Schemas, Ct);

        Assert.Equal(["kept"], await RowsAsync());
    }

    [Fact]
    public async Task Nodes_that_start_at_once_migrate_one_after_the_other()
    {
        await using var place = await NewPlaceAsync();
        IDatabase[] nodes = [place.Open(), place.Open(), place.Open()];

        await AtOnceAsync(3, i => nodes[i].MigrateAsync(DatabasePlace.Schemas, Ct));

        var steps = await nodes[0].ReadAsync(s => s.QueryAsync($"select area from core_schema order by area", row => row.Text(0), Ct), Ct);
        Assert.Equal(DatabasePlace.Schemas.SelectMany(s => s.StepsFor(nodes[0].Dialect.Engine).Select(_ => s.Area)).Order(), steps);
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_program()
    {
        await Database.WriteAsync(work => work.ExecuteAsync(
            $"insert into core_schema values ('conformance', 2, '0002_tomorrow', 'ab', 0)", Ct), Ct);

        var refusal = await Assert.ThrowsAsync<StateRefusedException>(() => Place.Open().MigrateAsync(DatabasePlace.Schemas, Ct));

        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("0002_tomorrow", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_database_whose_steps_were_other_ones()
    {
        await Database.WriteAsync(work => work.ExecuteAsync($"update core_schema set digest = 'ab' where area = 'conformance'", Ct), Ct);

        var refusal = await Assert.ThrowsAsync<StateRefusedException>(() => Place.Open().MigrateAsync(DatabasePlace.Schemas, Ct));

        Assert.Contains("conformance", refusal.Message, StringComparison.Ordinal);
    }
}
