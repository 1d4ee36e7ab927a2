using System.Net;
using System.Text;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Missions;

public abstract class FolderTests(SharedHouse fixture)
{
    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(string? Code, string[] Findings)> RefusalAsync(string mission, params (string, string)[] files)
    {
        var answer = await _house.ApplyAsync(mission, files);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.JsonAsync();
        return (problem["code"]!.GetValue<string>(),
            [.. problem["findings"]?.AsArray().Select(f => $"{f!["file"]}:{f["line"]}: {f["message"]}") ?? []]);
    }

    [Fact]
    public async Task Every_mistake_is_named_with_file_and_line()
    {
        var (code, findings) = await RefusalAsync("bad",
            ("mission.yaml", "name: bad\ndescripton: x\nowners: nobody\n"),
            ("types.yaml", "types:\n  - { name: A, pattern: '(' }\n"),
            ("type.yaml", "types: []\n"));
        Assert.Equal("delivery.folder_refused", code);
        Assert.Contains(findings, f => f.StartsWith("mission.yaml:2:", StringComparison.Ordinal) && f.Contains("did you mean 'description'?", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.StartsWith("mission.yaml:3:", StringComparison.Ordinal) && f.Contains("expected a list", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.StartsWith("types.yaml:2:", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.StartsWith("type.yaml:1:", StringComparison.Ordinal) && f.Contains("did you mean 'types.yaml'?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bomb_of_aliases_is_refused_before_it_goes_off()
    {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 30; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        var (_, findings) = await RefusalAsync("bomb", House.Mission("bomb"), ("types.yaml", bomb.ToString()));
        Assert.Contains(findings, f => f.StartsWith("types.yaml:1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hundred_megabytes_of_YAML_are_refused_by_their_size()
    {
        var (_, findings) = await RefusalAsync("large", House.Mission("large"), ("types.yaml", new string('#', 100 << 20)));
        Assert.Contains(findings, f => f.Contains("at most", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_of_another_mission_is_refused() =>
        Assert.Equal("delivery.wrong_mission", (await RefusalAsync("one", House.Mission("two"))).Code);

    [Fact]
    public async Task A_folder_goes_to_dev_only()
    {
        var answer = await _house.Admin.PostAsync("/api/v1/missions/x/environments/ops/apply", House.Tar(House.Mission("x")), Ct);
        Assert.Equal("delivery.only_dev_is_applied", await answer.CodeAsync());
    }

    [Fact]
    public async Task What_is_no_archive_is_said_to_be_none()
    {
        var answer = await _house.Admin.PostAsync("/api/v1/missions/x/environments/dev/apply", new ByteArrayContent(RandomStream.Bytes(1, 5000)), Ct);
        Assert.Equal("delivery.bad_archive", await answer.CodeAsync());
    }

    [Fact]
    public async Task A_plan_says_what_would_change_and_changes_nothing()
    {
        (await _house.ApplyAsync("planned", House.Mission("planned"), ("a.txt", "1"), ("b.txt", "2"))).EnsureSuccessStatusCode();
        var before = (await _house.JournalAsync()).Count;

        var plan = await (await _house.Admin.PostAsync("/api/v1/missions/planned/environments/dev/plan",
            House.Tar(House.Mission("planned"), ("a.txt", "changed"), ("c.txt", "new")), Ct)).JsonAsync();

        Assert.True(plan["isNew"]!.GetValue<bool>());
        Assert.Equal(["a.txt changed", "b.txt removed", "c.txt added"],
            plan["difference"]!["changes"]!.AsArray().Select(c => $"{c!["path"]} {c["change"]}"));
        Assert.Equal(before, (await _house.JournalAsync()).Count);
    }

    [Fact]
    public async Task Releases_are_listed_newest_first_page_by_page_and_compared()
    {
        for (var i = 0; i < 5; i++)
            (await _house.ApplyAsync("many", House.Mission("many"), ("n.txt", $"{i}"))).EnsureSuccessStatusCode();
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await _house.GetJsonAsync($"/api/v1/missions/many/releases?limit=2{(after is null ? "" : "&after=" + after)}");
            seen.AddRange(page["items"]!.AsArray().Select(r => r!["id"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal("dev", (await _house.GetJsonAsync($"/api/v1/missions/many/releases/{seen[0][..12]}"))["standsIn"]![0]!.GetValue<string>());
        var difference = await _house.GetJsonAsync($"/api/v1/missions/many/releases/{seen[0]}/difference?from={seen[4]}");
        Assert.Equal("n.txt", Assert.Single(difference["changes"]!.AsArray())!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_rung_is_skipped()
    {
        (await _house.ApplyAsync("steps", House.Mission("steps"))).EnsureSuccessStatusCode();
        Assert.Equal("delivery.nothing_below", await (await _house.PromoteAsync("steps", "ops")).CodeAsync());
        var dev = (await _house.GetJsonAsync("/api/v1/missions/steps"))["environments"]![0]!["release"]!.GetValue<string>();
        Assert.Equal("delivery.skips_a_rung", await (await _house.PromoteAsync("steps", "ops", new { release = dev })).CodeAsync());
        Assert.Equal("delivery.bottom_rung", await (await _house.PromoteAsync("steps", "dev")).CodeAsync());
        Assert.Equal("delivery.no_such_mission", await (await _house.PromoteAsync("unheard-of", "aiv")).CodeAsync());
    }

    [Fact]
    public async Task A_type_that_changes_takes_effect_where_its_release_stands()
    {
        await _house.MissionAsync("typed", "types:\n  - { name: A, pattern: '.*\\.a' }\n");
        (await _house.ApplyAsync("typed", House.Mission("typed"), ("types.yaml", "types:\n  - { name: B, pattern: '.*\\.b' }\n"))).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Created, (await _house.PutAsync("x.b", [1], "typed", "dev")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await _house.PutAsync("x.a", [1], "typed", "ops")).StatusCode);
        Assert.Equal("hub.unknown_type", await (await _house.PutAsync("y.b", [1], "typed", "ops")).CodeAsync());
    }
}

public sealed class FolderTestsOnSqliteAndFolder(SqliteHouse house) : FolderTests(house), IClassFixture<SqliteHouse>;

public sealed class FolderTestsOnPostgresAndS3(ServersHouse house) : FolderTests(house), IClassFixture<ServersHouse>;
