using System.Text.Json.Nodes;
using Gantry.Server.Tests.Running;
using Gantry.Telemetry;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Telemetry;

/// <summary>
/// kill -9 at random instants while a recording is replayed, files of packets arrive, and what is kept is settled. Afterwards every
/// packet is in the archive exactly once, in its order, and so is every value; the counts agree with it.
/// </summary>
public sealed class KilledChannelTests
{
    private const int Recorded = 40_000;
    private const int Files = 30;
    private const int PacketsOfAFile = 300;
    private const int Kills = 4;

    // Whoever was killed holds its leases until it has been silent for long enough.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(300);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_packet_is_kept_once_and_in_order()
    {
        using var folder = new TempFolder("kill-channels");
        (string, string)[] settings =
        [
            ("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret), ("telemetry.segment", "2kB"), ("telemetry.flush-ms", "10"), ("telemetry.settle-seconds", "1"),
        ];
        var passes = Directory.CreateDirectory(folder.At("replay", "probe", "passes")).FullName;
        for (var i = 0; i < 2; i++)
            await File.WriteAllBytesAsync(Path.Combine(passes, $"{i}.bin"), Packets(i * Recorded / 2, Recorded / 2), Ct);
        await using (var life = new KilledLives(settings, new Random(Environment.TickCount), Kills))
        {
            await life.StartAsync();
            await life.InsistAsync(client => House.ApplyAsync(client, "probe", TelemetryHouse.Files(
                "  - { name: tape, environments: [dev], database: mission.xml, from: { kind: replay, folder: passes } }\n" +
                "  - { name: files, environments: [dev], database: mission.xml, from: { kind: products, type: BIN } }\n")));
            // What is published before a channel is there is not its business.
            await UntilAsync(life, "files", c => c["state"]!.GetValue<string>() == "up");
            var killing = life.KeepKillingAsync(Ct);
            try
            {
                for (var i = 0; i < Files; i++)
                    await life.InsistAsync(client => client.PutAsync($"{House.Products("probe", "dev")}/f{i:00}.bin", new ByteArrayContent(Packets(i * PacketsOfAFile, PacketsOfAFile)), Ct));
                await UntilAsync(life, "files", c => c["packets"]!.GetValue<long>() >= Files * PacketsOfAFile);
                await UntilAsync(life, "tape", c => c["packets"]!.GetValue<long>() >= Recorded);
            }
            finally
            {
                life.StopKilling();
                await killing;
            }
            Assert.True(life.Killed > 0, "Everything was done before the first kill: the test proved nothing.");

            using (var client = life.Client())
            {
                foreach (var (channel, expected) in ((string, byte[])[])[("tape", Packets(0, Recorded)), ("files", Packets(0, Files * PacketsOfAFile))])
                {
                    await UntilAsync(life, channel, c => c["packets"]!.GetValue<long>() * 10 == expected.Length);
                    Assert.Equal(expected, await client.GetByteArrayAsync($"{TelemetryHouse.Root}/packets?channel={channel}&from=2000-01-01T00:00:00Z", Ct));
                    // From packets and columns, while more become columns.
                    await ValuesAsync(client, channel, expected.Length / 10);
                }
            }
        }

        // What was killed in the middle of it settles all the rest, and then nothing is read from packets.
        await using var server = await GantryServer.StartAsync(House.Compose(settings));
        var segments = server.Services.GetRequiredService<SegmentStore>();
        for (var until = System.Diagnostics.Stopwatch.StartNew(); (await segments.FreshAsync(DateTimeOffset.MaxValue, Ct)).Count > 0; await Task.Delay(50, Ct))
            Assert.True(until.Elapsed < _patience, $"After {_patience.TotalSeconds} s not all segments are settled.");
        using var admin = ChannelTests.Admin(server);
        await ValuesAsync(admin, "tape", Recorded);
        await ValuesAsync(admin, "files", Files * PacketsOfAFile);
    }

    private static async Task ValuesAsync(HttpClient client, string channel, int packets)
    {
        const string since = "from=2000-01-01T00:00:00Z";
        var samples = JsonNode.Parse(await client.GetStringAsync($"{TelemetryHouse.Root}/samples?parameters=VOLTAGE&channel={channel}&{since}&limit=100000", Ct))!["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, packets).Select(i => i / 2.0), samples.Select(s => s!["value"]!.GetValue<double>()));
        var plot = JsonNode.Parse(await client.GetStringAsync($"{TelemetryHouse.Root}/plot?parameter=VOLTAGE&channel={channel}&{since}", Ct))!["statistics"]!;
        Assert.Equal((packets, 0.0, (packets - 1) / 2.0), (plot["count"]!.GetValue<int>(), plot["min"]!.GetValue<double>(), plot["max"]!.GetValue<double>()));
        var flow = Assert.Single(JsonNode.Parse(await client.GetStringAsync($"{TelemetryHouse.Root}/channels/{channel}", Ct))!["flows"]!.AsArray())!;
        Assert.Equal((SamplePackets.Power, packets), (flow["apid"]!.GetValue<int>(), flow["packets"]!.GetValue<int>()));
    }

    private static byte[] Packets(int from, int count) => [.. Enumerable.Range(from, count).SelectMany(i => SamplePackets.Of(SamplePackets.Power, i, i))];

    private static async Task UntilAsync(KilledLives life, string channel, Func<JsonNode, bool> isSo)
    {
        var until = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var page = await life.InsistAsync(client => client.GetAsync($"{TelemetryHouse.Root}/channels", Ct));
            if (page["items"]!.AsArray().FirstOrDefault(c => c!["name"]!.GetValue<string>() == channel) is { } found && isSo(found))
                return;
            Assert.True(until.Elapsed < _patience, $"After {_patience.TotalSeconds} s the channel {channel} is not where it should be: {page}");
            await Task.Delay(50, Ct);
        }
    }
}
