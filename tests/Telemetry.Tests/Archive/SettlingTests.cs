using Gantry.Parquet;
using Gantry.TestKit;

namespace Gantry.Telemetry.Tests.Archive;

public sealed class SettlingTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly Span _all = new(_noon.AddYears(-2), _noon.AddYears(2));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wherever_settling_breaks_off_nothing_is_lost_and_nothing_is_there_twice()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        var database = await house.DatabaseAsync(SamplePackets.Xml("0.5"));
        for (var segment = 0; segment < 10; segment++)
            await house.KeepAsync(database, Packets(segment * 30, 30));
        var expected = Enumerable.Range(0, 300).Select(i => i / 2.0).ToList();
        for (var goes = 0; ; goes++)
        {
            house.Lake.Goes = goes;
            try
            {
                await house.SettleAsync(_noon.AddYears(1));
                Assert.True(goes > 5, "It never broke off.");
                break;
            }
            catch (IOException)
            {
                Assert.Equal(expected, await VoltagesAsync(house));
            }
        }
        house.Lake.Goes = null;
        Assert.Equal(expected, await VoltagesAsync(house));
        Assert.Equal(300, (await PlotAsync(house, "VOLTAGE")).Statistics.Count);
        var whole = Assert.Single(await house.Get<SegmentStore>().SettledAsync(ArchiveHouse.Channel, _all.From, _all.To, Ct));
        Assert.Equal((10L, 300L), (whole.Seq, whole.Packets));
    }

    [Fact]
    public async Task A_packet_that_comes_again_counts_once_whether_the_first_one_is_settled_or_not()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        var database = await house.DatabaseAsync(SamplePackets.Xml("0.5"));
        await house.KeepAsync(database, Packets(0, 50));
        await house.SettleAsync(_noon.AddYears(1));
        // Some new ones among them, and one that differs at the same time.
        KeptPacket[] again = [.. Packets(20, 40), Packets(30, 1)[0] with { Octets = SamplePackets.Of(SamplePackets.Power, 30, 7) }];
        await house.KeepAsync(database, again);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(61, (await VoltagesAsync(house)).Count);
            var plot = await PlotAsync(house, "VOLTAGE");
            Assert.Equal((61L, 0.0, 29.5), (plot.Statistics.Count, plot.Statistics.Min, plot.Statistics.Max));
            await house.SettleAsync(_noon.AddYears(1));
        }
        Assert.Equal(2, (await house.Get<SegmentStore>().SettledAsync(ArchiveHouse.Channel, _all.From, _all.To, Ct)).Count);
    }

    [Fact]
    public void Packets_that_differ_in_one_bit_or_by_a_zero_at_the_end_have_other_keys()
    {
        var (keys, packet) = (new HashSet<long>(), new byte[40]);
        for (var length = 0; length <= packet.Length; length++)
        {
            Assert.True(keys.Add(PacketKeys.Of(packet.AsSpan(0, length))));
            for (var bit = 0; bit < 8 * length; bit++)
            {
                packet[bit / 8] ^= (byte)(1 << bit % 8);
                Assert.True(keys.Add(PacketKeys.Of(packet.AsSpan(0, length))));
                packet[bit / 8] = 0;
            }
        }
        // They stand in files.
        Assert.Equal(-1262717426415465063, PacketKeys.Of("a packet of the archive"u8));
    }

    [Fact]
    public async Task Columns_are_Parquet_with_one_time_for_the_values_of_a_packet()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        await house.KeepAsync(await house.DatabaseAsync(SamplePackets.Xml("0.5")), [.. Packets(0, 40), new(_noon, _noon.AddHours(1), SamplePackets.Of(SamplePackets.Mode, 0, 1))]);
        await house.SettleAsync(_noon.AddYears(1));
        var segment = Assert.Single(await house.Get<SegmentStore>().SettledAsync(ArchiveHouse.Channel, _all.From, _all.To, Ct));
        var files = await house.Get<ColumnStore>().OfAsync(segment, Ct);
        Assert.Equal([("/m/power", 40L), ("/m/state", 1L)], files.Select(f => (f.Container, f.Packets)).Order());
        var file = files.Single(f => f.Container == "/m/power");
        await using var stream = await house.Lake.OpenAsync(file.Digest!.Value, 0, null, Ct);
        using var bytes = new MemoryStream();
        await stream!.CopyToAsync(bytes, Ct);
        var reader = ParquetReader.Open(bytes);
        Assert.Equal(["packet", "time", "received", "/m/VERSION", "/m/TYPE", "/m/SECONDARY", "/m/APID", "/m/FLAGS", "/m/COUNT", "/m/LENGTH", "/m/VOLTAGE", "/m/VOLTAGE:raw", "/m/VOLTAGE:level", "/m/TEMPERATURE"], reader.Columns.Select(c => c.Name));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i / 2.0), reader.Read(0, reader.Find("/m/VOLTAGE")).Doubles.ToArray());
        Assert.Equal(("/m/power", segment.Database.Digest.Hex), (reader.Notes["container"], reader.Notes["database"]));
    }

    [Fact]
    public async Task Of_a_long_segment_the_rows_near_a_time_are_read_and_no_others()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        const int Count = 100_000;
        await house.KeepAsync(await house.DatabaseAsync(SamplePackets.Xml("0.5")), Packets(0, Count));
        await house.SettleAsync(_noon.AddYears(1));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => i % 65_536 / 2.0), await VoltagesAsync(house));

        var all = await BytesOfAsync(_all);
        // Where two groups of rows meet, so that both are needed.
        var some = await BytesOfAsync(new(_noon.AddSeconds(32_768 - 50), _noon.AddSeconds(32_768 + 50)));
        Assert.Equal((Count, 100), (all.Count, some.Count));
        Assert.InRange(some.Bytes, 1, all.Bytes * 3 / 4);

        async Task<(int Count, long Bytes)> BytesOfAsync(Span span)
        {
            var from = house.Lake.BytesRead;
            var found = await VoltagesAsync(house, span);
            return (found.Count, house.Lake.BytesRead - from);
        }
    }

    [Fact]
    public async Task A_long_time_is_drawn_from_a_few_short_reads_of_reductions()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        var database = await house.DatabaseAsync(SamplePackets.Xml("0.5"));
        // Sixty days, a packet each ten minutes, in many segments.
        for (var day = 0; day < 60; day++)
        {
            await house.KeepAsync(database, [.. Enumerable.Range(0, 144).Select(i => Packet(144 * day + i, _noon.AddMinutes(10 * (144 * day + i))))]);
            await house.SettleAsync(_noon.AddYears(1));
        }
        var parts = await house.Get<ReductionStore>().OfAsync(ArchiveHouse.Channel, Ct);
        Assert.InRange(parts.Select(p => (p.Step, p.FirstSeq)).Distinct().Count(), 2, 2 * 16);
        var before = house.Lake.Opened;
        var span = new Span(_noon.Date.AddDays(1), _noon.Date.AddDays(50));
        var plot = await house.Get<PlotReader>().ReadAsync(ArchiveHouse.Channel.Scope, null, span, 100, p => p.Name == "VOLTAGE", static _ => true, isRaw: false, Ct);
        Assert.InRange(house.Lake.Opened - before, 1, 3 * parts.Count(p => p.Step == ReductionSteps.Hour));
        var view = plot.View("VOLTAGE");
        Assert.Equal((49L * 144, 49 * 24 * 3600.0), (view.Statistics.Count, view.Pixels.Count * view.PixelSeconds));

        // The packets are not even looked at.
        foreach (var segment in await house.Get<SegmentStore>().SettledAsync(ArchiveHouse.Channel, _all.From, _all.To, Ct))
            await house.Lake.DeleteAsync(segment.Digest, Ct);
        Assert.Equal(60 * 144, (await PlotAsync(house, "VOLTAGE")).Statistics.Count);
    }

    private static async Task<Api.PlotView> PlotAsync(ArchiveHouse house, string parameter) =>
        (await house.Get<PlotReader>().ReadAsync(ArchiveHouse.Channel.Scope, null, _all, 50, p => p.Name == parameter, static _ => true, isRaw: false, Ct)).View(parameter);

    private static async Task<List<double>> VoltagesAsync(ArchiveHouse house, Span? span = null)
    {
        var found = new List<double>();
        await house.Get<SampleReader>().ReadAsync(ArchiveHouse.Channel.Scope, null, span ?? _all, p => p.Name == "VOLTAGE", (_, _, _, cells) =>
        {
            found.AddRange(cells.Select(c => c.Value.AsReal));
            return true;
        }, Ct);
        return found;
    }

    private static KeptPacket[] Packets(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Packet(i, _noon.AddSeconds(i)))];

    private static KeptPacket Packet(int i, DateTimeOffset at) => new(at, _noon.AddHours(1), SamplePackets.Of(SamplePackets.Power, i, i));
}
