using FsCheck;
using FsCheck.Fluent;
using Gantry.Api;
using Gantry.Ccsds;
using Gantry.Parquet;

namespace Gantry.Telemetry.Tests.Archive;

/// <summary>Where packets are missing is the same before and after packets are settled, and told for each spacecraft.</summary>
public sealed class GapTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_spacecraft_that_number_their_processes_alike_are_two()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        var database = await house.DatabaseAsync(TestKit.SamplePackets.Xml("1"));
        FrameSource one = new(42, 0), other = new(43, 0), third = new(42, 1);
        // Each misses what the other has.
        KeptPacket[] packets = [.. Enumerable.Range(0, 30).Select(i => Packet(i, i, i % 2 == 0 ? one : other)), .. Enumerable.Range(0, 3).Select(i => Packet(40 + i, 5 * i, third))];
        await house.KeepAsync(database, packets);
        foreach (var _ in (int[])[1, 2])
        {
            var gaps = await house.Get<GapReader>().ReadAsync(new("probe", "dev"), null, Whole, 1_000, Ct);
            Assert.Equal([(42, 0, 14, 1), (42, 1, 2, 4), (43, 0, 14, 1)], gaps.GroupBy(g => (g.Spacecraft, g.VirtualChannel, g.Missing)).Select(g => (g.Key.Spacecraft!.Value, g.Key.VirtualChannel!.Value, g.Count(), g.Key.Missing)).Order());
            Assert.Equal((_noon.AddSeconds(1), _noon.AddSeconds(3)), gaps.Where(g => g.Spacecraft == 43).Select(g => (g.After, g.Before)).First());
            await house.SettleAsync(_noon.AddDays(1));
        }
        Assert.Equal(packets.Select(p => p.Source), (await house.Get<ArchiveReader>().OpenAsync((await house.Get<SegmentStore>().OfTimeAsync(new("probe", "dev"), null, Whole.From, Whole.To, Ct))[0], Ct)).Select(p => p.Source));
    }

    [Fact]
    public void Settled_or_not_the_answer_is_the_same() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => CheckAsync(seed).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static async Task CheckAsync(int seed)
    {
        var chance = new System.Random(seed);
        await using var house = await ArchiveHouse.OpenAsync();
        var database = await house.DatabaseAsync(TestKit.SamplePackets.Xml("1"));
        var (all, counts) = (new List<KeptPacket>(), new Dictionary<(int, FrameSource?), int>());
        var hasFrames = chance.Next(2) == 0;
        for (var segment = chance.Next(1, 6); segment > 0; segment--)
        {
            var packets = new List<KeptPacket>();
            for (var i = chance.Next(1, 40); i > 0; i--)
            {
                if (all.Count > 0 && chance.Next(6) == 0)
                {
                    // Received once more, and late.
                    packets.Add(all[chance.Next(all.Count)] with { Received = Received(all.Count + packets.Count) });
                    continue;
                }
                FrameSource? source = hasFrames && chance.Next(8) > 0 ? new(chance.Next(42, 44), chance.Next(2)) : null;
                var process = chance.Next(3);
                var count = counts[(process, source)] = (counts.GetValueOrDefault((process, source)) + (chance.Next(5) == 0 ? chance.Next(1, 4) : 1)) % 16_384;
                packets.Add(process == 2 && chance.Next(2) == 0
                    ? new(_noon.AddSeconds(all.Count), Received(all.Count + packets.Count), new byte[] { 0xE0, (byte)count }, source)
                    : Packet(all.Count + packets.Count, count, source, 5 + process));
            }
            all.AddRange(packets);
            await house.KeepAsync(database, packets);
        }
        var span = chance.Next(3) == 0 ? Whole : new Span(_noon.AddSeconds(chance.Next(20)), _noon.AddSeconds(chance.Next(20, 120)));
        var before = await house.Get<GapReader>().ReadAsync(new("probe", "dev"), null, span, 1_000, Ct);
        Assert.Equal(Expected(all, span), before);
        await house.SettleAsync(all[chance.Next(all.Count)].Received);
        Assert.Equal(before, await house.Get<GapReader>().ReadAsync(new("probe", "dev"), null, span, 1_000, Ct));
        await house.SettleAsync(_noon.AddDays(1));
        Assert.Equal(before, await house.Get<GapReader>().ReadAsync(new("probe", "dev"), null, span, 1_000, Ct));
        Assert.Equal(before.Take(2), await house.Get<GapReader>().ReadAsync(new("probe", "dev"), "downlink", span, 2, Ct));
        await MakeOlderAsync(house);
        Assert.Equal(before, await house.Get<GapReader>().ReadAsync(new("probe", "dev"), null, span, 1_000, Ct));
    }

    // As segments were settled before they said what packets are counted by.
    private static async Task MakeOlderAsync(ArchiveHouse house)
    {
        foreach (var segment in await house.Get<SegmentStore>().SettledAsync(ArchiveHouse.Channel, Whole.From, Whole.To, Ct))
        {
            await using var stream = await house.Lake.OpenAsync(segment.Digest, 0, null, Ct);
            using var bytes = new MemoryStream();
            await stream!.CopyToAsync(bytes, Ct);
            var reader = ParquetReader.Open(bytes);
            var columns = reader.Columns.Select((_, i) => reader.Read(0, i)).Where(c => c.Column.Name != "head").ToList();
            using var older = new MemoryStream();
            var writer = new ParquetWriter(older, [.. columns.Select(c => c.Column)]);
            writer.WriteGroup(columns);
            writer.Finish(reader.Notes);
            older.Position = 0;
            var blob = await house.Lake.PutAsync(older, Gantry.Expected.Nothing, Ct);
            Assert.NotEqual(segment.Digest, blob.Digest);
            await house.Database.WriteAsync(work => work.ExecuteAsync($"update telemetry_segment set digest = {blob.Digest}, size_bytes = {blob.SizeBytes} where seq = {segment.Seq}", Ct), Ct);
        }
    }

    // Packet by packet, as they were received.
    private static List<PacketGap> Expected(List<KeptPacket> packets, Span span)
    {
        var (gaps, last, seen) = (new List<PacketGap>(), new Dictionary<(int, FrameSource?), KeptPacket>(), new HashSet<(DateTimeOffset, string)>());
        foreach (var packet in packets.Where(p => p.At >= span.From && p.At < span.To && seen.Add((p.At, Convert.ToHexString(p.Octets.Span)))))
        {
            if (SpacePacketHeader.TryRead(packet.Octets.Span, out var header) != PacketStatus.Whole)
                continue;
            var key = (header.Apid, packet.Source);
            if (last.TryGetValue(key, out var before) && SpacePacketHeader.TryRead(before.Octets.Span, out var earlier) == PacketStatus.Whole
                && (header.SequenceCount - earlier.SequenceCount - 1 + 16_384) % 16_384 is > 0 and < 16_383 and var missing && header.SequenceCount != 0)
                gaps.Add(new("downlink", header.Apid, before.At, packet.At, missing, packet.Source?.Spacecraft, packet.Source?.VirtualChannel));
            last[key] = packet;
        }
        return gaps;
    }

    private static Span Whole => new(_noon.AddDays(-1), _noon.AddDays(1));

    private static DateTimeOffset Received(int number) => _noon.AddSeconds(number).AddMilliseconds(500);

    private static KeptPacket Packet(int number, int count, FrameSource? source, int process = TestKit.SamplePackets.Power) =>
        new(_noon.AddSeconds(number), Received(number), TestKit.SamplePackets.Of(process == 7 ? 77 : process, count, number), source);
}
