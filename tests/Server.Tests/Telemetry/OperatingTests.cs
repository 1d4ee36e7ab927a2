using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Telemetry;

/// <summary>Limits that change while a channel runs, displays, and values over a WebSocket.</summary>
public abstract class OperatingTests
{
    private const string Simulated =
        "  - name: craft\n    environments: [dev]\n    database: mission.xml\n    from: { kind: simulator, scenario: steady, rate: 50 }\n";

    private const string Steady = "parameters:\n  - { name: VOLTAGE, kind: constant, value: 5 }\n  - { name: MODE, kind: constant, value: 'OFF' }\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<(string, string)[]> BackendsAsync();

    [Fact]
    public async Task Limits_change_from_a_stated_packet_on_and_back_and_alarms_say_which_limit_was_broken()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        await ApplyAsync(house);
        await house.PacketsAsync("craft", 20);
        Assert.Empty((await house.GetJsonAsync($"{TelemetryHouse.Root}/limits"))["items"]!.AsArray());

        var set = await PutAsync(house, "VOLTAGE", new { reason = "eclipse", violations = 2, ranges = new[] { new { level = "warning", low = 1, high = 4 }, new { level = "critical", low = 0, high = 7 } } });
        Assert.Equal(("/m/VOLTAGE", "admin", 8.0), (set["parameter"]!.GetValue<string>(), set["setBy"]!.GetValue<string>(), set["own"]![0]!["high"]!.GetValue<double>()));
        var alarm = await AlarmAsync(house, a => a["level"] is not null);
        Assert.Equal(("warning", "outside [1, 4], set at run time"), (alarm["worst"]!.GetValue<string>(), alarm["limit"]!.GetValue<string>()));
        var force = Assert.Single(await house.JournalAsync("&kind=telemetry.limits_in_force"));
        var packet = force["data"]!["packet"]!.GetValue<long>();
        var samples = await house.SamplesAsync("VOLTAGE");
        Assert.True(samples.FindIndex(s => s["level"] is not null) is > 0 and var first && first <= packet);
        Assert.All(samples.SkipWhile(s => s["level"] is null), s => Assert.Equal("outside [1, 4], set at run time", s["limit"]!.GetValue<string>()));

