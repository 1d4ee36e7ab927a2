using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gantry.Api;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Pipelines;

/// <summary>Batches over the wire, with real sandboxes and the real catalogue.</summary>
public abstract class BatchTests(SharedHouse fixture)
{
    private const string Types = "types:\n  - { name: OBS, pattern: '.*\\.obs' }\n  - { name: TABLE, pattern: '.*\\.csv' }\n";

    private const string Night = """
        name: night
        start: [{ product: OBS }]
        environments: [ops]
        steps:
          rate:
            in: { obs: trigger, all: { query: "endswith(Name,'.obs')" } }
            run: "{ echo id,ps; cat $IN_OBS; } > $OUT_LIST; ls $IN_ALL | wc -l > $OUT_COUNT"
            out:
              list: { path: list.csv, type: TABLE, as: "L_{trigger.stem}.csv", compare: { key: [id] } }
              count: count.txt
        """;

    private readonly string _mission = "batch" + Guid.CreateVersion7().ToString("N")[^8..];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Api(string environment) => $"/api/v1/missions/{_mission}/environments/{environment}";

    [Fact]
    public async Task A_candidate_is_shown_in_shadow_what_it_would_change_in_ops()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        await StandInOpsAsync();
        for (var i = 0; i < 3; i++)
            (await fixture.House.PutAsync($"{i}.obs", Encoding.UTF8.GetBytes($"a,{i}\nb,{i}\n"), _mission, "ops")).EnsureSuccessStatusCode();
        await PassedAsync(3);

