using System.Net;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Intake;

public sealed class ScanTests
{
    private const string Types =
        "types:\n" +
        "  - { name: STRICT, pattern: '.*\\.req', scan: required }\n" +
        "  - { name: WISH, pattern: '.*\\.want', scan: wanted }\n" +
        "  - { name: FREE, pattern: '.*\\.free', scan: none }\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.req")]
    [InlineData("a.want")]
    public async Task Malware_is_kept_in_quarantine_and_nobody_can_download_it(string name)
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        var bytes = ScannedHouse.Bytes($"bad {PuppetScanner.Malware} bad");

        var answer = await house.PutAsync(name, bytes);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.JsonAsync();
        Assert.Equal("hub.infected", problem["code"]!.GetValue<string>());
        var file = Assert.Single(await house.QuarantineAsync());
        Assert.Contains(file["id"]!.GetValue<string>(), problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Puppet.Malware", file["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Admin.GetAsync($"{House.Products()}/{name}", Ct)).StatusCode);
        Assert.Single(await house.JournalAsync("&kind=hub.arrival_quarantined"));

        // Sent again, it is the same file in quarantine.
        await house.PutAsync(name, bytes);
        Assert.Single(await house.QuarantineAsync());
    }

    [Fact]
    public async Task What_must_be_scanned_waits_for_the_scanner_and_is_published_when_it_is_back()
    {
        var (house, scanner) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        scanner.IsAway = true;

        var answer = await house.PutAsync("a.req", ScannedHouse.Bytes("good"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Contains("away", (await answer.JsonAsync())["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Admin.GetAsync($"{House.Products()}/a.req", Ct)).StatusCode);
        // The same bytes again are the same arrival.
        Assert.Equal(answer.Headers.Location, (await house.PutAsync("a.req", ScannedHouse.Bytes("good"))).Headers.Location);
        var looks = scanner.Scans;
        await Eventually.HoldsAsync(() => scanner.Scans > looks, "it is looked at again");
        Assert.Equal(HttpStatusCode.NotFound, (await house.Admin.GetAsync($"{House.Products()}/a.req", Ct)).StatusCode);

        scanner.IsAway = false;
        Assert.Equal("published", (await house.SettledAsync(answer))["state"]!.GetValue<string>());
        Assert.Equal("good", await house.Admin.GetStringAsync($"{House.Products()}/a.req/content", Ct));
    }

    [Fact]
    public async Task An_arrival_that_waits_survives_a_restart_and_a_sweep()
    {
        using var folder = new TempFolder("restart");
        (string, string)[] settings =
        [
            ("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret),
            ("intake.retry", "1s"), ("lake.sweep-grace", "1s"), ("lake.sweep-interval", "1s"),
        ];
        await using (var before = await StartAsync(settings, new PuppetScanner { IsAway = true }))
        {
            using var admin = Admin(before);
            (await House.ApplyAsync(admin, "demo", House.Mission("demo"), ("types.yaml", Types))).EnsureSuccessStatusCode();
            Assert.Equal(HttpStatusCode.Accepted, (await PutAsync(admin, "a.req", "good")).StatusCode);
            // Bytes under a taken name are named by nothing, so the sweeper has something to do.
            await PutAsync(admin, "x.free", "first");
            Assert.Equal("hub.name_taken", await (await PutAsync(admin, "x.free", "second")).CodeAsync());
            await Eventually.HoldsAsync(
                async () => (await (await admin.GetAsync("/api/v1/journal?kind=hub.lake_swept&after=0", Ct)).JsonAsync())["items"]!.AsArray().Count > 0, "the lake is swept");
        }
        await using var after = await StartAsync(settings, new PuppetScanner());
        using var again = Admin(after);
        await Eventually.HoldsAsync(
            async () => (await again.GetAsync($"{House.Products("demo", "dev")}/a.req/content", Ct)).IsSuccessStatusCode, "it is published after the restart");
        Assert.Equal("good", await again.GetStringAsync($"{House.Products("demo", "dev")}/a.req/content", Ct));
    }

    private static Task<GantryServer> StartAsync(IEnumerable<(string, string)> settings, PuppetScanner scanner) =>
        GantryServer.StartAsync(House.Compose(settings), services => services.AddSingleton<IMalwareScanner>(scanner));

    private static HttpClient Admin(GantryServer server)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(ScannedHouse.Bytes($"admin:{House.Secret}")));
        return client;
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string name, string text) =>
        client.PutAsync($"{House.Products("demo", "dev")}/{name}", new ByteArrayContent(ScannedHouse.Bytes(text)), Ct);

    [Fact]
    public async Task What_is_only_wanted_to_be_scanned_is_published_and_what_needs_none_is_not_looked_at()
    {
        var (house, scanner) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        Assert.Equal(HttpStatusCode.Created, (await house.PutAsync("a.free", ScannedHouse.Bytes("1"))).StatusCode);
        Assert.Equal(0, scanner.Scans);
        scanner.IsAway = true;
        Assert.Equal(HttpStatusCode.Created, (await house.PutAsync("a.want", ScannedHouse.Bytes("2"))).StatusCode);
        Assert.Equal(1, scanner.Scans);
    }

    [Fact]
    public async Task What_cannot_be_scanned_is_let_through_only_by_somebody_who_takes_the_risk()
    {
        var (house, scanner) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        scanner.IsBlind = true;
        Assert.Equal("hub.not_scanned", await (await house.PutAsync("a.req", ScannedHouse.Bytes("large"))).CodeAsync());
        var id = Assert.Single(await house.QuarantineAsync())["id"]!.GetValue<string>();
        using var operators = await house.UserAsync("oskar", "operator", "demo", "ops");

        var unreasoned = await operators.PostAsync($"{ScannedHouse.Quarantine(id)}/release", Json(new { acceptRisk = true }), Ct);
        Assert.Equal("hub.quarantine_needs_reason", await unreasoned.CodeAsync());
        var released = await operators.PostAsync($"{ScannedHouse.Quarantine(id)}/release", Json(new { acceptRisk = true, reason = "scanned by hand" }), Ct);
        Assert.Equal("published", (await house.SettledAsync(released))["state"]!.GetValue<string>());

        // The risk that was taken is that of a file nobody looked at, not that of malware.
        await house.PutAsync("b.req", ScannedHouse.Bytes(PuppetScanner.Malware));
        var second = Assert.Single(await house.QuarantineAsync())["id"]!.GetValue<string>();
        scanner.IsBlind = false;
        var again = await operators.PostAsync($"{ScannedHouse.Quarantine(second)}/release", Json(new { acceptRisk = true, reason = "hope" }), Ct);
        Assert.Equal("quarantined", (await house.SettledAsync(again))["state"]!.GetValue<string>());
        Assert.Equal("hub.infected", Assert.Single(await house.QuarantineAsync())["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Clamd_itself_is_asked_and_a_required_scan_outlives_its_restart()
    {
        await using var clamd = ClamServer.Prepare();
        await using var house = await House.StartAsync(("intake.retry", "1s"), ("scan.clamd", clamd.Socket));
        await house.MissionAsync(types: Types);
        var early = await house.PutAsync("early.req", ScannedHouse.Bytes("sent before clamd was there"));
        Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);

        await clamd.RunAsync();
        Assert.Equal("published", (await house.SettledAsync(early))["state"]!.GetValue<string>());
        var bad = await house.PutAsync("bad.req", ScannedHouse.Bytes($"x {ClamServer.Malware} x"));
        Assert.Contains(ClamServer.Name, (await bad.JsonAsync())["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        await clamd.KillAsync();
        var late = await house.PutAsync("late.req", ScannedHouse.Bytes("sent while it was gone"));
        Assert.Equal(HttpStatusCode.Accepted, late.StatusCode);
        await clamd.RunAsync();
        Assert.Equal("published", (await house.SettledAsync(late))["state"]!.GetValue<string>());
    }

    private static System.Net.Http.Json.JsonContent Json(object body) => System.Net.Http.Json.JsonContent.Create(body);
}
