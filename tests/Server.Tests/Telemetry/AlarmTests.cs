using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Telemetry;

/// <summary>A house with a mission that listens for datagrams.</summary>
public sealed class ListeningHouse : SharedHouse
{
    public int Port { get; } = TelemetryHouse.FreePort(ProtocolType.Udp);

    protected override async Task<House> StartAsync()
    {
        var house = await House.StartAsync();
        (await house.ApplyProbeAsync(TelemetryHouse.Udp(Port))).EnsureSuccessStatusCode();
        await house.UpAsync("downlink");
        return house;
    }
}

public sealed class AlarmTests(ListeningHouse shared) : IClassFixture<ListeningHouse>, IAsyncLifetime
{
    private readonly House _house = shared.House;
    private readonly UdpClient _sender = new();
    private int _sent;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sent = (await _house.UpAsync("downlink"))["packets"]!.GetValue<int>();
    }

    public ValueTask DisposeAsync()
    {
        _sender.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_alarm_stays_until_the_value_is_well_and_somebody_has_seen_it()
    {
        await SendAsync(volts: 1);
        await SendAsync(volts: 9);
        await SendAsync(volts: 10);
        var alarm = Assert.Single(await OpenAsync());
        Assert.Equal(("/m/VOLTAGE", "warning", "9"), (alarm["parameter"]!.GetValue<string>(), alarm["level"]!.GetValue<string>(), alarm["value"]!.GetValue<string>()));
        await SendAsync(volts: 2);
        alarm = Assert.Single(await OpenAsync());
        Assert.Null(alarm["level"]);

        var id = alarm["id"]!.GetValue<string>();
        var seen = await ChangeAsync(id, "acknowledge", new { note = "eclipse" });
        Assert.Equal(("admin", "eclipse"), (seen["acknowledgedBy"]!.GetValue<string>(), seen["note"]!.GetValue<string>()));
        Assert.Empty(await OpenAsync());
        Assert.Equal(["telemetry.alarm_raised", "telemetry.alarm_changed", "telemetry.alarm_acknowledged", "telemetry.alarm_cleared"], await ToldAsync(id));
        Assert.Equal(HttpStatusCode.Conflict, (await _house.Admin.PostAsJsonAsync($"{TelemetryHouse.Root}/alarms/{id}/acknowledge", new { }, Ct)).StatusCode);

        // Seen while it is out: it is over by itself once the value is well.
        await SendAsync(volts: 9);
        id = Assert.Single(await OpenAsync())["id"]!.GetValue<string>();
        await ChangeAsync(id, "acknowledge", new { });
        await SendAsync(volts: 1);
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task An_alarm_is_put_aside_and_ended_by_hand_with_a_reason()
    {
        await SendAsync(volts: 9);
        var id = Assert.Single(await OpenAsync())["id"]!.GetValue<string>();
        Assert.NotNull((await ChangeAsync(id, "shelve", new { seconds = 60 }))["shelvedUntil"]);
        Assert.Null((await ChangeAsync(id, "shelve", new { seconds = 0 }))["shelvedUntil"]);
        Assert.Equal("telemetry.shelved_how_long", (await RefusedAsync(id, "shelve", new { seconds = -1 })));
        Assert.Equal("telemetry.no_reason", (await RefusedAsync(id, "clear", new { })));
        await ChangeAsync(id, "clear", new { note = "the sensor is broken" });
        Assert.Empty(await OpenAsync());
        await SendAsync(volts: 1);
        using var viewer = await _house.UserAsync("watcher", "viewer", "probe");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsJsonAsync($"{TelemetryHouse.Root}/alarms/{id}/clear", new { note = "x" }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"{TelemetryHouse.Root}/alarms?all=true", Ct)).StatusCode);
    }

    [Fact]
    public async Task Values_are_followed_live_and_the_newest_is_what_comes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{TelemetryHouse.Root}/stream?parameters=VOLTAGE,MODE");
        using var answer = await _house.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct));
        Assert.Equal(": alive", await reader.ReadLineAsync(Ct));
        await SendAsync(volts: 1);
        await SendAsync(volts: 2);
        await SendAsync(volts: 3);
        var (newest, seen) = (0.0, 0L);
        while (newest < 3)
        {
            if (await reader.ReadLineAsync(Ct) is not { } line || !line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            var values = JsonNode.Parse(line[6..])!;
            newest = Assert.Single(values["items"]!.AsArray())!["value"]!.GetValue<double>();
            seen += 1 + values["missed"]!.GetValue<long>();
        }
        Assert.Equal(3, seen);
        var unknown = await _house.Admin.GetAsync($"{TelemetryHouse.Root}/stream?parameters=VOLTAG", Ct);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("did you mean 'VOLTAGE'?", await unknown.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private async Task SendAsync(int volts)
    {
        await _sender.SendAsync(SamplePackets.Of(SamplePackets.Power, _sent, volts * 2), new IPEndPoint(IPAddress.Loopback, shared.Port), Ct);
        await _house.PacketsAsync("downlink", ++_sent);
    }

    private async Task<List<JsonNode>> OpenAsync() => [.. (await _house.GetJsonAsync($"{TelemetryHouse.Root}/alarms"))["items"]!.AsArray().Select(a => a!)];

    private async Task<JsonNode> ChangeAsync(string id, string verb, object request)
    {
        using var answer = await _house.Admin.PostAsJsonAsync($"{TelemetryHouse.Root}/alarms/{id}/{verb}", request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!;
    }

    private async Task<string> RefusedAsync(string id, string verb, object request) =>
        (await (await _house.Admin.PostAsJsonAsync($"{TelemetryHouse.Root}/alarms/{id}/{verb}", request, Ct)).Content.ReadFromJsonAsync<JsonNode>(Ct))!["code"]!.GetValue<string>();

    private async Task<IEnumerable<string>> ToldAsync(string id) =>
        (await _house.JournalAsync("&kind=telemetry.*")).Where(e => e["subject"]!.GetValue<string>() == $"alarms/{id}").Select(e => e["type"]!.GetValue<string>()["gantry.".Length..]);
}
