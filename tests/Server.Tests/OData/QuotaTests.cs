using System.Net;
using Gantry.Hub;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.OData;

public sealed class QuotaTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_principal_that_has_taken_its_bytes_waits_until_there_is_room_again()
    {
        await using var house = await House.StartAsync(("hub.download-gigabytes", "1"), ("hub.download-window", "1h"));
        var quota = house.Server.Services.GetRequiredService<DownloadQuota>();
        await new Shelf(house).PublishAsync("a.bin");
        var me = await house.GetJsonAsync("/api/v1/me");
        var caller = new Caller(Guid.Parse(me["id"]!.GetValue<string>()), "admin", []);
        using (var ticket = quota.Begin(caller, 1_000_000_000).OrThrow())
            ticket.Sent(1_000_000_000);
        var id = (await house.GetJsonAsync("/odata/v1/Products"))["value"]![0]!["Id"];

        var refused = await house.Admin.GetAsync($"/odata/v1/Products({id})/$value", Ct);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(60));
        Assert.Equal("hub.too_many_bytes", (await refused.JsonAsync())["error"]!["code"]!.GetValue<string>());
        Assert.NotEmpty(refused.Headers.GetValues("Warning"));
        Assert.Equal(HttpStatusCode.OK, (await house.Admin.GetAsync($"/odata/v1/Products({id})", Ct)).StatusCode);
    }

    [Fact]
    public void The_window_slides_and_what_was_not_sent_is_given_back()
    {
        var clock = new PuppetClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var quota = new DownloadQuota(new() { DownloadBytes = 100, DownloadWindow = TimeSpan.FromHours(1) }, clock);
        var caller = new Caller(Guid.CreateVersion7(), "somebody", []);

        quota.Begin(caller, 90).OrThrow().Dispose();
        using (var ticket = quota.Begin(caller, 60).OrThrow())
            ticket.Sent(60);
        clock.Advance(TimeSpan.FromMinutes(30));
        using (var ticket = quota.Begin(caller, 40).OrThrow())
            ticket.Sent(40);

        var wait = quota.Begin(caller, 1).Fault!.RetryAfter!.Value;
        Assert.InRange(wait, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(31));
        clock.Advance(wait - TimeSpan.FromSeconds(1));
        Assert.NotNull(quota.Begin(caller, 1).Fault);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(quota.Begin(caller, 1).Fault);
        Assert.Null(quota.Begin(new Caller(Guid.CreateVersion7(), "another", []), 1).Fault);
    }

    [Fact]
    public void Only_so_many_downloads_go_on_at_a_time_and_the_wait_is_the_nearest_end()
    {
        var clock = new PuppetClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var quota = new DownloadQuota(new() { DownloadsAtOnce = 2 }, clock);
        var caller = new Caller(Guid.CreateVersion7(), "somebody", []);
        using var slow = quota.Begin(caller, 1000).OrThrow();
        var fast = quota.Begin(caller, 1000).OrThrow();
        clock.Advance(TimeSpan.FromSeconds(10));
        slow.Sent(1);
        fast.Sent(500);

        Assert.Equal(TimeSpan.FromSeconds(10), quota.Begin(caller, 1).Fault!.RetryAfter);
        fast.Dispose();
        Assert.Null(quota.Begin(caller, 1).Fault);
    }

    [Fact]
    public async Task Where_it_is_asked_for_clients_are_sent_to_the_store_itself()
    {
        await using var house = await House.StartOnServersAsync(("hub.redirect-downloads", "true"));
        var bytes = RandomStream.Bytes(5, 100_000);
        var product = await new Shelf(house).PublishAsync("far.bin", content: bytes);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(house.Server.Address) };
        client.DefaultRequestHeaders.Authorization = house.Admin.DefaultRequestHeaders.Authorization;

        var answer = await client.GetAsync($"/odata/v1/Products({product.Id})/$value", Ct);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        using var stranger = new HttpClient();
        using var part = new HttpRequestMessage(HttpMethod.Get, answer.Headers.Location) { Headers = { Range = new(10, 19) } };
        var taken = await stranger.SendAsync(part, Ct);
        Assert.Equal(HttpStatusCode.PartialContent, taken.StatusCode);
        Assert.Equal(bytes.AsSpan(10, 10).ToArray(), await taken.Content.ReadAsByteArrayAsync(Ct));
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/odata/v1/Products({product.Id})/$value");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(head, Ct)).StatusCode);
    }
}
