using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Routes;

/// <summary>A house that can speak to another machine, which obeys, and that may open the secrets it was given.</summary>
public abstract class RouteHouse : SharedHouse
{
    public ObedientRemoteFiles Remote { get; } = new();
    public ObedientSecrets Secrets { get; } = new();

    protected void Configure(IServiceCollection services) => services.AddSingleton<IRemoteFiles>(Remote).AddSingleton<ISecrets>(Secrets);
}

public sealed class RouteSqliteHouse : RouteHouse
{
    protected override Task<House> StartAsync() => House.StartAsync([], Configure);
}

public sealed class RouteServersHouse : RouteHouse
{
    protected override async Task<House> StartAsync() => await House.StartAsync(await House.ServersAsync(), Configure);
}

public abstract class RouteTests(RouteHouse fixture)
{
    private readonly House _house = fixture.House;
    private readonly string _mission = "route" + Guid.CreateVersion7().ToString("N")[^8..];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Api => $"/api/v1/missions/{_mission}/environments/ops/routes";

    private async Task StandAsync(string routes)
    {
        var answer = await _house.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", House.DefaultTypes), ("routes/all.yaml", routes));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        (await _house.PromoteAsync(_mission, "aiv")).EnsureSuccessStatusCode();
        (await _house.PromoteAsync(_mission, "ops")).EnsureSuccessStatusCode();
        foreach (var name in routes.Split("name: ")[1..].Select(part => part.Split('\n', ',')[0].Trim()))
            await Eventually.HoldsAsync(async () => (await _house.JournalAsync($"&mission={_mission}&environment=ops&kind=hub.route_activated")).Any(e => e["subject"]!.GetValue<string>() == $"routes/{name}"), $"{name} stands");
    }

    private async Task PutAsync(params string[] names)
    {
        foreach (var name in names)
            (await _house.PutAsync(name, Encoding.UTF8.GetBytes($"bytes of {name}"), _mission)).EnsureSuccessStatusCode();
    }

    private async Task<List<JsonNode>> DeliveriesAsync(string route, string state) =>
        [.. (await _house.GetJsonAsync($"{Api}/{route}/deliveries?state={state}"))["items"]!.AsArray().Select(d => d!)];

    private Task DeliveredAsync(string route, int count) =>
        Eventually.HoldsAsync(async () => (await DeliveriesAsync(route, "delivered")).Count == count, $"{count} were delivered by {route}");

