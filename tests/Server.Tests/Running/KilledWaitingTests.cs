using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Running;

/// <summary>
/// kill -9 at random instants while arrivals wait for a scanner that is not there, while archives among them are taken
/// apart, and while it is back and they are decided. Afterwards each file is published, and told of, exactly once.
/// </summary>
public sealed class KilledWaitingTests
{
    private const int Files = 40;
    private const int Archives = 6;
    private const int Members = 5;
    private const int Kills = 8;

    private const string Types =
        "types:\n" +
        "  - { name: REQ, pattern: '.*\\.req', scan: required }\n" +
        "  - { name: ZIP, pattern: '.*\\.zip', unpack: { as: zip }, scan: none }\n";

    // A claim of a killed server runs out first.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(300);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Arrivals => "/api/v1/missions/demo/environments/dev/arrivals";

    [Fact]
    public async Task What_waits_and_what_is_taken_apart_is_published_exactly_once()
    {
        await using var clamd = ClamServer.Prepare();
        using var folder = new TempFolder("kill-waiting");
        (string, string)[] settings =
        [
            ("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret),
            ("intake.retry", "1s"), ("scan.clamd", clamd.Socket),
        ];
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        await using var life = new KilledLives(settings, new Random(seed), Kills);
        await life.StartAsync();
        await life.InsistAsync(client => House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", Types)));
        var killing = life.KeepKillingAsync(Ct);
        try
        {
            for (var i = 0; i < Files; i++)
            {
                var (name, bytes) = ($"f{i:00}.req", Encoding.UTF8.GetBytes($"file {i}"));
                var arrival = await life.InsistAsync(client => client.PutAsync($"{House.Products("demo", "dev")}/{name}", new ByteArrayContent(bytes), Ct));
                Assert.Equal("waiting", arrival["state"]!.GetValue<string>());
                if (i < Archives)
                    await life.InsistAsync(client => client.PutAsync($"{House.Products("demo", "dev")}/a{i}.zip", new ByteArrayContent(Zip(i)), Ct));
            }
            Assert.Empty(await ProductsAsync(life));
            await clamd.RunAsync();
            await DecidedAsync(life);
        }
        finally
        {
            life.StopKilling();
            await killing;
        }
        Assert.True(life.Killed > 1, "Everything was done before the second kill: the test proved nothing.");
        await DecidedAsync(life);

        var names = Enumerable.Range(0, Files).Select(i => $"f{i:00}.req")
            .Concat(Enumerable.Range(0, Archives).SelectMany(i => Enumerable.Range(0, Members).Select(m => $"m{i}-{m}.req"))).Order().ToArray();
        Assert.Equal(names, (await ProductsAsync(life)).Order());
        Assert.Equal(names, (await life.JournalAsync("hub.product_published")).Select(e => e["data"]!["name"]!.GetValue<string>()).Order());
        using var client = life.Client();
        foreach (var name in names)
            Assert.Equal(name[0] == 'f' ? $"file {int.Parse(name.AsSpan(1, 2), null)}" : $"member {name[1..4]}", await client.GetStringAsync($"{House.Products("demo", "dev")}/{name}/content", Ct));
    }

    private static byte[] Zip(int number)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < Members; i++)
            {
                using var entry = new StreamWriter(zip.CreateEntry($"m{number}-{i}.req").Open());
                entry.Write($"member {number}-{i}");
            }
        }
        return bytes.ToArray();
    }

    private static async Task<string[]> ProductsAsync(KilledLives life) =>
        [.. Items(await life.InsistAsync(client => client.GetAsync($"{House.Products("demo", "dev")}?limit=1000", Ct))).Select(p => p!["name"]!.GetValue<string>())];

    private static async Task DecidedAsync(KilledLives life)
    {
        var watch = Stopwatch.StartNew();
        while (Items(await life.InsistAsync(client => client.GetAsync($"{Arrivals}?state=waiting", Ct))).Count > 0)
        {
            Assert.True(watch.Elapsed < _patience, $"After {_patience.TotalSeconds} s there are still arrivals that wait.");
            await Task.Delay(50, Ct);
        }
    }

    private static JsonArray Items(JsonNode page) => page["items"]!.AsArray();
}
