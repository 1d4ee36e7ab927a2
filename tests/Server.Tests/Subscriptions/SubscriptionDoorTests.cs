using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Subscriptions;

public sealed class SubscriptionDoorTests(SubscriberSqliteHouse fixture) : IClassFixture<SubscriberSqliteHouse>
{
    private const string Door = "/odata/v1/Subscriptions";

    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<string> SubscribeAsync(HttpClient? client = null, string door = Door, object? request = null)
    {
        var answer = await (client ?? _house.Admin).PostAsJsonAsync(door, request ?? new { FilterParam = "Name eq 'x'" }, Ct);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.JsonAsync())["Id"]!.GetValue<string>();
    }

    private static async Task<string> StatusAsync(HttpResponseMessage answer) => (await answer.JsonAsync())["Status"]!.GetValue<string>();

    [Theory]
    [InlineData("Name eq 'x", 8)]
    [InlineData("Nope eq 1", 0)]
    [InlineData("Name eq 'a' and Nope eq 1", 16)]
    public async Task A_bad_filter_is_refused_at_once_with_its_position(string filter, int position)
    {
        var answer = await _house.Admin.PostAsJsonAsync(Door, new { FilterParam = filter }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = (await answer.JsonAsync())["error"]!;
        Assert.Equal("hub.bad_filter", error["code"]!.GetValue<string>());
        Assert.Contains($"position {position}", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"NotificationEndpoint\":\"http://10.0.0.1/\"}")]
    [InlineData("{\"NotificationEndpoint\":\"http://169.254.169.254/latest\"}")]
    [InlineData("{\"NotificationEndpoint\":\"gopher://x/\"}")]
    [InlineData("{\"NotificationEpPassword\":\"x\"}")]
    [InlineData("{\"FilterParm\":\"x\"}")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task What_is_not_a_subscription_is_400(string body)
    {
        var answer = await _house.Admin.PostAsync(Door, new StringContent(body, Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await answer.JsonAsync())["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_subscription_lives_in_every_spelling()
    {
        var id = await SubscribeAsync();
        Assert.Equal("paused", await StatusAsync(await _house.Admin.PostAsync($"{Door}({id})/Pause", null, Ct)));
        Assert.Equal("paused", await StatusAsync(await _house.Admin.PostAsync($"{Door}('{id}')/OData.CSC.Pause", null, Ct)));
        Assert.Equal("running", await StatusAsync(await _house.Admin.PatchAsJsonAsync($"{Door}({id})", new { Status = 0 }, Ct)));
        Assert.Equal("paused", await StatusAsync(await _house.Admin.PatchAsJsonAsync($"/odata/v1/Subscription({id})", new { Status = "PAUSED" }, Ct)));
        Assert.Equal("cancelled", await StatusAsync(await _house.Admin.PatchAsJsonAsync($"{Door}({id})", new { Status = "canceled" }, Ct)));
        Assert.Equal(HttpStatusCode.Conflict, (await _house.Admin.PostAsync($"{Door}({id})/Resume", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _house.Admin.DeleteAsync($"{Door}({id})", Ct)).StatusCode);
        Assert.Equal("cancelled", await StatusAsync(await _house.Admin.GetAsync($"{Door}({id})", Ct)));
        Assert.Equal(HttpStatusCode.BadRequest, (await _house.Admin.PatchAsJsonAsync($"{Door}({id})", new { Status = "asleep" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _house.Admin.PatchAsJsonAsync($"{Door}({id})", new { FilterParam = "true" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.GetAsync($"{Door}({Guid.CreateVersion7()})", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.GetAsync($"{Door}(nonsense)", Ct)).StatusCode);
    }

    [Fact]
    public async Task Ones_own_are_seen_by_oneself_and_by_those_who_manage_them()
    {
        await _house.MissionAsync("seen");
        using var ada = await _house.UserAsync("ada-seen", "viewer", "seen", "ops");
        using var bob = await _house.UserAsync("bob-seen", "viewer", "seen", "ops");
        using var operator_ = await _house.UserAsync("op-seen", "operator", "seen");
        var door = "/missions/seen/ops/odata/v1/Subscriptions";
        var id = await SubscribeAsync(ada, door);

        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"{door}({id})", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await operator_.GetAsync($"{door}({id})", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"{door}({id})", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.PostAsync($"{door}({id})/Cancel", null, Ct)).StatusCode);
        Assert.Empty((await (await bob.GetAsync(door, Ct)).JsonAsync())["value"]!.AsArray());
        Assert.Single((await (await operator_.GetAsync(door, Ct)).JsonAsync())["value"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.PostAsJsonAsync("/missions/seen/dev/odata/v1/Subscriptions", new { }, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_queue_is_read_until_it_is_acknowledged()
    {
        await _house.MissionAsync("pull");
        using var reader = await _house.UserAsync("reader-pull", "viewer", "pull", "ops");
        var door = "/missions/pull/ops/odata/v1/Subscriptions";
        var id = await SubscribeAsync(reader, door, new { FilterParam = "endswith(Name,'.bin')" });
        for (var i = 0; i < 5; i++)
            (await _house.PutAsync($"pull-{i}.bin", RandomStream.Bytes(i, 10), "pull")).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await ReadAsync(20)).Count == 5, "all wait in the queue");

        Assert.Single(await ReadAsync(null));
        var all = await ReadAsync(20);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"pull-{i}.bin"), all.Select(n => n!["value"]!["Name"]!.GetValue<string>()));
        var third = all[2]!["AckId"]!.GetValue<string>();
        var acked = await (await reader.PostAsync($"{door}({id})/Ack?$ackid={third}", null, Ct)).JsonAsync();
        Assert.Equal((3, 2, 100_000), (acked["AckMessagesNum"]!.GetValue<int>(), acked["CurrentQueueLength"]!.GetValue<int>(), acked["MaxQueueLength"]!.GetValue<int>()));
        Assert.Equal(0, (await (await reader.PostAsync($"{door}({id})/Ack?$ackid={third}", null, Ct)).JsonAsync())["AckMessagesNum"]!.GetValue<int>());
        Assert.Equal("pull-3.bin", (await ReadAsync(1))[0]!["ProductName"]!.GetValue<string>());

        var info = (await (await reader.GetAsync($"{door}/Info", Ct)).JsonAsync()).AsArray();
        Assert.Equal(2, Assert.Single(info)!["CurrentQueueLength"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.PostAsync($"{door}({id})/Ack?$ackid=x", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.GetAsync($"{door}({id})/Read?$top=21", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.GetAsync($"{door}({id})/Read", Ct)).StatusCode);

        // A product that is deleted meanwhile still has to be acknowledged.
        (await _house.Admin.DeleteAsync(House.Products("pull") + "/pull-3.bin?reason=test", Ct)).EnsureSuccessStatusCode();
        var gone = (await ReadAsync(1))[0]!;
        Assert.Null(gone["value"]);
        Assert.NotNull(gone["AckId"]);
        await reader.PostAsync($"{door}({id})/Cancel", null, Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"{door}({id})/Read", Ct)).StatusCode);

        async Task<JsonArray> ReadAsync(int? top) =>
            (await (await reader.GetAsync($"{door}({id})/Read{(top is null ? "" : $"?$top={top}")}", Ct)).JsonAsync()).AsArray();
    }

    [Fact]
    public async Task A_full_queue_drops_its_oldest_and_says_so()
    {
        await using var house = await SubscriberHouses.StartAsync(("subscriptions.queue-limit", "2"), ("subscriptions.tidy-interval", "1s"));
        await house.MissionAsync();
        var made = await (await house.Admin.PostAsJsonAsync(Door, new { FilterParam = "true" }, Ct)).JsonAsync();
        for (var i = 0; i < 5; i++)
            (await house.PutAsync($"{i}.bin", [1], "demo")).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await house.JournalAsync("&kind=hub.notifications_dropped")).Sum(e => e["data"]!["count"]!.GetValue<int>()) == 3, "three were dropped");
        var left = (await (await house.Admin.GetAsync($"{Door}({made["Id"]})/Read?$top=20", Ct)).JsonAsync()).AsArray();
        Assert.Equal(["3.bin", "4.bin"], left.Select(n => n!["ProductName"]!.GetValue<string>()));
    }
}
