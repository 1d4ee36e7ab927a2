using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Postgres;

/// <summary>A database on a disk with a few megabytes to spare.</summary>
public sealed class FullDatabaseDiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unit_that_does_not_fit_is_refused_in_words_and_small_ones_go_on()
    {
        // Its own server: a tablespace must be gone before its disk is.
        await using var disk = await SmallDisk.MountAsync(16);
        await using var server = await PostgresServer.StartAsync();
        var space = await server.NewTablespaceAsync(disk.Path);
        await using var database = PostgresPlace.Open(await server.NewDatabaseAsync($"tablespace {space}"));
        await database.MigrateAsync(Conformance.DatabasePlace.Schemas, Ct);

        var told = await Assert.ThrowsAsync<StateUnavailableException>(() => database.WriteAsync(work => work.ExecuteAsync(
            $"insert into conformance_row select i::text, repeat(md5(i::text), 60), i from generate_series(1, 20000) i", Ct), Ct));

        Assert.Contains("no room left on its disk", told.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", told.Message, StringComparison.Ordinal);
        Assert.Equal(0, await database.ReadAsync(s => s.FirstAsync($"select count(*) from conformance_row", row => row.Number(0), Ct), Ct));
    }
}
