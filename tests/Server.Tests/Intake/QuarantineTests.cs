using System.Net;
using System.Net.Http.Json;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Intake;

public sealed class QuarantineTests
{
    private const string Types =
        "types:\n" +
        "  - { name: XML, pattern: '.*\\.xml', header: { xmlRoot: a }, scan: none }\n" +
        "  - { name: ANY, pattern: '.*\\.any', scan: required, largest: 1kB }\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_file_can_be_looked_at_fetched_and_dropped_by_the_right_roles()
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        Assert.Equal("hub.wrong_content", await (await house.PutAsync("x.xml", ScannedHouse.Bytes("<b/>"))).CodeAsync());
        var id = Assert.Single(await house.QuarantineAsync())["id"]!.GetValue<string>();
        using var viewer = await house.UserAsync("vera", "viewer", "demo", "ops");
        using var operators = await house.UserAsync("oskar", "operator", "demo", "ops");

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync(ScannedHouse.Quarantine(id), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.DeleteAsync($"{ScannedHouse.Quarantine(id)}?reason=x", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await operators.GetAsync($"{ScannedHouse.Quarantine(id)}/content", Ct)).StatusCode);
        var bytes = await house.Admin.GetAsync($"{ScannedHouse.Quarantine(id)}/content", Ct);
        Assert.Equal("<b/>", await bytes.Content.ReadAsStringAsync(Ct));
        Assert.Equal("attachment", bytes.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Single(await house.JournalAsync("&kind=hub.quarantine_fetched"));

        Assert.Equal("hub.quarantine_needs_reason", await (await operators.DeleteAsync(ScannedHouse.Quarantine(id), Ct)).CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await operators.DeleteAsync($"{ScannedHouse.Quarantine(id)}?reason=mistake", Ct)).StatusCode);
        Assert.Empty(await house.QuarantineAsync());
        Assert.Equal("hub.not_in_quarantine", await (await operators.DeleteAsync($"{ScannedHouse.Quarantine(id)}?reason=mistake", Ct)).CodeAsync());
        Assert.Equal("mistake", Assert.Single(await house.JournalAsync("&kind=hub.quarantine_dropped"))["data"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Released_under_another_name_it_is_looked_at_anew_and_published()
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        await house.PutAsync("x.xml", ScannedHouse.Bytes("<b/>"));
        var id = Assert.Single(await house.QuarantineAsync())["id"]!.GetValue<string>();

        Assert.Equal("hub.bad_name", await (await house.Admin.PostAsJsonAsync($"{ScannedHouse.Quarantine(id)}/release", new { name = "../x" }, Ct)).CodeAsync());
        var released = await house.Admin.PostAsJsonAsync($"{ScannedHouse.Quarantine(id)}/release", new { name = "x.any" }, Ct);

        Assert.Equal("published", (await house.SettledAsync(released))["state"]!.GetValue<string>());
        Assert.Equal("<b/>", await house.Admin.GetStringAsync($"{House.Products()}/x.any/content", Ct));
        Assert.Empty(await house.QuarantineAsync());
    }

    [Fact]
    public async Task Released_as_a_type_it_is_that_type_whatever_its_header()
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        await house.PutAsync("x.xml", ScannedHouse.Bytes("<b/>"));
        var id = Assert.Single(await house.QuarantineAsync())["id"]!.GetValue<string>();
        var released = await house.Admin.PostAsJsonAsync($"{ScannedHouse.Quarantine(id)}/release", new { type = "XML" }, Ct);
        await house.SettledAsync(released);
        Assert.Equal("XML", (await house.GetJsonAsync($"{House.Products()}/x.xml"))["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Malware_leaves_only_by_an_administrator_who_gives_a_reason()
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        await house.PutAsync("m.any", ScannedHouse.Bytes(PuppetScanner.Malware));
        var address = $"{ScannedHouse.Quarantine(Assert.Single(await house.QuarantineAsync())["id"]!.GetValue<string>())}/release";
        using var operators = await house.UserAsync("oskar", "operator", "demo", "ops");

        Assert.Equal("hub.infected_stays", await (await operators.PostAsJsonAsync(address, new { acceptRisk = true, reason = "please" }, Ct)).CodeAsync());
        Assert.Equal("hub.risk_not_accepted", await (await house.Admin.PostAsJsonAsync(address, new { reason = "please" }, Ct)).CodeAsync());
        var released = await house.Admin.PostAsJsonAsync(address, new { acceptRisk = true, reason = "a false alarm, ticket 12" }, Ct);
        Assert.Equal("published", (await house.SettledAsync(released))["state"]!.GetValue<string>());
        Assert.Contains(await house.JournalAsync("&kind=hub.quarantine_released"), e => e["data"]!["accepts"]!.GetValue<string>() == "Infected");
    }

    [Fact]
    public async Task What_is_longer_than_its_type_allows_is_refused_however_it_is_sent()
    {
        var (house, _) = await ScannedHouse.StartAsync(Types);
        await using var closing = house;
        Assert.Equal("hub.too_large", await (await house.PutAsync("long.any", new byte[1001])).CodeAsync());
        var unannounced = await house.Admin.PutAsync($"{House.Products()}/long.any", new StreamContent(new SlowStream(new RandomStream(1, 500_000), 50_000)), Ct);
        Assert.Equal("hub.too_large", await unannounced.CodeAsync());
        Assert.Empty(await house.QuarantineAsync());
        Assert.Equal(HttpStatusCode.Created, (await house.PutAsync("long.any", new byte[1000])).StatusCode);
    }
}
