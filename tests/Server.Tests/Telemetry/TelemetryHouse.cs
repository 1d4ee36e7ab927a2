using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Telemetry;

/// <summary>A house with a mission that has channels.</summary>
internal static class TelemetryHouse
{
    public const string Root = "/api/v1/missions/probe/environments/dev/telemetry";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string Udp(int port, string more = "") => $"  - name: downlink\n    environments: [dev]\n    database: mission.xml\n{more}    from: {{ kind: udp, port: {port} }}\n";

    public static Task<HttpResponseMessage> ApplyProbeAsync(this House house, string channels, string slope = "0.5") => House.ApplyAsync(house.Admin, "probe", Files(channels, slope));

    public static (string, string)[] Files(string channels, string slope = "0.5") =>
        [House.Mission("probe"), ("types.yaml", House.DefaultTypes), ("telemetry/mission.xml", SamplePackets.Xml(slope)), ("telemetry/channels.yaml", "channels:\n" + channels)];

    /// <summary>Waits until a channel stands so.</summary>
    public static async Task<JsonNode> ChannelAsync(this House house, string name, Func<JsonNode, bool> isSo)
    {
        JsonNode? last = null;
        await Eventually.HoldsAsync(async () =>
        {
            var answer = await house.Admin.GetAsync($"{Root}/channels/{name}", Ct);
            last = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>(Ct) : null;
            return last is not null && isSo(last);
        }, $"the channel {name} stands as it should");
        return last!;
    }

    public static Task<JsonNode> PacketsAsync(this House house, string name, long packets) => house.ChannelAsync(name, c => c["packets"]!.GetValue<long>() >= packets);

    public static Task<JsonNode> UpAsync(this House house, string name) => house.ChannelAsync(name, c => c["state"]!.GetValue<string>() == "up");

    public static async Task<List<JsonNode>> SamplesAsync(this House house, string parameters, string more = "") =>
        [.. (await house.GetJsonAsync($"{Root}/samples?parameters={parameters}&from=2000-01-01T00:00:00Z&limit=100000{more}"))["items"]!.AsArray().Select(s => s!)];

    /// <summary>A port that nobody listens on just now.</summary>
    public static int FreePort(ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