        await ApplyAsync(Night.Replace("cat $IN_OBS;", "sed s/b,1/b,9/ $IN_OBS;", StringComparison.Ordinal));
        using var developer = await fixture.House.UserAsync($"dev-{_mission}", "author", _mission, "dev");
        var refused = await developer.PostAsJsonAsync($"{Api("dev")}/pipelines/night/batches", new BeginBatchRequest("shadow", From: "ops"), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        var shadow = await EndAsync("dev", await BeginAsync("dev", new("shadow", From: "ops")));
        Assert.Equal(("done", 3L, "1 different, 2 same"), (shadow.State, shadow.Placed, string.Join(", ", shadow.Compared!.OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"))));
        var difference = Assert.Single((await fixture.House.Admin.GetFromJsonAsync<Page<ComparedView>>($"{Api("dev")}/batches/{shadow.Id}/differences", Ct))!.Items);
        Assert.Equal(("L_1.csv", "rate"), (difference.Name, difference.Step));
        Assert.Contains("9", Assert.Single(difference.Examples), StringComparison.Ordinal);
        Assert.Equal(3, (await fixture.House.Admin.GetFromJsonAsync<Page<ComparedView>>($"{Api("dev")}/batches/{shadow.Id}/differences?all=true", Ct))!.Items.Count);
        await ShowsAsync(shadow, difference, developer);
        Assert.Equal(new Dictionary<string, long> { ["passed"] = 3 }, Assert.Single((await fixture.House.Admin.GetFromJsonAsync<Page<BatchView>>($"{Api("dev")}/batches", Ct))!.Items).Runs);
        Assert.Empty(await ProductsAsync("dev"));
    }

    private async Task ShowsAsync(BatchView shadow, ComparedView one, HttpClient developer)
    {
        var address = $"{Api("dev")}/batches/{shadow.Id}/differences/{one.Run}/{one.Step}/{one.Output}?place={one.Place}";
        var shown = (await fixture.House.Admin.GetFromJsonAsync<OutputDifferenceView>(address, Ct))!;
        Assert.Equal(("table", false, 1L), (shown.Manner, shown.IsSame, shown.Differing));
        Assert.Equal(["id"], shown.By.Key);
        Assert.Equal(("ops", one.Earlier, "dev", one.Run), (shown.Before!.Environment, shown.Before.Run, shown.Now!.Environment, shown.Now.Run));
        var cell = Assert.Single(shown.Differences);
        Assert.Equal(("changed", "b", "1", "9"), (cell.Kind, cell.Key.Single(), cell.Before, cell.Now));
        // It shows what ops made, so it is for those who may read that.
        Assert.Equal(HttpStatusCode.Forbidden, (await developer.GetAsync(address, Ct)).StatusCode);
        Assert.Equal("pipelines.no_such_difference", await (await fixture.House.Admin.GetAsync(address.Replace("place=", "place=9", StringComparison.Ordinal), Ct)).CodeAsync());
        var preview = await fixture.House.Admin.GetStringAsync($"{Api("ops")}/runs/{shown.Before.Run}/steps/{one.Step}/outputs/{one.Output}/preview?place={shown.Before.Place}", Ct);
        Assert.Equal("id,ps\na,1\nb,1\n", preview);
    }

    [Fact]
    public async Task A_replay_of_ops_elsewhere_sees_each_arrival_with_what_was_there_then()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        await StandInOpsAsync();
        for (var i = 0; i < 3; i++)
            (await fixture.House.PutAsync($"{i}.obs", "x,1\n"u8.ToArray(), _mission, "ops")).EnsureSuccessStatusCode();
        var preview = await fixture.House.Admin.PostAsJsonAsync($"{Api("aiv")}/pipelines/night/batches", Replay() with { IsPreview = true }, Ct);
        Assert.Equal((HttpStatusCode.OK, 3L), (preview.StatusCode, (await preview.Content.ReadFromJsonAsync<BatchView>(Ct))!.Total));

        var replay = await EndAsync("aiv", await BeginAsync("aiv", Replay()));
        Assert.Equal(new Dictionary<string, long> { ["passed"] = 3 }, replay.Runs);
        var runs = (await fixture.House.Admin.GetFromJsonAsync<Page<RunView>>($"{Api("aiv")}/runs?batch={replay.Id}", Ct))!.Items;
        var counts = await Task.WhenAll(runs.Select(r => fixture.House.Admin.GetStringAsync($"{Api("aiv")}/runs/{r.Id}/steps/rate/outputs/count", Ct)));
        Assert.Equal(["1", "2", "3"], counts.Select(c => c.Trim()).Order());
        Assert.Equal(["L_0.csv", "L_1.csv", "L_2.csv"], (await ProductsAsync("aiv")).Order());
    }

    [Fact]
    public async Task A_replay_completes_sets_and_comes_to_the_times_of_a_cron_line()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        const string pairs = """
            name: night
            start: [{ products: [OBS, TABLE], within: 1h }, { at: "0 0 * * *" }]
            environments: [ops]
            steps:
              list: { in: { all: { query: "endswith(Name,'.obs')" } }, run: "ls $IN_ALL | wc -l > $OUT_COUNT", out: { count: count.txt } }
            """;
        await ApplyAsync(pairs);
        foreach (var environment in new[] { "aiv", "ops" })
            (await fixture.House.PromoteAsync(_mission, environment)).EnsureSuccessStatusCode();
        foreach (var name in new[] { "0.obs", "1.obs", "0.csv", "2.obs", "1.csv" })
            (await fixture.House.PutAsync(name, Encoding.UTF8.GetBytes($"{name}\n"), _mission, "ops")).EnsureSuccessStatusCode();
        await PassedAsync(2);

        var now = TimeProvider.System.GetUtcNow();
        var replay = await EndAsync("aiv", await BeginAsync("aiv", new("replay", From: "ops", Since: new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(-36), Until: now.AddMinutes(1))));
        // Two midnights, and two pairs: 0.obs with 0.csv, 1.obs with 1.csv.
        Assert.Equal((4L, "done"), (replay.Placed, replay.State));
        var runs = (await fixture.House.Admin.GetFromJsonAsync<Page<RunView>>($"{Api("aiv")}/runs?batch={replay.Id}", Ct))!.Items;
        var counts = await Task.WhenAll(runs.Where(r => r.State == "passed").Select(r => fixture.House.Admin.GetStringAsync($"{Api("aiv")}/runs/{r.Id}/steps/list/outputs/count", Ct)));
        Assert.Equal(["0", "0", "2", "3"], counts.Select(c => c.Trim()).Order());
    }

    [Fact]
    public async Task A_shadow_follows_what_passes_until_it_is_stopped()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        await StandInOpsAsync();
        (await fixture.House.PutAsync("early.obs", "a,1\n"u8.ToArray(), _mission, "ops")).EnsureSuccessStatusCode();
        await PassedAsync(1);
        await ApplyAsync(Night.Replace("cat $IN_OBS;", "sed s/1/9/ $IN_OBS;", StringComparison.Ordinal));
        var shadow = await BeginAsync("dev", new("shadow", From: "ops", IsFollowing: true));

        for (var i = 1; i < 3; i++)
            (await fixture.House.PutAsync($"{i}.obs", Encoding.UTF8.GetBytes($"a,{i}\n"), _mission, "ops")).EnsureSuccessStatusCode();
        BatchView? now = null;
        await Eventually.HoldsAsync(async () => (now = await FindAsync("dev", shadow)).Compared?.Values.Sum() == 2, "both were compared");
        Assert.Equal(("going", 2L, 1L, 1L), (now!.State, now.Placed, now.Compared!["different"], now.Compared["same"]));
        (await fixture.House.Admin.PostAsJsonAsync($"{Api("dev")}/batches/{shadow.Id}/stop", new ReasonRequest("seen enough"), Ct)).EnsureSuccessStatusCode();
        Assert.Equal(("stopped", 2L), ((await FindAsync("dev", shadow)).State, (await FindAsync("dev", shadow)).Total));
    }