        (await house.Admin.DeleteAsync($"{TelemetryHouse.Root}/limits/m/VOLTAGE?reason=over", Ct)).EnsureSuccessStatusCode();
        await AlarmAsync(house, a => a["level"] is null);
        var held = (await house.GetJsonAsync($"{TelemetryHouse.Root}/limits-over-time?parameter=VOLTAGE"))["items"]!.AsArray();
        Assert.Equal([(false, 8.0), (true, 4.0), (false, 8.0)], held.Select(p => (p!["isSetAtRunTime"]!.GetValue<bool>(), p["limits"]![0]!["max"]!.GetValue<double>())));
        Assert.True(held[0]!["to"]!.GetValue<DateTimeOffset>() <= held[1]!["from"]!.GetValue<DateTimeOffset>() && held[1]!["to"]!.GetValue<DateTimeOffset>() <= held[2]!["from"]!.GetValue<DateTimeOffset>());
        Assert.Single((await house.GetJsonAsync($"{TelemetryHouse.Root}/limits-over-time?parameter=TEMPERATURE"))["items"]!.AsArray());
        Assert.Equal("telemetry.no_such_parameter", await CodeAsync(await house.Admin.GetAsync($"{TelemetryHouse.Root}/limits-over-time?parameter=VOLTAG", Ct)));
        Assert.Equal("telemetry.no_limits_set", await CodeAsync(await house.Admin.DeleteAsync($"{TelemetryHouse.Root}/limits/VOLTAGE", Ct)));
        Assert.Equal(["telemetry.limits_lifted", "telemetry.limits_set"], (await house.JournalAsync("&kind=telemetry.limits_*")).Select(e => e["type"]!.GetValue<string>()["gantry.".Length..]).Where(t => !t.EndsWith("in_force", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Limits_survive_a_restart_and_end_by_themselves()
    {
        using var folder = new TempFolder("limits");
        (string, string)[] settings = [("data.folder", folder.Path), .. await BackendsAsync()];
        await using (var house = await House.StartAsync(settings, null))
        {
            await ApplyAsync(house);
            await house.UpAsync("craft");
            await PutAsync(house, "VOLTAGE", new { reason = "for good", ranges = new[] { new { level = "warning", high = 4 } } });
            await AlarmAsync(house, a => a["level"] is not null);
        }
        await using (var house = await House.StartAsync(settings, null))
        {
            Assert.Equal("for good", (await house.GetJsonAsync($"{TelemetryHouse.Root}/limits/m/VOLTAGE"))["reason"]!.GetValue<string>());
            var packets = (await house.UpAsync("craft"))["packets"]!.GetValue<long>();
            await house.PacketsAsync("craft", packets + 10);
            // Still the same alarm: nothing was forgotten, and nothing raised anew.
            Assert.NotNull(Assert.Single((await house.GetJsonAsync($"{TelemetryHouse.Root}/alarms?all=true"))["items"]!.AsArray())!["level"]);
            await PutAsync(house, "VOLTAGE", new { reason = "a moment", until = TimeProvider.System.GetUtcNow().AddSeconds(2), ranges = new[] { new { level = "warning", high = 4 } } });
            await AlarmAsync(house, a => a["level"] is null);
            Assert.Empty((await house.GetJsonAsync($"{TelemetryHouse.Root}/limits"))["items"]!.AsArray());
        }
    }

    [Fact]
    public async Task What_makes_no_sense_as_limits_is_refused()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        await ApplyAsync(house);
        foreach (var (parameter, request, code) in ((string, object, string)[])
            [
                ("VOLTAGE", new { ranges = new[] { new { level = "warning", high = 4 } } }, "telemetry.no_limit_reason"),
                ("VOLTAGE", new { reason = "x" }, "telemetry.bad_limits"),
                ("VOLTAGE", new { reason = "x", ranges = new[] { new { level = "bad", high = 4 } } }, "telemetry.bad_limits"),
                ("VOLTAGE", new { reason = "x", ranges = new[] { new { level = "warning", low = 5, high = 4 } } }, "telemetry.bad_limits"),
                ("VOLTAGE", new { reason = "x", ranges = new[] { new { level = "warning", high = 4 }, new { level = "critical", high = 3 } } }, "telemetry.bad_limits"),
                ("VOLTAGE", new { reason = "x", isOff = true, until = "2020-01-01T00:00:00Z" }, "telemetry.bad_limits"),
                ("MODE", new { reason = "x", isOff = true }, "telemetry.no_number"),
                ("VOLTAG", new { reason = "x", isOff = true }, "telemetry.no_such_parameter"),
            ])
            Assert.Equal(code, await CodeAsync(await house.Admin.PutAsJsonAsync($"{TelemetryHouse.Root}/limits/{parameter}", request, Ct)));
        using var viewer = await house.UserAsync("watcher", "viewer", "probe");
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PutAsJsonAsync($"{TelemetryHouse.Root}/limits/VOLTAGE", new { reason = "x", isOff = true }, Ct)).StatusCode);
    }

