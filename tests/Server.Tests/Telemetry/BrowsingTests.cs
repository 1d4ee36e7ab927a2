using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Telemetry;

/// <summary>A house whose channel has received fifty packets: power but for each tenth, which is the mode.</summary>
public sealed class ReceivedHouse : SharedHouse
{
    public const int Packets = 50;

    protected override async Task<House> StartAsync()
    {
        var house = await House.StartAsync(("telemetry.flush-ms", "10"));
        var port = TelemetryHouse.FreePort(ProtocolType.Udp);
        (await house.ApplyProbeAsync(TelemetryHouse.Udp(port))).EnsureSuccessStatusCode();
        await house.UpAsync("downlink");
        using var sender = new UdpClient();
        for (var i = 0; i < Packets; i++)
        {
            await sender.SendAsync(SamplePackets.Of(i % 10 == 9 ? SamplePackets.Mode : SamplePackets.Power, i, i), new IPEndPoint(IPAddress.Loopback, port));
            await house.PacketsAsync("downlink", i + 1);
        }
        return house;
    }
}

public sealed class BrowsingTests(ReceivedHouse shared) : IClassFixture<ReceivedHouse>
{
    private readonly House _house = shared.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Packets_are_listed_from_the_last_one_page_by_page()
    {
        var numbers = new List<long>();
        string? after = "1000";
        do
        {
            var page = await GetAsync($"channels/downlink/packets?limit=7&after={after}");
            numbers.AddRange(page["items"]!.AsArray().Select(p => p!["number"]!.GetValue<long>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        Assert.Equal(Enumerable.Range(0, ReceivedHouse.Packets).Select(i => (long)i).Reverse(), numbers);

        var modes = (await GetAsync("channels/downlink/packets?container=/m/state"))["items"]!.AsArray();
        Assert.Equal([49, 39, 29, 19, 9], modes.Select(p => p!["number"]!.GetValue<int>()));
        Assert.All(modes, p => Assert.Equal(("good", SamplePackets.Mode, 7), (p!["status"]!.GetValue<string>(), p["apid"]!.GetValue<int>(), p["octets"]!.GetValue<int>())));
        Assert.Equal(ReceivedHouse.Packets, (await GetAsync("channels/downlink/packets"))["items"]!.AsArray().Count);
        Assert.Empty((await GetAsync("channels/downlink/packets?to=2000-01-01"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_packet_is_shown_with_the_bits_of_each_value()
    {
        var packet = await GetAsync("channels/downlink/packets/40");
        Assert.Equal(Convert.ToHexString(SamplePackets.Of(SamplePackets.Power, 40, 40)), packet["hex"]!.GetValue<string>());
        Assert.Equal(["/m/packet", "/m/power"], packet["containers"]!.AsArray().Select(c => c!.GetValue<string>()));
        Assert.Equal(80, packet["bitsUsed"]!.GetValue<int>());
        var voltage = packet["values"]!.AsArray().Single(v => v!["name"]!.GetValue<string>() == "/m/VOLTAGE")!;
        Assert.Equal((48, 16, 20.0, 40, "V", "warning"), (voltage["bit"]!.GetValue<int>(), voltage["bits"]!.GetValue<int>(), voltage["value"]!.GetValue<double>(), voltage["raw"]!.GetValue<int>(), voltage["unit"]!.GetValue<string>(), voltage["level"]!.GetValue<string>()));
        Assert.Equal("telemetry.no_such_packet", await RefusedAsync($"channels/downlink/packets/{ReceivedHouse.Packets}"));
        Assert.Equal("telemetry.no_such_channel", await RefusedAsync("channels/uplink/packets"));
    }

    [Fact]
    public async Task A_database_is_walked_from_its_list_to_a_container_and_a_parameter()
    {
        var database = Assert.Single((await GetAsync("databases"))["items"]!.AsArray())!;
        Assert.Equal(("telemetry/mission.xml", "m", "1.2", "/m/packet"), (database["file"]!.GetValue<string>(), database["name"]!.GetValue<string>(), database["version"]!.GetValue<string>(), database["root"]!.GetValue<string>()));
        var digest = database["digest"]!.GetValue<string>();
        var power = (await GetAsync($"databases/{digest}"))["containers"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == "/m/power")!;
        Assert.Equal(("/m/packet", "APID == 5"), (power["extends"]!.GetValue<string>(), power["when"]!.GetValue<string>()));
        var entries = (await GetAsync($"databases/{digest}/container?name=/m/power"))["entries"]!.AsArray();
        Assert.Equal(["VERSION", "TYPE", "SECONDARY", "APID", "FLAGS", "COUNT", "LENGTH", "VOLTAGE", "TEMPERATURE"], entries.Select(e => e!["name"]!.GetValue<string>()));
        Assert.Equal(("/m/VOLTAGE", "/m/power"), (entries[7]!["parameter"]!.GetValue<string>(), entries[7]!["from"]!.GetValue<string>()));

        var voltage = await GetAsync("parameter?name=/m/VOLTAGE");
        Assert.Equal(("float", "V", 8.0), (voltage["kind"]!.GetValue<string>(), voltage["unit"]!.GetValue<string>(), Assert.Single(voltage["limits"]!.AsArray())!["max"]!.GetValue<double>()));
        Assert.Equal(("/m/power", 48), (Assert.Single(voltage["in"]!.AsArray())!["container"]!.GetValue<string>(), voltage["in"]![0]!["bit"]!.GetValue<int>()));
        Assert.Equal("telemetry.no_such_item", await RefusedAsync($"databases/{digest}/container?name=/m/powr"));
        Assert.Equal("telemetry.no_such_item", await RefusedAsync($"databases/{digest}/command?name=FIRE"));
        Assert.Equal("telemetry.no_such_database", await RefusedAsync($"databases/{new string('0', 64)}"));
        Assert.Equal("telemetry.no_such_parameter", await RefusedAsync("parameter?name=VOLTAG"));
    }

    [Fact]
    public async Task The_last_value_of_a_parameter_is_known_whenever_it_came()
    {
        var values = (await GetAsync("latest?parameters=VOLTAGE,MODE"))["items"]!.AsArray().ToDictionary(v => v!["parameter"]!.GetValue<string>(), v => v!["raw"]!.GetValue<int>());
        Assert.Equal((48, 49 % 3), (values["/m/VOLTAGE"], values["/m/MODE"]));
    }

    [Fact]
    public async Task An_alarm_that_nobody_has_seen_waits_for_somebody_on_the_overview()
    {
        var matter = (await _house.GetJsonAsync("/api/v1/overview"))["needsSomebody"]!.AsArray().Single(m => m!["what"]!.GetValue<string>() == "alarm")!;
        Assert.Equal(("/m/VOLTAGE", 1, false), (matter["subject"]!.GetValue<string>(), matter["count"]!.GetValue<int>(), matter["isUrgent"]!.GetValue<bool>()));
    }

    private Task<JsonNode> GetAsync(string address) => _house.GetJsonAsync($"{TelemetryHouse.Root}/{address}");

    private async Task<string> RefusedAsync(string address)
    {
        using var answer = await _house.Admin.GetAsync($"{TelemetryHouse.Root}/{address}", Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["code"]!.GetValue<string>();
    }
}
