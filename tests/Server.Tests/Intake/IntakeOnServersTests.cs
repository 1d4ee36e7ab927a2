using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Intake;

/// <summary>The same way in, on PostgreSQL and S3.</summary>
public sealed class IntakeOnServersTests
{
    private const string Types =
        "types:\n" +
        "  - { name: XML, pattern: '.*\\.xml', header: { xmlRoot: a }, scan: none }\n" +
        "  - { name: ZIP, pattern: '.*\\.zip', unpack: { as: zip, keep: true }, scan: none }\n" +
        "  - { name: STRICT, pattern: '(?<day>\\d+)\\.req', scan: required, rename: 'r{day}.req', pack: gz }\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arrivals_wait_are_taken_apart_quarantined_released_and_dropped()
    {
        var scanner = new PuppetScanner { IsAway = true };
        await using var house = await House.StartAsync([.. await House.ServersAsync(), ("intake.retry", "1s")], services => services.AddSingleton<IMalwareScanner>(scanner));
        await house.MissionAsync(types: Types);

        var waiting = await house.PutAsync("7.req", ScannedHouse.Bytes("good"));
        Assert.Equal(HttpStatusCode.Accepted, waiting.StatusCode);
        Assert.Single((await house.GetJsonAsync("/api/v1/missions/demo/environments/ops/arrivals?state=waiting"))["items"]!.AsArray());
        scanner.IsAway = false;
        Assert.Equal("published", (await house.SettledAsync(waiting))["state"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await house.Admin.GetAsync($"{House.Products()}/r7.req.gz", Ct)).StatusCode);

        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("good.xml", "<a/>"), ("bad.xml", "<b/>"), ("odd.name", "?") })
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(ScannedHouse.Bytes(text));
            }
        }
        Assert.Equal("taken_apart", (await house.SettledAsync(await house.PutAsync("all.zip", zip.ToArray())))["state"]!.GetValue<string>());
        Assert.Equal("<a/>", await house.Admin.GetStringAsync($"{House.Products()}/good.xml/content", Ct));
        Assert.Equal(HttpStatusCode.OK, (await house.Admin.GetAsync($"{House.Products()}/all.zip", Ct)).StatusCode);

        var refused = await house.QuarantineAsync();
        Assert.Equal(["hub.unknown_type", "hub.wrong_content"], refused.Select(f => f["code"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        var (odd, bad) = (refused.Single(f => f["name"]!.GetValue<string>() == "odd.name")["id"]!.GetValue<string>(), refused.Single(f => f["name"]!.GetValue<string>() == "bad.xml")["id"]!.GetValue<string>());
        var released = await house.Admin.PostAsJsonAsync($"{ScannedHouse.Quarantine(bad)}/release", new { type = "XML" }, Ct);
        Assert.Equal("published", (await house.SettledAsync(released))["state"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, (await house.Admin.DeleteAsync($"{ScannedHouse.Quarantine(odd)}?reason=odd", Ct)).StatusCode);
        Assert.Empty(await house.QuarantineAsync());
    }
}
