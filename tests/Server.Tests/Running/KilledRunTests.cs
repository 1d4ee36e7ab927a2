using System.Diagnostics;
using System.Globalization;
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
    // More for a long night: GANTRY_KILLS=500.
    private static readonly int _kills = int.TryParse(Environment.GetEnvironmentVariable("GANTRY_KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 10;
    private const int AtOnce = 2;

    // Enough that there is always a step to be killed in.
    private const int MostOpen = 10;

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
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(300);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Api => "/api/v1/missions/demo/environments/dev";

    [Fact]
    public async Task Runs_go_on_by_themselves_and_make_everything_once()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        using var folder = new TempFolder("kill-runs");
        (string, string)[] settings = [("data.folder", folder.Path), ("listen.port", "0"), ("steps.at-once", $"{AtOnce}"), ("log.level", "error"), ("access.initial-secret", House.Secret)];
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        await using var life = new KilledLives(settings, new Random(seed), _kills);
        await life.StartAsync();
        await life.InsistAsync(client => House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", Types), ("pipelines/halves.yaml", Pipeline)));
        var killing = life.KeepKillingAsync(Ct);
        var begun = 0;
        try
        {
            for (; life.Killed < _kills; begun++)
            {
                while (life.Killed < _kills && await OpenAsync(life) >= MostOpen)
                    await Task.Delay(20, Ct);
                await life.InsistAsync(client => client.PostAsync($"{Api}/pipelines/halves/runs", JsonContent.Create(new { parameters = new { n = $"{begun}" } }), Ct));
            }
        }
        finally
        {
            life.StopKilling();
            await killing;
        }
        await EndedAsync(life);

        var runs = await RunsAsync(life);
        // A request that was answered by a kill is made again, so a number may have had two runs.
        Assert.InRange(runs.Count, begun, begun + _kills);
        Assert.All(runs, run => Assert.Equal("passed", run["state"]!.GetValue<string>()));
        using var client = life.Client();
        for (var n = 0; n < begun; n++)
            Assert.Equal($"{n}-a-whole\n{n}-b-whole\n{n}-c-whole\n", await client.GetStringAsync($"{Api}/products/all-{n}.out/content", Ct));
        var published = (await life.JournalAsync("hub.product_published")).Select(e => e["data"]!["name"]!.GetValue<string>()).ToList();
        Assert.Equal(published.Distinct().Count(), published.Count);
        var tries = 0;
        foreach (var run in runs)
        {
            var id = run["id"]!.GetValue<string>();
            foreach (var step in Items(await life.InsistAsync(c => c.GetAsync($"{Api}/runs/{id}/steps", Ct))).Where(s => s!["attempts"]!.GetValue<long>() > 0))
            {
                var attempts = Items(await life.InsistAsync(c => c.GetAsync($"{Api}/runs/{id}/steps/{Uri.EscapeDataString(step!["name"]!.GetValue<string>())}/attempts", Ct)));
                Assert.Single(attempts, a => a!["state"]!.GetValue<string>() == "passed");
                Assert.DoesNotContain(attempts, a => a!["state"]!.GetValue<string>() == "running");
                tries += attempts.Count - 1;
            }
        }
        // No more is done again than what was under way when the server was killed.
        Assert.InRange(tries, 0, life.Killed * AtOnce);
    }

    private static async Task EndedAsync(KilledLives life)
    {
        var watch = Stopwatch.StartNew();
        while (await OpenAsync(life) > 0)
        {
            Assert.True(watch.Elapsed < _patience, $"After {_patience.TotalSeconds} s there are still runs that go on.");
            await Task.Delay(100, Ct);
        }
    }

    private static async Task<int> OpenAsync(KilledLives life)
    {
        var open = 0;
        foreach (var state in new[] { "queued", "going" })
            open += Items(await life.InsistAsync(client => client.GetAsync($"{Api}/runs?state={state}&limit={MostOpen + 1}", Ct))).Count;
        return open;
    }

    private static async Task<List<JsonNode>> RunsAsync(KilledLives life)
    {
        var (all, after) = (new List<JsonNode>(), "");
        while (after is not null)
        {
            var page = await life.InsistAsync(client => client.GetAsync($"{Api}/runs?limit=1000{after}", Ct));
            all.AddRange(Items(page).Select(run => run!));
            after = page["next"]?.GetValue<string>() is { } next ? $"&after={next}" : null;
        }
        return all;
    }

    private static JsonArray Items(JsonNode page) => page["items"]!.AsArray();
}