    [Fact]
    public async Task A_file_goes_into_a_folder_whole_under_the_name_the_path_makes()
    {
        await StandAsync($"routes:\n  - name: out\n    from: {{ types: [BIN] }}\n    to: {{ kind: folder, folder: {_mission}/out }}\n    path: '{{type}}/{{yyyy}}/{{name}}'\n");
        await PutAsync("a.bin", "b.txt");
        await DeliveredAsync("out", 1);
        var delivery = (await DeliveriesAsync("out", "delivered"))[0];
        var file = Path.Combine(_house.Folder, "exchange", _mission, "out", "BIN", TimeProvider.System.GetUtcNow().Year.ToString(System.Globalization.CultureInfo.InvariantCulture), "a.bin");
        Assert.Equal(file, delivery["remotePath"]!.GetValue<string>());
        Assert.Equal("bytes of a.bin", await File.ReadAllTextAsync(file, Ct));
        Assert.Equal("sha256:" + Digest.Of("bytes of a.bin").Hex, delivery["remoteChecksum"]!.GetValue<string>());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
        var told = Assert.Single(await _house.JournalAsync($"&mission={_mission}&kind=hub.product_delivered"));
        Assert.Equal(("a.bin", "out", 1), (told["data"]!["name"]!.GetValue<string>(), told["data"]!["route"]!.GetValue<string>(), told["data"]!["attempts"]!.GetValue<int>()));

        // By hand, also what its rules leave out; and once more what is there already.
        (await _house.Admin.PostAsJsonAsync($"{Api}/out/send", new { product = "b.txt" }, Ct)).EnsureSuccessStatusCode();
        await DeliveredAsync("out", 2);
        (await _house.Admin.PostAsync($"{Api}/out/deliveries/{delivery["id"]}/retry", null, Ct)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await _house.JournalAsync($"&mission={_mission}&kind=hub.product_delivered")).Count == 3, "it was delivered again");
        await DeliveredAsync("out", 2);
    }

    [Theory]
    [InlineData("/etc/gantry-test")]
    [InlineData("../../outside")]
    public async Task A_folder_that_the_server_does_not_allow_is_not_written(string folder)
    {
        await StandAsync($"routes:\n  - name: out\n    to: {{ kind: folder, folder: {folder} }}\n");
        await PutAsync("a.bin");
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync("out", "dead")).Count == 1, "it is dead");
        Assert.Contains("routes.folders", (await DeliveriesAsync("out", "dead"))[0]["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(await _house.JournalAsync($"&mission={_mission}&kind=hub.route_dead"));
    }

    [Fact]
    public async Task A_link_in_the_exchange_folder_leads_nowhere()
    {
        using var outside = new TempFolder();
        var parent = Directory.CreateDirectory(Path.Combine(_house.Folder, "exchange", _mission)).FullName;
        Directory.CreateSymbolicLink(Path.Combine(parent, "BIN"), outside.Path);
        await StandAsync($"routes:\n  - name: out\n    to: {{ kind: folder, folder: {_mission} }}\n    path: '{{type}}/{{name}}'\n");
        await PutAsync("a.bin");
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync("out", "dead")).Count == 1, "it is dead");
        Assert.Empty(Directory.GetFiles(outside.Path));
    }

    [Fact]
    public async Task An_ordered_route_waits_for_the_one_that_fails_and_then_goes_on_in_order()
    {
        fixture.Secrets.Kept[$"{_mission}/ops/partner"] = "the password";
        fixture.Remote.Fails = path => path == $"{_mission}-1.bin" ? RemoteFailure.Unreachable : null;
        await StandAsync($"routes:\n  - name: line\n    order: publication\n    attempts: 2\n    backoff: 1s\n    to: {{ kind: webdav, address: 'https://dav.example.org/{_mission}', folder: in, user: gantry, password: {{ secret: partner }} }}\n");
        var names = Enumerable.Range(0, 5).Select(i => $"{_mission}-{i}.bin").ToArray();
        await PutAsync(names);
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync("line", "dead")).Count == 1, "the second is dead");
        Assert.Equal([names[0]], Arrived());
        Assert.Equal(3, (await DeliveriesAsync("line", "waiting")).Count);
        Assert.All(fixture.Remote.Used.Where(p => p.Address.EndsWith(_mission, StringComparison.Ordinal)), p => Assert.Equal("the password", p.Password));

        fixture.Remote.Fails = _ => null;
        Assert.Equal(1, (await (await _house.Admin.PostAsync($"{Api}/line/retry", null, Ct)).JsonAsync())["count"]!.GetValue<int>());
        await DeliveredAsync("line", 5);
        Assert.Equal(names, Arrived());
        Assert.StartsWith("md5:", (await DeliveriesAsync("line", "delivered"))[0]["remoteChecksum"]!.GetValue<string>(), StringComparison.Ordinal);

        string[] Arrived() => [.. fixture.Remote.Arrived.Where(path => path.StartsWith(_mission, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task A_paused_route_keeps_what_it_has_to_send_and_a_dropped_delivery_is_gone()
    {
        await StandAsync($"routes:\n  - name: out\n    to: {{ kind: folder, folder: {_mission} }}\n");
        var paused = await (await _house.Admin.PostAsJsonAsync($"{Api}/out/pause", new { reason = "they move house" }, Ct)).JsonAsync();
        Assert.Equal(("paused", "they move house"), (paused["state"]!.GetValue<string>(), paused["pauseReason"]!.GetValue<string>()));
        await PutAsync("a.bin", "b.bin");
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync("out", "waiting")).Count == 2, "both wait");
        var shown = (await _house.GetJsonAsync(Api))["items"]![0]!;
        Assert.Equal(2, shown["waiting"]!.GetValue<int>());
        Assert.NotNull(shown["oldest"]);

        var b = (await DeliveriesAsync("out", "waiting")).Single(d => d["name"]!.GetValue<string>() == "b.bin")["id"];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _house.Admin.PostAsJsonAsync($"{Api}/out/deliveries/{b}/drop", new { }, Ct)).StatusCode);
        (await _house.Admin.PostAsJsonAsync($"{Api}/out/deliveries/{b}/drop", new { reason = "not theirs" }, Ct)).EnsureSuccessStatusCode();
        (await _house.Admin.PostAsync($"{Api}/out/resume", null, Ct)).EnsureSuccessStatusCode();
        await DeliveredAsync("out", 1);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.PostAsync($"{Api}/out/deliveries/{b}/retry", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.PostAsync($"{Api}/nope/pause", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _house.Admin.PostAsJsonAsync($"{Api}/nope/send", new { product = "a.bin" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _house.Admin.GetAsync($"{Api}/out/deliveries?state=lost", Ct)).StatusCode);
    }

    [Fact]
    public async Task Another_house_is_sent_to_and_says_what_it_kept()
    {
        await using var other = await House.StartAsync();
        await other.MissionAsync("their");
        fixture.Secrets.Kept[$"{_mission}/ops/their-house"] = House.Secret;
        await StandAsync($"routes:\n  - name: house\n    to: {{ kind: gantry, address: '{other.Server.Address}', mission: their, environment: ops, user: admin, password: {{ secret: their-house }} }}\n");
        await PutAsync("a.bin");
        await DeliveredAsync("house", 1);
        Assert.Equal("sha256:" + Digest.Of("bytes of a.bin").Hex, (await DeliveriesAsync("house", "delivered"))[0]["remoteChecksum"]!.GetValue<string>());
        Assert.Equal("bytes of a.bin", await other.Admin.GetStringAsync(House.Products("their") + "/a.bin/content", Ct));

        // Other bytes under a name that is taken: no number of attempts will change that.
        (await other.PutAsync("b.bin", [1, 2, 3], "their")).EnsureSuccessStatusCode();
        await PutAsync("b.bin");
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync("house", "dead")).Count == 1, "it is dead");
        Assert.Contains("other bytes", (await DeliveriesAsync("house", "dead"))[0]["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_is_changed_goes_on_from_its_own_place_and_a_new_one_begins_where_it_says()
    {
        await _house.MissionAsync(_mission);
        await PutAsync("before.bin");
        await StandAsync($"routes:\n  - name: now\n    to: {{ kind: folder, folder: {_mission}/now }}\n  - name: all\n    since: beginning\n    to: {{ kind: folder, folder: {_mission}/all }}\n");
        await PutAsync("after.bin");
        await DeliveredAsync("now", 1);
        await DeliveredAsync("all", 2);

        // Away for one release, and back: what was published meanwhile is not lost.
        (await _house.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", House.DefaultTypes))).EnsureSuccessStatusCode();
        (await _house.PromoteAsync(_mission, "aiv")).EnsureSuccessStatusCode();
        (await _house.PromoteAsync(_mission, "ops")).EnsureSuccessStatusCode();
        Assert.Equal("withdrawn", (await _house.GetJsonAsync($"{Api}/now"))["state"]!.GetValue<string>());
        await PutAsync("meanwhile.bin");
        await StandAsync($"routes:\n  - name: now\n    to: {{ kind: folder, folder: {_mission}/moved }}\n");
        await DeliveredAsync("now", 2);
        Assert.True(File.Exists(Path.Combine(_house.Folder, "exchange", _mission, "moved", "meanwhile.bin")));
    }
}

public sealed class RouteTestsOnSqliteAndFolder(RouteSqliteHouse house) : RouteTests(house), IClassFixture<RouteSqliteHouse>;

public sealed class RouteTestsOnPostgresAndS3(RouteServersHouse house) : RouteTests(house), IClassFixture<RouteServersHouse>;
