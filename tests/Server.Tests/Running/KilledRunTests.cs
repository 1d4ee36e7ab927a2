using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Running;

/// <summary>
/// kill -9 at random instants while runs go on. Afterwards every run has passed without anybody's help, each output is
/// whole, each product is published once, and no attempt counts twice.
/// </summary>
public sealed class KilledRunTests
{
    private const int Runs = 20;
    private const int Kills = 10;

    private const string Types = "types:\n  - { name: OUT, pattern: '.*\\.out' }\n";

    // The second half comes late, so that a kill falls between the halves.
    private const string Pipeline = """
        name: halves
        parameters: { n: { kind: whole } }
        steps:
          write: { matrix: { part: [a, b, c] }, run: "printf '%s-%s-' $P_N $M_PART > $OUT_X; sleep 0.1; echo whole >> $OUT_X", out: { x: x.txt } }
          join: { in: { parts: write.x }, run: "cat $IN_PARTS/* > $OUT_ALL", out: { all: { path: all.txt, type: OUT, as: "all-{parameters.n}.out" } } }
        """;

    // A claim of a killed server runs out first.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(150);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Api => "/api/v1/missions/demo/environments/dev";

    [Fact]
    public async Task Runs_go_on_by_themselves_and_make_everything_once()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        using var folder = new TempFolder("kill-runs");
        (string, string)[] settings = [("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret)];
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        await using var life = new KilledLives(settings, new Random(seed), Kills);
        await life.StartAsync();
        await life.InsistAsync(client => House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", Types), ("pipelines/halves.yaml", Pipeline)));
        var killing = life.KeepKillingAsync(Ct);
        try
        {
            for (var n = 0; n < Runs; n++)
            {
                var number = n;
                await life.InsistAsync(client => client.PostAsync($"{Api}/pipelines/halves/runs", JsonContent.Create(new { parameters = new { n = $"{number}" } }), Ct));
            }
            await EndedAsync(life);
        }
        finally
        {
            life.StopKilling();
            await killing;
        }
        Assert.True(life.Killed > 1, "Everything was done before the second kill: the test proved nothing.");
        await EndedAsync(life);

        var runs = Items(await life.InsistAsync(client => client.GetAsync($"{Api}/runs?limit=1000", Ct)));
        // A request that was answered by a kill is made again, so a number may have had two runs.
        Assert.InRange(runs.Count, Runs, Runs + Kills);
        Assert.All(runs, run => Assert.Equal("passed", run!["state"]!.GetValue<string>()));
        using var client = life.Client();
        for (var n = 0; n < Runs; n++)
            Assert.Equal($"{n}-a-whole\n{n}-b-whole\n{n}-c-whole\n", await client.GetStringAsync($"{Api}/products/all-{n}.out/content", Ct));
        var published = (await life.JournalAsync("hub.product_published")).Select(e => e["data"]!["name"]!.GetValue<string>()).ToList();
        Assert.Equal(published.Distinct().Count(), published.Count);
        foreach (var run in runs)
        {
            var id = run!["id"]!.GetValue<string>();
            foreach (var step in Items(await life.InsistAsync(c => c.GetAsync($"{Api}/runs/{id}/steps", Ct))).Where(s => s!["attempts"]!.GetValue<long>() > 0))
            {
                var attempts = Items(await life.InsistAsync(c => c.GetAsync($"{Api}/runs/{id}/steps/{Uri.EscapeDataString(step!["name"]!.GetValue<string>())}/attempts", Ct)));
                Assert.Single(attempts, a => a!["state"]!.GetValue<string>() == "passed");
                Assert.DoesNotContain(attempts, a => a!["state"]!.GetValue<string>() == "running");
            }
        }
    }

    private static async Task EndedAsync(KilledLives life)
    {
        var watch = Stopwatch.StartNew();
        while (Items(await life.InsistAsync(client => client.GetAsync($"{Api}/runs?limit=1000", Ct))).Any(run => run!["endedAt"] is null))
        {
            Assert.True(watch.Elapsed < _patience, $"After {_patience.TotalSeconds} s there are still runs that go on.");
            await Task.Delay(100, Ct);
        }
    }

    private static JsonArray Items(JsonNode page) => page["items"]!.AsArray();
}
