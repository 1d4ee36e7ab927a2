using System.Net;
using System.Text.Json.Nodes;
using Gantry.Server.Tests.Sources;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Punctuality;

/// <summary>Files that come too late, from the folder they lie in to the journal entry that tells of their type.</summary>
public sealed class PunctualityTests
{
    private const string Api = "/api/v1/missions/demo/environments/dev/punctuality";

    private const string Types =
        """
        types:
          - { name: BIN, pattern: '.*\.bin', timeliness: 10m, expected: 14/day, duplicates: replace }
          - { name: TXT, pattern: '.*\.txt' }

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_type_whose_products_come_late_is_behind_until_enough_of_them_come_in_time()
    {
        await using var house = await SourceHouse.StartAsync(("punctuality.interval", "1s"));
        await LateAndInTimeAsync(house);
    }

    [Fact]
    public async Task It_is_so_on_servers_too()
    {
        await using var house = new SourceHouse(await House.StartAsync([SourceHouse.Readable, .. await House.ServersAsync(), ("punctuality.interval", "1s")], null));
        await LateAndInTimeAsync(house);
    }

    [Fact]
    public async Task A_type_that_says_nothing_of_time_has_no_late_list_and_a_stranger_sees_nothing()
    {
        await using var house = await House.StartAsync();
        (await house.ApplyAsync("demo", House.Mission("demo"), ("types.yaml", Types))).EnsureSuccessStatusCode();
        var unknown = await house.Admin.GetAsync($"{Api}/TXT/late", Ct);
        Assert.Equal((HttpStatusCode.NotFound, "hub.type_not_timed"), (unknown.StatusCode, await unknown.CodeAsync()));
        Assert.Equal(HttpStatusCode.OK, (await house.Admin.GetAsync($"{Api}/BIN/late", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.Admin.GetAsync($"{Api}/BIN/late?after=yesterday", Ct)).StatusCode);
        Assert.Empty((await house.GetJsonAsync("/api/v1/missions/nowhere/environments/dev/punctuality"))["items"]!.AsArray());

        using var stranger = await house.UserAsync("stranger", "viewer", "other");
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(Api, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{Api}/BIN/late", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_days_of_each_type_that_says_something_of_time_are_counted()
    {
        await using var house = await House.StartAsync(("punctuality.interval", "1s"));
        (await house.ApplyAsync("demo", House.Mission("demo"), ("types.yaml", Types))).EnsureSuccessStatusCode();
        (await house.PutAsync("a.bin", [1], environment: "dev")).EnsureSuccessStatusCode();
        (await house.PutAsync("a.txt", [1], environment: "dev")).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await LastDayAsync(house))["published"]!.GetValue<long>() == 1, "today's product is counted");
        Assert.Equal("complete", (await LastDayAsync(house))["state"]!.GetValue<string>());
    }

    private static async Task<JsonNode> LastDayAsync(House house)
    {
        var row = Assert.Single((await house.GetJsonAsync($"{Api}/days?days=3"))["types"]!.AsArray())!;
        Assert.Equal(("BIN", 3), (row["type"]!.GetValue<string>(), row["cells"]!.AsArray().Count));
        return row["cells"]![2]!;
    }

    [Fact]
    public async Task What_is_missing_is_asked_in_ops_alone()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync(types: Types + "  - { name: DAT, pattern: '.*\\.dat', expected: 7/week }\n");
        Assert.Equal(["BIN -"], await ExpectedAsync("dev"));
        Assert.Equal(["BIN 14/day 0", "DAT 7/week 0"], await ExpectedAsync("ops"));

        async Task<IEnumerable<string>> ExpectedAsync(string environment) =>
            (await house.GetJsonAsync($"/api/v1/missions/demo/environments/{environment}/punctuality"))["items"]!.AsArray().Select(t => $"{t!["type"]} {t["expected"]?.ToString() ?? "-"} {t["missing"]}".TrimEnd());
    }

    private static async Task LateAndInTimeAsync(SourceHouse house)
    {
        await house.DeclareAsync($"name: inbox\nkind: folder\nfolder: {house.Folder.Path}\nenvironments: [dev]\nsettle: 0s\n", Types);
        await house.BeginsAsync();
        using var aside = new TempFolder("aside");
        var old = aside.Write("late", "late");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        File.Move(old, house.Folder.At("late.bin"));
        await Eventually.HoldsAsync(async () => (await BinAsync(house))["state"]!.GetValue<string>() == "behind", "the type is behind");
        var behind = await BinAsync(house);
        Assert.Equal((1, 1), (behind["published"]!.GetValue<int>(), behind["late"]!.GetValue<int>()));
        Assert.Equal(600.0, behind["timelinessSeconds"]!.GetValue<double>());
        Assert.InRange(behind["worstSeconds"]!.GetValue<double>(), 7200, 7300);
        Assert.Contains("1 of 1 came late", behind["reason"]!.GetValue<string>(), StringComparison.Ordinal);

        var late = Assert.Single((await house.House.GetJsonAsync($"{Api}/BIN/late"))["items"]!.AsArray())!;
        Assert.Equal("late.bin", late["name"]!.GetValue<string>());
        Assert.InRange(late["tookSeconds"]!.GetValue<double>(), 7200, 7300);

        // What is put in by somebody has no origin: it came, and how soon nobody knows.
        (await house.House.PutAsync("put.bin", [1], environment: "dev")).EnsureSuccessStatusCode();
        for (var i = 0; i < 10; i++)
            house.Drop($"fresh{i}.bin", $"fresh {i}");
        await Eventually.HoldsAsync(async () => await BinAsync(house) is var now && now["state"]!.GetValue<string>() == "on_time" && now["published"]!.GetValue<int>() == 12,
            "the type has caught up");
        var now = await BinAsync(house);
        Assert.Equal(1, now["late"]!.GetValue<int>());
        Assert.Null(now["reason"]);
        Assert.Equal(["gantry.hub.type_behind", "gantry.hub.type_caught_up"],
            (await house.House.JournalAsync()).Select(e => e["type"]!.GetValue<string>()).Where(kind => kind.Contains(".type_", StringComparison.Ordinal)));
        var metrics = await house.House.Admin.GetStringAsync("/metrics", Ct);
        Assert.Contains("gantry_hub_type_late{", metrics, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> BinAsync(SourceHouse house) => Assert.Single((await house.House.GetJsonAsync(Api))["items"]!.AsArray())!;
}
