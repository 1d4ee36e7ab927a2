using Gantry.Bench.Running;
using Gantry.Local;
using Gantry.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Bench;

/// <summary>From the start of the process to a server that says it is ready, and what it holds in memory when nobody asks.</summary>
internal sealed class Starts : IBenchmark
{
    private const int Rounds = 5;

    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(5);

    public string Name => "start";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        foreach (var row in Rows("an empty folder", await MeasureAsync(round => scratch.Folder($"empty-{round}"), null)))
            yield return row;

        var full = scratch.Folder("full");
        using (await ServerChild.StartAsync(full))
        {
            // It makes the tables and its administrator.
        }
        await using (var database = new SqliteDatabase(Path.Combine(full, "gantry.sqlite"), TimeProvider.System, NullLogger<SqliteDatabase>.Instance))
            await FillAsync(database, "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000)", "printf('%012d', i)", "printf('%064x', i)");
        foreach (var row in Rows("1,000,000 products, SQLite", await MeasureAsync(_ => full, null)))
            yield return row;

        await using var postgres = await DurablePostgres.StartAsync(scratch);
        if (postgres is null)
            yield break;
        var url = await postgres.NewDatabaseAsync();
        using (await ServerChild.StartAsync(full, url))
        {
        }
        await using (var database = new PostgresDatabase(url + ";Command Timeout=300", TimeProvider.System, NullLogger<PostgresDatabase>.Instance))
            await FillAsync(database, "with n as (select i from generate_series(1, 1000000) as i)", "lpad(i::text, 12, '0')", "lpad(to_hex(i), 64, '0')");
        foreach (var row in Rows("1,000,000 products, PostgreSQL", await MeasureAsync(_ => full, url)))
            yield return row;
    }

    private static IEnumerable<Row> Rows(string on, (double Seconds, double Mebibytes) found) =>
    [
        Row.Below($"start to ready on {on}", found.Seconds, 1.5, "s"),
        Row.Below($"memory when idle, {on}", found.Mebibytes, 150, "MiB"),
    ];

    private static async Task<(double Seconds, double Mebibytes)> MeasureAsync(Func<int, string> folder, string? database)
    {
        var memory = 0d;
        var seconds = await Bench.Rounds.RunAsync(Rounds, async round =>
        {
            using var server = await ServerChild.StartAsync(folder(round), database);
            var ready = server.AwaitReady().TotalSeconds;
            if (round == Rounds)
            {
                await Task.Delay(_idle);
                memory = server.ResidentMebibytes;
            }
            return ready;
        });
        return (seconds[0], memory);
    }

    private const string NoAttributes = "'{}'";

    // Rows without bytes: a start looks at no bytes.
    private static Task FillAsync(IDatabase database, string numbers, string twelve, string digest) => database.WriteAsync(work => work.RunScriptAsync(
        $"""
         insert into hub_product (id, mission, environment, name, type, digest, md5, size_bytes, published_at, evict_at, put_by, release,
             number, version, content_type, valid_from, valid_until, scan, attributes)
         {numbers}
         select '019a0000-0000-7000-8000-' || {twelve}, 'demo', 'ops', 'product-' || {twelve} || '.bin', 'BIN', {digest},
                substr({digest}, 33), 10000, 1790000000000 + i, null, 'admin', {digest},
                i, 1, 'application/octet-stream', 9223372036854775807, -9223372036854775807, 'NotScanned', {NoAttributes} from n
         """, CancellationToken.None), CancellationToken.None);
}
