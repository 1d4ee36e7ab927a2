using System.Net;
using System.Net.Sockets;
using Gantry.Telemetry;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Telemetry;

public abstract class ChannelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<(string, string)[]> BackendsAsync();

    [Fact]
    public async Task What_comes_in_datagrams_is_kept_decoded_plotted_and_given_back_as_it_came()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        var port = TelemetryHouse.FreePort(ProtocolType.Udp);
        (await house.ApplyProbeAsync(TelemetryHouse.Udp(port))).EnsureSuccessStatusCode();
        await house.UpAsync("downlink");
        byte[][] packets = [.. Enumerable.Range(0, 40).Where(i => i is not (10 or 11)).Select(i => SamplePackets.Of(SamplePackets.Power, i, i)), SamplePackets.Of(77, 0, 0)];
        using var sender = new UdpClient();
        foreach (var packet in packets)
            await sender.SendAsync(packet, new IPEndPoint(IPAddress.Loopback, port), Ct);

        var channel = await house.PacketsAsync("downlink", 39);
        Assert.Equal((39, 1, 2, 1), (channel["packets"]!.GetValue<int>(), channel["gaps"]!.GetValue<int>(), channel["missing"]!.GetValue<int>(), channel["unidentified"]!.GetValue<int>()));
        var samples = await house.SamplesAsync("VOLT*");
        Assert.Equal(Enumerable.Range(0, 40).Where(i => i is not (10 or 11)).Select(i => i / 2.0), samples.Select(s => s["value"]!.GetValue<double>()));
        Assert.Equal("warning", samples[^1]["level"]!.GetValue<string>());
        Assert.Equal(channel["database"]!.GetValue<string>(), samples[0]["database"]!.GetValue<string>());

        var plot = await house.GetJsonAsync($"{TelemetryHouse.Root}/plot?parameter=/m/VOLTAGE&pixels=1");
        var pixel = Assert.Single(plot["pixels"]!.AsArray())!;
        Assert.Equal((38, 0.0, 19.5, "warning"), (pixel["count"]!.GetValue<int>(), pixel["min"]!.GetValue<double>(), pixel["max"]!.GetValue<double>(), pixel["level"]!.GetValue<string>()));
        Assert.Equal(38, plot["statistics"]!["count"]!.GetValue<int>());
        var gap = Assert.Single((await house.GetJsonAsync($"{TelemetryHouse.Root}/gaps"))["items"]!.AsArray())!;
        Assert.Equal((SamplePackets.Power, 2), (gap["apid"]!.GetValue<int>(), gap["missing"]!.GetValue<int>()));
        Assert.Equal(packets.SelectMany(p => p), await house.Admin.GetByteArrayAsync($"{TelemetryHouse.Root}/packets", Ct));
        var parameters = await house.GetJsonAsync($"{TelemetryHouse.Root}/parameters?search=volt");
        Assert.Equal(("/m/VOLTAGE", "V"), (Assert.Single(parameters["items"]!.AsArray())!["name"]!.GetValue<string>(), parameters["items"]![0]!["unit"]!.GetValue<string>()));
        Assert.Contains(await house.JournalAsync("&kind=telemetry.channel_up"), e => e["subject"]!.GetValue<string>() == "channels/downlink");
    }

    [Fact]
    public async Task Another_database_takes_over_without_a_restart_and_earlier_values_stay_what_they_were()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        var port = TelemetryHouse.FreePort(ProtocolType.Udp);
        (await house.ApplyProbeAsync(TelemetryHouse.Udp(port))).EnsureSuccessStatusCode();
        var before = await house.UpAsync("downlink");
        using var sender = new UdpClient();
        for (var i = 0; i < 5; i++)
            await sender.SendAsync(SamplePackets.Of(SamplePackets.Power, i, 4), new IPEndPoint(IPAddress.Loopback, port), Ct);
        await house.PacketsAsync("downlink", 5);

        (await house.ApplyProbeAsync(TelemetryHouse.Udp(port), slope: "2")).EnsureSuccessStatusCode();
        var sent = 5;
        await house.ChannelAsync("downlink", c =>
        {
            sender.Send(SamplePackets.Of(SamplePackets.Power, sent++, 4), new IPEndPoint(IPAddress.Loopback, port));
            return c["database"]!.GetValue<string>() != before["database"]!.GetValue<string>();
        });
        var after = await house.PacketsAsync("downlink", sent);

        var from = after["databaseFrom"]!.GetValue<int>();
        Assert.InRange(from, 5, sent);
        var samples = await house.SamplesAsync("VOLTAGE");
        Assert.Equal(Enumerable.Range(0, sent).Select(i => i < from ? 2.0 : 8.0), samples.Select(s => s["value"]!.GetValue<double>()));
        Assert.Equal(2, samples.Select(s => s["database"]!.GetValue<string>()).Distinct().Count());
        var told = Assert.Single(await house.JournalAsync("&kind=telemetry.database_changed"));
        Assert.Equal(from, told["data"]!["packet"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_recording_is_replayed_once_and_what_is_added_later_follows_though_the_server_was_restarted()
    {
        using var folder = new TempFolder("replayed");
        (string, string)[] settings = [("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret), .. await BackendsAsync()];
        var passes = Directory.CreateDirectory(folder.At("replay", "probe", "passes")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(passes, "001.bin"), Pass(0, 3000), Ct);
        await using (var server = await GantryServer.StartAsync(House.Compose(settings)))
        {
            using var admin = Admin(server);
            (await House.ApplyAsync(admin, "probe", TelemetryHouse.Files("  - { name: tape, environments: [dev], database: mission.xml, from: { kind: replay, folder: passes } }\n"))).EnsureSuccessStatusCode();
            await TapeAsync(admin, "\"state\":\"ended\"");
        }
        await File.WriteAllBytesAsync(Path.Combine(passes, "002.bin"), Pass(3000, 10), Ct);
        await using (var server = await GantryServer.StartAsync(House.Compose(settings)))
        {
            using var admin = Admin(server);
            await TapeAsync(admin, "\"packets\":3010,");
            Assert.Equal(Pass(0, 3010), await admin.GetByteArrayAsync($"{TelemetryHouse.Root}/packets?from=2000-01-01T00:00:00Z", Ct));
        }
    }

    [Fact]
    public async Task A_recording_is_replayed_at_its_own_pace_times_the_speed()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        var passes = Directory.CreateDirectory(Path.Combine(house.Folder, "replay", "probe", "passes")).FullName;
        // The voltage is the clock: a packet for each second.
        await File.WriteAllBytesAsync(Path.Combine(passes, "001.bin"), Pass(0, 21), Ct);
        (await house.ApplyProbeAsync(
            "  - name: tape\n    environments: [dev]\n    database: mission.xml\n    from: { kind: replay, folder: passes, speed: 20 }\n" +
            "    clock: { kind: cuc, seconds: 2, fraction: 0, epoch: posix }\n")).EnsureSuccessStatusCode();
        await house.ChannelAsync("tape", c => c["state"]!.GetValue<string>() == "ended");
        var samples = (await house.GetJsonAsync($"{TelemetryHouse.Root}/samples?parameters=VOLTAGE&from=1970-01-01T00:00:00Z&to=1970-01-02T00:00:00Z"))["items"]!.AsArray().Select(s => s!).ToList();
        Assert.Equal(Enumerable.Range(0, 21).Select(i => DateTimeOffset.UnixEpoch.AddSeconds(i)), samples.Select(s => s["at"]!.GetValue<DateTimeOffset>()));
        Assert.True(samples[^1]["received"]!.GetValue<DateTimeOffset>() - samples[0]["received"]!.GetValue<DateTimeOffset>() >= TimeSpan.FromSeconds(0.99));
    }

    [Fact]
    public async Task Small_segments_are_put_together_and_nothing_of_them_is_lost_or_told_twice()
    {
        await using var house = await House.StartAsync([.. await BackendsAsync(), ("telemetry.flush-ms", "10")], null);
        var port = TelemetryHouse.FreePort(ProtocolType.Udp);
        (await house.ApplyProbeAsync(TelemetryHouse.Udp(port))).EnsureSuccessStatusCode();
        await house.UpAsync("downlink");
        using var sender = new UdpClient();
        for (var i = 0; i < 40; i++)
        {
            await sender.SendAsync(SamplePackets.Of(SamplePackets.Power, i, i), new IPEndPoint(IPAddress.Loopback, port), Ct);
            await house.PacketsAsync("downlink", i + 1);
        }
        var (segments, key) = (house.Server.Services.GetRequiredService<SegmentStore>(), new ChannelKey("probe", "dev", "downlink"));
        Assert.Equal(40, (await segments.AfterAsync(key, 0, 100, Ct)).Count);

        var compaction = house.Server.Services.GetRequiredService<Compaction>();
        var now = house.Server.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(1);
        Assert.Equal(40, await compaction.CompactAsync(now, Ct));
        Assert.Equal(0, await compaction.CompactAsync(now, Ct));
        var whole = Assert.Single(await segments.AfterAsync(key, 0, 100, Ct));
        Assert.Equal((40L, 0L, 40L), (whole.Seq, whole.FirstPacket, whole.Packets));

        // Settled, the values stand in columns, and are the same.
        var samples = await house.SamplesAsync("VOLT*");
        Assert.Equal(1, await house.Server.Services.GetRequiredService<SegmentSettler>().SettleAsync(now, now, Ct));
        Assert.True(Assert.Single(await segments.AfterAsync(key, 0, 100, Ct)).IsSettled);
        Assert.Equal(samples.Select(s => s.ToJsonString()), (await house.SamplesAsync("VOLT*")).Select(s => s.ToJsonString()));
        Assert.Equal(40, (await house.GetJsonAsync($"{TelemetryHouse.Root}/plot?parameter=VOLTAGE&from=2000-01-01T00:00:00Z"))["statistics"]!["count"]!.GetValue<int>());
        Assert.Equal(Pass(0, 40), await house.Admin.GetByteArrayAsync($"{TelemetryHouse.Root}/packets", Ct));
    }

    [Fact]
    public async Task Values_are_taken_out_as_a_table_and_packets_are_counted_by_process()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        var port = TelemetryHouse.FreePort(ProtocolType.Udp);
        (await house.ApplyProbeAsync(TelemetryHouse.Udp(port))).EnsureSuccessStatusCode();
        await house.UpAsync("downlink");
        using var sender = new UdpClient();
        foreach (var packet in (byte[][])[SamplePackets.Of(SamplePackets.Power, 1, 3), SamplePackets.Of(SamplePackets.Mode, 7, 1), SamplePackets.Of(SamplePackets.Power, 4, 5)])
            await sender.SendAsync(packet, new IPEndPoint(IPAddress.Loopback, port), Ct);
        await house.PacketsAsync("downlink", 3);

        var lines = (await house.Admin.GetStringAsync($"{TelemetryHouse.Root}/export?parameters=VOLTAGE,MODE", Ct)).Split('\n');
        Assert.Equal("time,received,channel,database,VOLTAGE,MODE", lines[0]);
        Assert.Equal(["1.5,", ",\"ON, or nearly\"", "2.5,"], lines[1..4].Select(l => string.Join(',', l.Split(',', 5)[4])));
        using var answer = await house.Admin.GetAsync($"{TelemetryHouse.Root}/export?parameters=VOLT*&form=parquet", Ct);
        Assert.Equal(["2"], answer.Headers.GetValues("Gantry-Rows"));
        var table = Parquet.ParquetReader.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
        Assert.Equal([1.5, 2.5], table.Read(0, table.Find("VOLTAGE")).Doubles.ToArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await house.Admin.GetAsync($"{TelemetryHouse.Root}/export?parameters=VOLTAGE&form=xml", Ct)).StatusCode);

        var flows = (await house.GetJsonAsync($"{TelemetryHouse.Root}/channels/downlink"))["flows"]!.AsArray().Select(f => f!).ToList();
        Assert.Equal([(5, 2L, 20L, 1L, 2L), (6, 1L, 7L, 0L, 0L)], flows.Select(f =>
            (f["apid"]!.GetValue<int>(), f["packets"]!.GetValue<long>(), f["bytes"]!.GetValue<long>(), f["gaps"]!.GetValue<long>(), f["missing"]!.GetValue<long>())));
    }

    [Fact]
    public async Task A_product_that_is_published_is_telemetry_too()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        (await house.ApplyProbeAsync("  - { name: files, environments: [dev], database: mission.xml, from: { kind: products, type: BIN } }\n")).EnsureSuccessStatusCode();
        await house.UpAsync("files");
        for (var i = 0; i < 3; i++)
            (await house.PutAsync($"pass-{i}.bin", Pass(i * 100, 100), "probe", "dev")).EnsureSuccessStatusCode();
        (await house.PutAsync("notes.txt", [1, 2, 3], "probe", "dev")).EnsureSuccessStatusCode();
        await house.PacketsAsync("files", 300);
        Assert.Equal(300, (await house.SamplesAsync("VOLTAGE")).Count);
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_made_again()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        using var station = new TcpListener(IPAddress.Loopback, 0);
        station.Start();
        var port = ((IPEndPoint)station.LocalEndpoint).Port;
        var free = TelemetryHouse.FreePort(ProtocolType.Tcp);
        (await house.ApplyProbeAsync(
            $"  - {{ name: station, environments: [dev], database: mission.xml, from: {{ kind: tcp, host: 127.0.0.1, port: {port} }} }}\n" +
            $"  - {{ name: listen, environments: [dev], database: mission.xml, from: {{ kind: listen, port: {free} }}, framing: {{ kind: slip }} }}\n")).EnsureSuccessStatusCode();
        for (var i = 0; i < 2; i++)
        {
            using var link = await station.AcceptTcpClientAsync(Ct);
            // In two halves: a packet may come in any pieces.
            await link.GetStream().WriteAsync(Pass(10 * i, 10).AsMemory(0, 33), Ct);
            await link.GetStream().FlushAsync(Ct);
            await link.GetStream().WriteAsync(Pass(10 * i, 10).AsMemory(33), Ct);
            await house.PacketsAsync("station", 10 * (i + 1));
        }
        Assert.Contains(await house.JournalAsync("&kind=telemetry.channel_down"), e => e["data"]!["reason"]!.GetValue<string>().Contains("has closed the connection", StringComparison.Ordinal));

        await house.UpAsync("listen");
        for (var i = 0; i < 2; i++)
        {
            using var link = new TcpClient();
            await link.ConnectAsync(IPAddress.Loopback, free, Ct);
            await link.GetStream().WriteAsync((byte[])[0xC0, .. SamplePackets.Of(SamplePackets.Mode, i, 1), 0xC0], Ct);
        }
        await house.PacketsAsync("listen", 2);
    }

    [Fact]
    public async Task A_channel_that_nobody_declares_any_more_is_stopped()
    {
        await using var house = await House.StartAsync(await BackendsAsync(), null);
        (await house.ApplyProbeAsync(TelemetryHouse.Udp(TelemetryHouse.FreePort(ProtocolType.Udp)))).EnsureSuccessStatusCode();
        await house.UpAsync("downlink");
        (await House.ApplyAsync(house.Admin, "probe", House.Mission("probe"), ("types.yaml", House.DefaultTypes))).EnsureSuccessStatusCode();
        await house.ChannelAsync("downlink", c => c["state"]!.GetValue<string>() == "stopped");
    }

    internal static HttpClient Admin(GantryServer server)
    {
        var admin = new HttpClient { BaseAddress = new Uri(server.Address) };
        admin.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"admin:{House.Secret}")));
        return admin;
    }

    private static Task TapeAsync(HttpClient admin, string words) => Eventually.HoldsAsync(async () =>
    {
        using var answer = await admin.GetAsync($"{TelemetryHouse.Root}/channels/tape", Ct);
        return (await answer.Content.ReadAsStringAsync(Ct)).Contains(words, StringComparison.Ordinal);
    }, $"the tape says {words}");

    private static byte[] Pass(int from, int count) => [.. Enumerable.Range(from, count).SelectMany(i => SamplePackets.Of(SamplePackets.Power, i, i))];
}

public sealed class SqliteChannelTests : ChannelTests
{
    protected override Task<(string, string)[]> BackendsAsync() => Task.FromResult<(string, string)[]>([]);
}

public sealed class PostgresChannelTests : ChannelTests
{
    protected override async Task<(string, string)[]> BackendsAsync() => [("database.url", await (await PostgresServer.SharedAsync()).NewDatabaseAsync())];
}
