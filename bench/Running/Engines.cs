using Gantry.Local;
using Gantry.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Bench.Running;

/// <summary>Both kinds of state, opened in this process and ready for use.</summary>
internal static class Engines
{
    public static async IAsyncEnumerable<(string Name, IDatabase Database)> OpenAsync(Scratch scratch, DurablePostgres? postgres)
    {
        await using (var sqlite = new SqliteDatabase(scratch.At("gantry.sqlite"), TimeProvider.System, NullLogger<SqliteDatabase>.Instance))
        {
            await sqlite.MigrateAsync(Server.Areas.Schemas, CancellationToken.None);
            yield return ("SQLite", sqlite);
        }
        // A large catalogue leaves its room to the next engine.
        foreach (var file in Directory.GetFiles(scratch.Path, "gantry.sqlite*"))
            File.Delete(file);
        if (postgres is null)
            yield break;
        await using var shared = new PostgresDatabase(
            await postgres.NewDatabaseAsync() + ";Command Timeout=0", TimeProvider.System, NullLogger<PostgresDatabase>.Instance);
        await shared.MigrateAsync(Server.Areas.Schemas, CancellationToken.None);
        yield return ("PostgreSQL", shared);
    }
}
