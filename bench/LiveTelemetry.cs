using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>
/// From a datagram that is sent to a channel until a client has its value, at 1,000 packets a second. A client gets the newest values;
/// a packet counts as seen when its own value or a newer one of the same parameter has come.
/// </summary>
internal sealed class LiveTelemetry : IBenchmark
{
    private const int PerSecond = 1000;
    private const int Packets = 15 * PerSecond;
    private const int WarmUp = 3 * PerSecond;
    private const string Root = "/api/v1/missions/demo/environments/ops/telemetry";

    private const string Database =
        """
        <SpaceSystem xmlns="http://www.omg.org/spec/XTCE/20180204" name="m"><TelemetryMetaData>
        <ParameterTypeSet><IntegerParameterType name="u48" signed="false" sizeInBits="48"><IntegerDataEncoding sizeInBits="48"/></IntegerParameterType>
        <IntegerParameterType name="u32" signed="false" sizeInBits="32"><IntegerDataEncoding sizeInBits="32"/></IntegerParameterType></ParameterTypeSet>
        <ParameterSet><Parameter name="HEADER" parameterTypeRef="u48"/><Parameter name="NUMBER" parameterTypeRef="u32"/></ParameterSet>
        <ContainerSet><SequenceContainer name="packet"><EntryList><ParameterRefEntry parameterRef="HEADER"/><ParameterRefEntry parameterRef="NUMBER"/></EntryList></SequenceContainer></ContainerSet>
        </TelemetryMetaData></SpaceSystem>
        """;

    private readonly long[] _sentAt = new long[Packets];

    public string Name => "telemetry-live";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var port = Ports.Free();
        using var server = await ServerChild.StartAsync(scratch.Folder("live"));
        server.MakeMission(
            ("telemetry/mission.xml", Database),
            ("telemetry/channels.yaml", $"channels:\n  - {{ name: downlink, database: mission.xml, from: {{ kind: udp, port: {port} }} }}\n"));
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(ServerChild.Authorization.Split(':', 2)[1].Trim());
        while (!(await client.GetStringAsync($"{Root}/channels")).Contains("\"up\"", StringComparison.Ordinal))
            await Task.Delay(50);
        foreach (var row in await MeasureAsync(port, "server-sent events", take => EventsAsync(client, take)))
            yield return row;
        foreach (var row in await MeasureAsync(port, "WebSocket", take => SocketAsync(client, take)))
            yield return row;
    }

    private async Task<List<Row>> MeasureAsync(int port, string way, Func<Func<long, bool>, Task> follow)
    {
        var (delays, next, opened) = (new List<double>(), 0L, new TaskCompletionSource());
        var following = follow(number =>
        {
            if (number < 0)
            {
                opened.TrySetResult();
                return true;
            }
            var now = Stopwatch.GetTimestamp();
            for (; next <= number; next++)
            {
                if (next >= WarmUp)
                    delays.Add(Stopwatch.GetElapsedTime(_sentAt[next], now).TotalMilliseconds);
            }
            return next < Packets;
        });
        await opened.Task;
        await Rounds.OnThreadAsync(() => Send(port));
        // The last values may be lost with their datagrams; nobody waits for them.
        await Task.WhenAny(following, Task.Delay(TimeSpan.FromSeconds(10)));
        var (half, most) = (Rounds.Percentile(delays, 0.5), Rounds.Percentile(delays, 0.95));
        return
        [
            new($"channel to client by {way}, 1,000 packets/s, median of {delays.Count:N0}", Row.Say(half, "ms")),
            Row.Below($"channel to client by {way}, 1,000 packets/s, 95 of 100 within", most, 100, "ms"),
        ];
    }

    private void Send(int port)
    {
        using var socket = new UdpClient();
        var (target, packet, began) = (new IPEndPoint(IPAddress.Loopback, port), new byte[10], Stopwatch.GetTimestamp());
        for (var i = 0; i < Packets; i++)
        {
            while (Stopwatch.GetElapsedTime(began).TotalSeconds * PerSecond < i)
                Thread.SpinWait(200);
            BinaryPrimitives.WriteUInt16BigEndian(packet, 5);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)(0xC000 | i & 0x3FFF));
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), 3);
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(6), (uint)i);
            _sentAt[i] = Stopwatch.GetTimestamp();
            socket.Send(packet, packet.Length, target);
        }
    }

    private static async Task EventsAsync(HttpClient client, Func<long, bool> take)
    {
        using var answer = await client.GetAsync($"{Root}/stream?parameters=NUMBER", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(": ", StringComparison.Ordinal))
                take(-1);
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && !take(Number(line.AsMemory(6))))
                return;
        }
    }

    private static async Task SocketAsync(HttpClient client, Func<long, bool> take)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("gantry.values.v1");
        socket.Options.SetRequestHeader("Authorization", client.DefaultRequestHeaders.Authorization!.ToString());
        await socket.ConnectAsync(new Uri(client.BaseAddress!.ToString().Replace("http", "ws", StringComparison.Ordinal).TrimEnd('/') + $"{Root}/socket?parameters=NUMBER"), default);
        take(-1);
        var buffer = new byte[65_536];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, default);
            if (!take(Number(Encoding.UTF8.GetString(buffer, 0, received.Count).AsMemory())))
                break;
        }
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    private static long Number(ReadOnlyMemory<char> json)
    {
        using var values = JsonDocument.Parse(json);
        return long.Parse(values.RootElement.GetProperty("items")[0].GetProperty("value").ToString(), CultureInfo.InvariantCulture);
    }
}
