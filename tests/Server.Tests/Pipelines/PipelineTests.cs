using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Gantry.Api;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Pipelines;

/// <summary>Pipelines over the wire, with real sandboxes and the real catalogue.</summary>
public abstract class PipelineTests(SharedHouse fixture)
{
    private const string Types = "types:\n  - { name: OBS, pattern: '.*\\.obs' }\n  - { name: TABLE, pattern: '.*\\.csv' }\n";

    private const string Night = """
        name: night
        start: [{ product: OBS }, { webhook: { secret: hook } }]
        parameters: { factor: { kind: whole, default: 2 } }
        steps:
          double:
            in: { obs: { type: OBS } }
            run: id -u; awk -v f="$P_FACTOR" '{ print $1 * f }' "$IN_OBS" > "$OUT_TABLE"
            out: { table: { path: table.csv, type: TABLE, as: "T{run}.csv" } }
          look: { in: { table: double.table }, run: sh steps/look.sh }
        """;

    private readonly string _mission = "runs" + Guid.CreateVersion7().ToString("N")[^8..];

    private string Api => $"/api/v1/missions/{_mission}/environments/dev";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_arrival_becomes_a_product_of_another_type()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        await ApplyAsync();
        (await fixture.House.PutAsync("1.obs", "3\n4\n"u8.ToArray(), _mission, "dev")).EnsureSuccessStatusCode();