    [Fact]
    public async Task A_product_is_reproduced_and_a_backfill_pauses_and_goes_on()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        await StandInOpsAsync();
        (await fixture.House.PutAsync("0.obs", "x,1\n"u8.ToArray(), _mission, "ops")).EnsureSuccessStatusCode();
        await PassedAsync(1);
        var again = await fixture.House.Admin.PostAsync($"{Api("ops")}/reproduce/L_0.csv", null, Ct);
        var reproduced = await EndAsync("ops", (await again.Content.ReadFromJsonAsync<BatchView>(Ct))!);
        Assert.Equal(new Dictionary<string, long> { ["same"] = 2 }, reproduced.Compared);
        Assert.Equal("pipelines.not_made_here", await (await fixture.House.Admin.PostAsync($"{Api("ops")}/reproduce/0.obs", null, Ct)).CodeAsync());

        for (var i = 1; i < 20; i++)
            (await fixture.House.PutAsync($"{i}.obs", Encoding.UTF8.GetBytes($"x,{i}\n"), _mission, "dev")).EnsureSuccessStatusCode();
        var slow = await BeginAsync("dev", new("backfill", PerMinute: 6));
        var paused = await (await fixture.House.Admin.PostAsJsonAsync($"{Api("dev")}/batches/{slow.Id}/pause", new ReasonRequest("enough"), Ct)).Content.ReadFromJsonAsync<BatchView>(Ct);
        Assert.Equal(("paused", "admin: enough"), (paused!.State, paused.Reason));
        var gone = await (await fixture.House.Admin.PostAsync($"{Api("dev")}/batches/{slow.Id}/resume", null, Ct)).Content.ReadFromJsonAsync<BatchView>(Ct);
        Assert.Equal("going", gone!.State);
        (await fixture.House.Admin.PostAsJsonAsync($"{Api("dev")}/batches/{slow.Id}/stop", new ReasonRequest(), Ct)).EnsureSuccessStatusCode();
        var stopped = await EndAsync("dev", slow);
        Assert.InRange(stopped.Placed, 0, 5);
        Assert.Equal("pipelines.batch_has_ended", await (await fixture.House.Admin.PostAsync($"{Api("dev")}/batches/{slow.Id}/resume", null, Ct)).CodeAsync());
        Assert.Equal("pipelines.no_such_batch", await (await fixture.House.Admin.GetAsync($"{Api("aiv")}/batches/{slow.Id}", Ct)).CodeAsync());
    }

    [Fact]
    public async Task Refusals_name_what_is_wrong()
    {
        await StandInOpsAsync();
        Assert.Equal("pipelines.no_such_batch_kind", await RefusedAsync(new("mend")));
        Assert.Equal("pipelines.bad_batch", await RefusedAsync(new("replay")));
        Assert.Equal("pipelines.bad_batch", await RefusedAsync(new("backfill", IsFollowing: true)));
        Assert.Equal("pipelines.bad_batch", await RefusedAsync(new("shadow", IsFollowing: true, Last: 3)));
        Assert.Equal("hub.bad_shelf_filter", await RefusedAsync(new("backfill", Filter: "Name eq")));
        Assert.Equal("pipelines.no_such_parameter", await RefusedAsync(new("backfill", Parameters: new Dictionary<string, string> { ["x"] = "1" })));
        Assert.Equal("pipelines.not_paused", await (await fixture.House.Admin.PostAsync($"{Api("ops")}/pipelines/night/resume", null, Ct)).CodeAsync());
        Assert.Equal("pipelines.no_such_node", await (await fixture.House.Admin.PostAsync("/api/v1/nodes/nowhere/drain", null, Ct)).CodeAsync());
    }

    private static BeginBatchRequest Replay() => new("replay", From: "ops", Since: TimeProvider.System.GetUtcNow().AddDays(-1), Until: TimeProvider.System.GetUtcNow().AddDays(1));

    // A product is there a moment before its run knows that it made it.
    private Task PassedAsync(int count) => Eventually.HoldsAsync(
        async () => (await fixture.House.Admin.GetFromJsonAsync<Page<RunView>>($"{Api("ops")}/runs?state=passed", Ct))!.Items.Count == count, $"{count} runs of ops passed");

    private async Task<string?> RefusedAsync(BeginBatchRequest request) => await (await fixture.House.Admin.PostAsJsonAsync($"{Api("ops")}/pipelines/night/batches", request, Ct)).CodeAsync();

    private async Task<BatchView> BeginAsync(string environment, BeginBatchRequest request)
    {
        var answer = await fixture.House.Admin.PostAsJsonAsync($"{Api(environment)}/pipelines/night/batches", request, Ct);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<BatchView>(Ct))!;
    }

    private async Task<BatchView> EndAsync(string environment, BatchView batch)
    {
        await Eventually.HoldsAsync(async () => (await FindAsync(environment, batch)).EndedAt is not null, "the batch ended");
        return await FindAsync(environment, batch);
    }

    private async Task<BatchView> FindAsync(string environment, BatchView batch) => (await fixture.House.Admin.GetFromJsonAsync<BatchView>($"{Api(environment)}/batches/{batch.Id}", Ct))!;

    private async Task<List<string>> ProductsAsync(string environment) =>
        [.. (await fixture.House.Admin.GetFromJsonAsync<Page<ProductView>>($"{Api(environment)}/products?limit=1000", Ct))!.Items.Select(p => p.Name)];

    private async Task ApplyAsync(string night) => Assert.True(
        (await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", Types), ("pipelines/night.yaml", night))).IsSuccessStatusCode, "the mission is applied");

    private async Task StandInOpsAsync()
    {
        await ApplyAsync(Night);
        foreach (var environment in new[] { "aiv", "ops" })
            (await fixture.House.PromoteAsync(_mission, environment)).EnsureSuccessStatusCode();
    }
}

public sealed class BatchOnSqliteTests(SqliteHouse house) : BatchTests(house), IClassFixture<SqliteHouse>;

public sealed class BatchOnServersTests(ServersHouse house) : BatchTests(house), IClassFixture<ServersHouse>;
