using System.Net;
using System.Net.Http.Json;
using System.Text;
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