        RunView? run = null;
        await Eventually.HoldsAsync(async () => await RunsAsync() is [{ EndedAt: not null } newest] && (run = newest) is not null, "the run ended");
        Assert.Equal(("passed", "product", null), (run!.State, run.Cause, run.Reason));
        Assert.Equal("6\n8\n", await fixture.House.Admin.GetStringAsync($"{Api}/products/T{run.Id}.csv/content", Ct));
        Assert.NotEqual("0", (await LogAsync(run, "double")).Trim());
        Assert.Equal(["in", "out", "steps"], (await LogAsync(run, "look")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        var attempt = Assert.Single((await fixture.House.Admin.GetFromJsonAsync<Page<AttemptView>>($"{Api}/runs/{run.Id}/steps/double/attempts", Ct))!.Items);
        Assert.Equal(("sandbox", "passed", 0), (attempt.Runner, attempt.State, attempt.ExitCode));
        var made = Assert.Single((await fixture.House.Admin.GetFromJsonAsync<Page<RunOutputView>>($"{Api}/runs/{run.Id}/outputs", Ct))!.Items);
        Assert.Equal(("published", $"T{run.Id}.csv"), (made.Offer, made.OfferedAs));
        var ended = Assert.Single(await fixture.House.JournalAsync($"&mission={_mission}&kind=pipelines.run_ended"));
        Assert.Equal(("COMPLETE", "1.obs"), (ended["data"]!["eventType"]!.GetValue<string>(), ended["data"]!["inputs"]![0]!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_webhook_that_knows_the_secret_starts_a_run_and_no_other_learns_anything()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        await ApplyAsync();
        (await fixture.House.PutAsync("1.obs", "3\n"u8.ToArray(), _mission, "dev")).EnsureSuccessStatusCode();
        (await fixture.House.Admin.PutAsJsonAsync($"{Api}/secrets/hook", new { value = "the-hook-secret" }, Ct)).EnsureSuccessStatusCode();
        using var stranger = fixture.House.Client(null, null);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(stranger, "night", "wrong", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(stranger, "no-such", "the-hook-secret", "{}")).StatusCode);
        Assert.Equal("pipelines.bad_hook", await (await CallAsync(stranger, "night", "the-hook-secret", "[")).CodeAsync());
        Assert.Equal("pipelines.no_such_parameter", await (await CallAsync(stranger, "night", "the-hook-secret", """{"parameters":{"x":1}}""")).CodeAsync());

        var run = (await (await CallAsync(stranger, "night", "the-hook-secret", """{"parameters":{"factor":5}}""")).Content.ReadFromJsonAsync<RunView>(Ct))!;
        await Eventually.HoldsAsync(async () => (await FindAsync(run.Id)).EndedAt is not null, "the run ended");
        Assert.Equal(("passed", "webhook"), ((await FindAsync(run.Id)).State, run.Cause));
        Assert.Equal("15\n", await fixture.House.Admin.GetStringAsync($"{Api}/runs/{run.Id}/steps/double/outputs/table", Ct));
    }

    [Fact]
    public async Task A_log_is_followed_event_by_event_and_no_character_is_cut()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        const string slow = """
            name: slow
            steps:
              talk: { run: "printf 'caf\\303'; sleep 0.4; printf '\\251\\n'; sleep 0.4; echo done" }
            """;
        (await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", Types), ("pipelines/slow.yaml", slow))).EnsureSuccessStatusCode();
        var run = (await (await StartAsync("slow")).Content.ReadFromJsonAsync<RunView>(Ct))!;
        HttpResponseMessage? answer = null;
        await Eventually.HoldsAsync(async () => (answer = await fixture.House.Admin.GetAsync($"{Api}/runs/{run.Id}/steps/talk/log/stream", HttpCompletionOption.ResponseHeadersRead, Ct)).IsSuccessStatusCode, "the step began");
        var events = new List<(string Kind, string? Id, string Data)>();
        await foreach (var one in SseParser.Create(await answer!.Content.ReadAsStreamAsync(Ct)).EnumerateAsync(Ct))
            events.Add((one.EventType, one.EventId, one.Data));

        var words = events.Where(e => e.Kind == "log").Select(e => JsonSerializer.Deserialize<LogText>(e.Data, JsonSerializerOptions.Web)!).ToList();
        Assert.Equal("café\ndone\n", string.Concat(words.Select(w => w.Text)));
        Assert.Equal(("ended", "11"), (events[^1].Kind, events[^1].Id));
        Assert.Equal("passed", JsonSerializer.Deserialize<AttemptView>(events[^1].Data, JsonSerializerOptions.Web)!.State);
        // Who comes back has what it missed.
        using var back = new HttpRequestMessage(HttpMethod.Get, $"{Api}/runs/{run.Id}/steps/talk/log/stream") { Headers = { { "Last-Event-ID", "6" } } };
        Assert.Contains("""{"from":6,"text":"done\n"}""", await (await fixture.House.Admin.SendAsync(back, Ct)).Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Refusals_name_what_is_wrong()
    {
        Assert.Equal("pipelines.nothing_stands", await (await StartAsync("night")).CodeAsync());
        await ApplyAsync();
        Assert.Equal("pipelines.no_such_pipeline", await (await StartAsync("nihgt")).CodeAsync());
        Assert.Equal("pipelines.bad_parameter", await (await StartAsync("night", new { parameters = new { factor = "two" } })).CodeAsync());
        Assert.Equal("pipelines.no_such_product", await (await StartAsync("night", new { products = new[] { "no.obs" } })).CodeAsync());
        Assert.Equal("pipelines.no_such_run", await (await fixture.House.Admin.GetAsync($"{Api}/runs/{Guid.CreateVersion7()}/steps", Ct)).CodeAsync());
        Assert.Equal("pipelines.no_such_state", await (await fixture.House.Admin.GetAsync($"{Api}/runs?state=odd", Ct)).CodeAsync());
        // There is no product to read.
        var run = (await (await StartAsync("night")).Content.ReadFromJsonAsync<RunView>(Ct))!;
        await Eventually.HoldsAsync(async () => (await FindAsync(run.Id)).EndedAt is not null, "the run ended");
        Assert.Equal(("errored", "The step 'double' reads 'obs', and there is no product of the type OBS."), ((await FindAsync(run.Id)).State, (await FindAsync(run.Id)).Reason));
        Assert.Equal("pipelines.has_ended", await (await fixture.House.Admin.PostAsJsonAsync($"{Api}/runs/{run.Id}/stop", new { }, Ct)).CodeAsync());
        Assert.Equal("pipelines.not_tried", await (await fixture.House.Admin.GetAsync($"{Api}/runs/{run.Id}/steps/double/log", Ct)).CodeAsync());
    }

    [Fact]
    public async Task A_run_of_one_environment_is_not_seen_from_another()
    {
        await ApplyAsync();
        var run = (await (await StartAsync("night")).Content.ReadFromJsonAsync<RunView>(Ct))!;
        foreach (var path in new[] { "", "/steps", "/outputs" })
            Assert.Equal(HttpStatusCode.NotFound, (await fixture.House.Admin.GetAsync($"/api/v1/missions/{_mission}/environments/ops/runs/{run.Id}{path}", Ct)).StatusCode);
    }

    private async Task ApplyAsync() => Assert.True(
        (await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", Types), ("pipelines/night.yaml", Night), ("steps/look.sh", "ls\n"))).IsSuccessStatusCode, "the mission is applied");

    private Task<HttpResponseMessage> StartAsync(string pipeline, object? request = null) =>
        fixture.House.Admin.PostAsJsonAsync($"{Api}/pipelines/{pipeline}/runs", request ?? new { }, Ct);

    private async Task<IReadOnlyList<RunView>> RunsAsync() => (await fixture.House.Admin.GetFromJsonAsync<Page<RunView>>($"{Api}/runs", Ct))!.Items;

    private async Task<RunView> FindAsync(Guid run) => (await fixture.House.Admin.GetFromJsonAsync<RunView>($"{Api}/runs/{run}", Ct))!;

    private Task<string> LogAsync(RunView run, string step) => fixture.House.Admin.GetStringAsync($"{Api}/runs/{run.Id}/steps/{step}/log?follow=true", Ct);

    private Task<HttpResponseMessage> CallAsync(HttpClient client, string pipeline, string secret, string body) =>
        client.SendAsync(new(HttpMethod.Post, $"/hooks/{_mission}/dev/{pipeline}") { Headers = { { "X-Gantry-Token", secret } }, Content = new StringContent(body, Encoding.UTF8, "application/json") }, Ct);
}

public sealed class PipelineOnSqliteTests(SqliteHouse house) : PipelineTests(house), IClassFixture<SqliteHouse>;

public sealed class PipelineOnServersTests(ServersHouse house) : PipelineTests(house), IClassFixture<ServersHouse>;