    [Fact]
    public async Task Values_come_over_a_socket_to_whoever_may_see_them_and_not_to_foreign_pages()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        await ApplyAsync(house);
        await house.UpAsync("craft");
        var address = new Uri(house.Server.Address.Replace("http", "ws", StringComparison.Ordinal) + $"{TelemetryHouse.Root}/socket?parameters=VOLTAGE&everyMs=10");
        using (var socket = Socket(house))
        {
            await socket.ConnectAsync(address, Ct);
            Assert.Equal("gantry.values.v1", socket.SubProtocol);
            for (var i = 0; i < 3; i++)
            {
                var values = await ReceiveAsync(socket);
                Assert.Equal(("/m/VOLTAGE", 5.0), (Assert.Single(values["items"]!.AsArray())!["parameter"]!.GetValue<string>(), values["items"]![0]!["value"]!.GetValue<double>()));
            }
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Ct);
        }
        foreach (var (prepare, status) in ((Action<ClientWebSocket>, HttpStatusCode)[])
            [
                (s => s.Options.SetRequestHeader("Origin", "https://elsewhere.example"), HttpStatusCode.Forbidden),
                (s => s.Options.SetRequestHeader("Authorization", ""), HttpStatusCode.Unauthorized),
            ])
        {
            using var socket = Socket(house);
            prepare(socket);
            socket.Options.CollectHttpResponseDetails = true;
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, Ct));
            Assert.Equal(status, socket.HttpStatusCode);
        }
        using (var socket = Socket(house))
        {
            socket.Options.SetRequestHeader("Origin", house.Server.Address);
            await socket.ConnectAsync(address, Ct);
            await ReceiveAsync(socket);
        }
        Assert.Equal("telemetry.no_websocket", await CodeAsync(await house.Admin.GetAsync($"{TelemetryHouse.Root}/socket", Ct)));
    }

    [Fact]
    public async Task Displays_of_the_release_are_given()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        await ApplyAsync(house);
        var display = Assert.Single((await house.GetJsonAsync($"{TelemetryHouse.Root}/displays"))["items"]!.AsArray())!;
        Assert.Equal("Power", (await house.GetJsonAsync($"{TelemetryHouse.Root}/displays/power"))["title"]!.GetValue<string>());
        Assert.Equal(("table", "VOLTAGE", "Volts", 600.0), (display["groups"]![0]!["kind"]!.GetValue<string>(), display["groups"]![0]!["parameters"]![0]!["name"]!.GetValue<string>(), display["groups"]![0]!["parameters"]![0]!["label"]!.GetValue<string>(), display["groups"]![1]!["lastSeconds"]!.GetValue<double>()));
        Assert.Equal("telemetry.no_such_display", await CodeAsync(await house.Admin.GetAsync($"{TelemetryHouse.Root}/displays/powr", Ct)));
    }

    [Fact]
    public async Task A_display_says_what_its_parameters_are_here_and_which_of_them_no_database_of_the_environment_has()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        (await House.ApplyAsync(house.Admin, "probe",
        [
            .. TelemetryHouse.Files(Simulated + "  - { name: later, environments: [ops], database: later.xml, from: { kind: udp, port: 1 } }\n"),
            ("telemetry/scenarios/steady.yaml", Steady), ("telemetry/later.xml", SamplePackets.Xml("0.5").Replace("VOLTAGE", "THRUST", StringComparison.Ordinal)),
            ("telemetry/displays/power.yaml", "title: Power\ngroups:\n  - { title: Bus, kind: table, parameters: [VOLTAGE, MODE, THRUST] }\n"),
        ])).EnsureSuccessStatusCode();
        var items = (await house.GetJsonAsync($"{TelemetryHouse.Root}/displays/power"))["groups"]![0]!["parameters"]!.AsArray();
        Assert.Equal([("/m/VOLTAGE", "float", "V"), ("/m/MODE", "enumeration", null), (null, null, null)],
            items.Select(i => (i!["parameter"]?.GetValue<string>(), i["kind"]?.GetValue<string>(), i["unit"]?.GetValue<string>())));
        Assert.Null((await house.GetJsonAsync($"{TelemetryHouse.Root}/displays"))["items"]![0]!["groups"]![0]!["parameters"]![2]!["parameter"]);
    }

    private static async Task ApplyAsync(House house) => (await House.ApplyAsync(house.Admin, "probe",
    [
        .. TelemetryHouse.Files(Simulated), ("telemetry/scenarios/steady.yaml", Steady),
        ("telemetry/displays/power.yaml", "title: Power\ngroups:\n  - { title: Bus, kind: table, parameters: [{ name: VOLTAGE, label: Volts }, MODE] }\n  - { title: Hour, kind: plot, parameters: [VOLTAGE] }\n"),
    ])).EnsureSuccessStatusCode();

    private static async Task<JsonNode> PutAsync(House house, string parameter, object request)
    {
        var answer = await house.Admin.PutAsJsonAsync($"{TelemetryHouse.Root}/limits/{parameter}", request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!;
    }

    private static async Task<JsonNode> AlarmAsync(House house, Func<JsonNode, bool> isSo)
    {
        JsonNode? found = null;
        await Eventually.HoldsAsync(async () =>
        {
            found = (await house.GetJsonAsync($"{TelemetryHouse.Root}/alarms?all=true"))["items"]!.AsArray().FirstOrDefault();
            return found is not null && isSo(found);
        }, "the alarm stands as it should");
        return found!;
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["code"]!.GetValue<string>();

    private static ClientWebSocket Socket(House house)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("gantry.values.v1");
        socket.Options.SetRequestHeader("Authorization", house.Admin.DefaultRequestHeaders.Authorization!.ToString());
        return socket;
    }

    private static async Task<JsonNode> ReceiveAsync(ClientWebSocket socket)
    {
        var (buffer, text) = (new byte[65_536], new StringBuilder());
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, Ct);
            text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(text.ToString())!;
    }
}

public sealed class SqliteOperatingTests : OperatingTests
{
    protected override Task<(string, string)[]> BackendsAsync() => Task.FromResult<(string, string)[]>([]);
}

public sealed class PostgresOperatingTests : OperatingTests
{
    protected override async Task<(string, string)[]> BackendsAsync() => [("database.url", await (await PostgresServer.SharedAsync()).NewDatabaseAsync())];
}
