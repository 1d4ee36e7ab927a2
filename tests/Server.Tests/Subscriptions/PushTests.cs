using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Subscriptions;

public abstract class PushTests(SharedHouse fixture) : IAsyncLifetime
{
    private readonly House _house = fixture.House;
    private readonly string _mission = "push" + Guid.CreateVersion7().ToString("N")[^8..];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _house.MissionAsync(_mission);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string Door => $"/missions/{_mission}/ops/odata/v1/Subscriptions";

    private async Task<string> SubscribeAsync(object request, HttpClient? client = null)
    {
        var answer = await (client ?? _house.Admin).PostAsJsonAsync(Door, request, Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Ct));
        var made = await answer.JsonAsync();
        Assert.Equal("$metadata#OData.CSC.Subscription", made["@odata.context"]!.GetValue<string>());
        return made["Id"]!.GetValue<string>();
    }

    private async Task PutAsync(params string[] names)
    {
        foreach (var name in names)
            (await _house.PutAsync(name, Encoding.UTF8.GetBytes(name), _mission)).EnsureSuccessStatusCode();
    }

    private async Task<JsonArray> AttemptsAsync(string id) => (await _house.GetJsonAsync($"/api/v1/subscriptions/{id}/attempts"))["items"]!.AsArray();

    [Fact]
    public async Task A_subscriber_is_told_of_what_it_asked_for_and_of_nothing_else()
    {
        await using var hook = new Hook();
        var id = await SubscribeAsync(new
        {
            FilterParam = "startswith(Name,'told')", NotificationEndpoint = hook.Address, NotificationEpUsername = "ep", NotificationEpPassword = "ep-secret",
        });
        await PutAsync("other.bin", "told-1.bin", "untold.bin", "told-2.bin");
        await Eventually.HoldsAsync(() => hook.Knocks.Count >= 2, "both were told");

        var knocks = hook.Knocks.ToList();
        Assert.Equal(["told-1.bin", "told-2.bin"], knocks.Select(k => k.Body["ProductName"]!.GetValue<string>()));
        var first = knocks[0];
        Assert.Equal("Basic " + Convert.ToBase64String("ep:ep-secret"u8), first.Authorization);
        Assert.Equal(first.IdempotencyKey, first.Body["NotificationId"]!.GetValue<string>());
        Assert.Equal(id, first.Body["SubscriptionId"]!.GetValue<string>());
        Assert.Equal("$metadata#Notification/$entity", first.Body["@odata.context"]!.GetValue<string>());
        Assert.Equal(first.Body["ProductId"]!.GetValue<string>(), first.Body["value"]!["Id"]!.GetValue<string>());
        Assert.NotNull(first.Body["NotificationDate"]);

        await Eventually.HoldsAsync(async () => (await AttemptsAsync(id)).Count == 2, "both attempts are on record");
        Assert.All(await AttemptsAsync(id), a => Assert.Equal(200, a!["status"]!.GetValue<int>()));
        var shown = (await _house.GetJsonAsync($"{Door}({id})")).ToJsonString();
        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        Assert.Contains("LastNotificationDate\":\"20", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_was_down_misses_nothing_and_hears_it_in_order()
    {
        var port = FreePort.Take(1)[0];
        var id = await SubscribeAsync(new { FilterParam = "contains(Name,'.bin')", NotificationEndpoint = $"http://127.0.0.1:{port}/" });
        var names = Enumerable.Range(0, 12).Select(i => $"down-{i:00}.bin").ToArray();
        await PutAsync(names);
        await Eventually.HoldsAsync(async () => (await _house.GetJsonAsync($"/api/v1/subscriptions/{id}"))["parkedAt"] is not null, "the endpoint is parked");
        Assert.All(await AttemptsAsync(id), a => Assert.NotNull(a!["error"]));

        await using var hook = new Hook(port);
        await Eventually.HoldsAsync(() => hook.Knocks.Count >= names.Length, "it heard what it missed");
        Assert.Equal(names, hook.Knocks.Select(k => k.Body["ProductName"]!.GetValue<string>()));
        await Eventually.HoldsAsync(async () => (await _house.GetJsonAsync($"/api/v1/subscriptions/{id}")) is var s && s["parkedAt"] is null && s["waiting"]!.GetValue<int>() == 0, "nothing waits");
        Assert.Single(await _house.JournalAsync($"&mission={_mission}&kind=hub.subscription_parked"));
        Assert.Single(await _house.JournalAsync($"&mission={_mission}&kind=hub.subscription_recovered"));
    }

    [Fact]
    public async Task A_notification_that_is_refused_for_good_does_not_hold_up_the_next()
    {
        await using var hook = new Hook();
        hook.Answer = knock => knock.Body["ProductName"]!.GetValue<string>() == "bad.bin" ? 422 : 204;
        var id = await SubscribeAsync(new { FilterParam = "endswith(Name,'.bin')", NotificationEndpoint = hook.Address });
        await PutAsync("bad.bin", "good.bin");
        await Eventually.HoldsAsync(() => hook.Knocks.Any(k => k.Body["ProductName"]!.GetValue<string>() == "good.bin"), "the next was told");
        var twice = hook.Knocks.Where(k => k.Body["ProductName"]!.GetValue<string>() == "bad.bin").ToList();
        Assert.Equal(2, twice.Count);
        Assert.Equal(twice[0].IdempotencyKey, twice[1].IdempotencyKey);

        hook.Answer = _ => 200;
        (await _house.Admin.PostAsync($"/api/v1/subscriptions/{id}/retry", null, Ct)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => hook.Knocks.Count(k => k.Body["ProductName"]!.GetValue<string>() == "bad.bin") == 3, "it was told once more");
    }

    [Fact]
    public async Task While_paused_nothing_is_queued_and_what_waited_is_told_on_resuming()
    {
        await using var hook = new Hook();
        var id = await SubscribeAsync(new { FilterParam = "endswith(Name,'.bin')", NotificationEndpoint = hook.Address });
        (await _house.Admin.PostAsync($"{Door}({id})/Pause", null, Ct)).EnsureSuccessStatusCode();
        await PutAsync("while-paused.bin");
        (await _house.Admin.PostAsync($"{Door}({id})/OData.CSC.Resume", null, Ct)).EnsureSuccessStatusCode();
        await PutAsync("after.bin");
        await Eventually.HoldsAsync(() => !hook.Knocks.IsEmpty, "it is told again");
        Assert.Equal("after.bin", Assert.Single(hook.Knocks).Body["ProductName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_loses_the_right_to_read_is_told_nothing_more()
    {
        await using var hook = new Hook();
        var name = "reader-" + _mission;
        using var reader = await _house.UserAsync(name, "viewer", _mission, "ops");
        await SubscribeAsync(new { NotificationEndpoint = hook.Address }, reader);
        await SubscribeAsync(new { NotificationEndpoint = hook.Address + "/admin" });
        await PutAsync("one.bin");
        await Eventually.HoldsAsync(() => hook.Knocks.Count == 2, "both are told");
        (await _house.Admin.PatchAsJsonAsync($"/api/v1/users/{name}", new { grants = Array.Empty<object>() }, Ct)).EnsureSuccessStatusCode();
        await PutAsync("two.bin");
        await Eventually.HoldsAsync(() => hook.Knocks.Count(k => k.Body["ProductName"]!.GetValue<string>() == "two.bin") == 1, "the other is told");
        await PutAsync("three.bin");
        await Eventually.HoldsAsync(() => hook.Knocks.Any(k => k.Body["ProductName"]!.GetValue<string>() == "three.bin"), "the third is told");
        Assert.Equal(4, hook.Knocks.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var hook = new Hook();
        hook.Answer = _ => 307;
        hook.Header = ("Location", "http://127.0.0.1:1/inner");
        var id = await SubscribeAsync(new { NotificationEndpoint = hook.Address });
        await PutAsync("x.bin");
        await Eventually.HoldsAsync(async () => (await AttemptsAsync(id)).Count >= 1, "the attempt is on record");
        Assert.Contains("redirects are not followed", (await AttemptsAsync(id))[0]!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}

public sealed class PushTestsOnSqliteAndFolder(SubscriberSqliteHouse house) : PushTests(house), IClassFixture<SubscriberSqliteHouse>;

public sealed class PushTestsOnPostgresAndS3(SubscriberServersHouse house) : PushTests(house), IClassFixture<SubscriberServersHouse>;
