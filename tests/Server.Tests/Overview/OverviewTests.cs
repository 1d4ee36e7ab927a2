using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Gantry.Server.Tests.Overview;

/// <summary>The one answer to whether everything is all right.</summary>
public sealed class OverviewTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_what_stands_where_what_came_and_what_waits_for_somebody()
    {
        await using var house = await House.StartAsync();
        await ShowsAsync(house);
    }

    [Fact]
    public async Task It_is_so_on_servers_too()
    {
        await using var house = await House.StartOnServersAsync();
        await ShowsAsync(house);
    }

    [Fact]
    public async Task Each_sees_their_own_environments_alone()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync();
        await house.MissionAsync("other");
        using var viewer = await house.UserAsync("vera", "viewer", "demo", "ops");
        var seen = (await viewer.GetFromJsonAsync<JsonNode>("/api/v1/overview", Ct))!;
        Assert.Equal(["demo/ops"], Environments(seen));
        Assert.Empty(seen["needsSomebody"]!.AsArray());
    }

    private static async Task ShowsAsync(House house)
    {
        var before = await house.GetJsonAsync("/api/v1/overview");
        Assert.Empty(before["environments"]!.AsArray());
        await house.MissionAsync();
        (await house.PutAsync("a.bin", [1, 2, 3])).EnsureSuccessStatusCode();
        (await house.PutAsync("b.bin", [4])).EnsureSuccessStatusCode();
        (await house.ApplyAsync("demo", House.Mission("demo", "Another one"), ("types.yaml", House.DefaultTypes))).EnsureSuccessStatusCode();
        (await house.Admin.PostAsJsonAsync("/api/v1/missions/demo/environments/dev/rollback", new { reason = "it does not decode" }, Ct)).EnsureSuccessStatusCode();

        var overview = await house.GetJsonAsync("/api/v1/overview");
        Assert.Equal(["demo/dev", "demo/aiv", "demo/ops"], Environments(overview));
        var (dev, ops) = (overview["environments"]![0]!, overview["environments"]![2]!);
        Assert.Equal(("attention", "well"), (dev["health"]!.GetValue<string>(), ops["health"]!.GetValue<string>()));
        Assert.Equal("it does not decode", dev["holdReason"]!.GetValue<string>());
        var arrivals = ops["series"]!["arrivals"]!.AsArray().Select(n => n!.GetValue<long>()).ToList();
        Assert.Equal((24, 2), (arrivals.Count, arrivals[^1] + arrivals[^2]));
        var matter = Assert.Single(overview["needsSomebody"]!.AsArray())!;
        Assert.Equal(("environment_held", "dev"), (matter["what"]!.GetValue<string>(), matter["environment"]!.GetValue<string>()));
    }

    private static IEnumerable<string> Environments(JsonNode overview) =>
        overview["environments"]!.AsArray().Select(e => $"{e!["mission"]}/{e["environment"]}");
}
