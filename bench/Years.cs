using System.Buffers.Binary;
using System.Diagnostics;
using Gantry.Bench.Telemetry;
using Gantry.Telemetry;
using Gantry.TestKit;

namespace Gantry.Bench;

/// <summary>A year of one parameter at one packet a second, drawn in a thousand pixels: from reductions, from columns, and by decoding.</summary>
internal sealed class Years(int days) : IBenchmark
{
    private const int Rounds = 9;
    private const int PacketsOfASegment = 50_000;

    private static readonly DateTimeOffset _begin = new(2025, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public string Name => "year";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        await using var archive = await BenchArchive.OpenAsync(scratch.Folder("year"), SamplePackets.Xml("0.5"), "");
        await FillAsync(archive);
        var (plots, year) = (archive.Get<PlotReader>(), new Span(_begin.AddSeconds(1234.5), _begin.AddDays(days).AddSeconds(-77)));
        var (times, computed) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var view = (await plots.ReadAsync(BenchArchive.Channel.Scope, null, year, 1000, p => p.Name == "VOLTAGE", static _ => true, isRaw: false, default)).View("VOLTAGE");
            if (round > 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
                computed.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            }
            if (view.Statistics.Count != (long)(year.To - year.From).TotalSeconds)
                throw new InvalidOperationException($"{view.Statistics.Count} values of {(year.To - year.From).TotalSeconds} are drawn.");
        }
        var plot = Bench.Rounds.Percentile(times, 0.5);
        yield return Row.Below($"{days} days of one parameter at 1 Hz, decimated to 1,000 pixels", plot, 100, "ms");

        // A machine that does other things too takes longer, and computes no more for it.
        yield return Row.Below("the same, of a core's time", Bench.Rounds.Percentile(computed, 0.5), 100, "ms");

        // The slow ways over less of it, in proportion.
        var part = new Span(year.From, year.From.AddDays(Math.Min(10, days)));
        var scale = (year.To - year.From) / (part.To - part.From);
        var columns = await TimeAsync(() => archive.Get<SampleReader>().ReadAsync(BenchArchive.Channel.Scope, null, part, p => p.Name == "VOLTAGE", static (_, _, _, _) => true, default));
        var decoded = await TimeAsync(() => archive.Get<ArchiveReader>().ReadAsync(BenchArchive.Channel.Scope, null, part.From, part.To, p => p.Name == "VOLTAGE", static (_, _, _) => true, default));
        yield return new("the same", Row.Say(plot, "ms"), $"all its values read from columns: {Row.Say(columns * scale, "ms")}", columns * scale / plot);
        yield return new("the same", Row.Say(plot, "ms"), $"all its packets decoded: {Row.Say(decoded * scale, "ms")}", decoded * scale / plot);
    }

    private async Task FillAsync(BenchArchive archive)
    {
        var segments = archive.Get<SegmentStore>();
        var (packets, total, seq) = (new List<KeptPacket>(PacketsOfASegment), days * 86_400L, 0L);
        for (var i = 0L; i < total; i++)
        {
            var octets = SamplePackets.Of(SamplePackets.Power, (int)(i & 0x3FFF), 0);
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(6), (ushort)(30_000 + 20_000 * Math.Sin(i / 7000.0) + i % 17));
            packets.Add(new(_begin.AddSeconds(i), _begin.AddSeconds(i), octets));
            if (packets.Count < PacketsOfASegment && i < total - 1)
                continue;
            using var bytes = SegmentFile.Write(BenchArchive.Channel, archive.Key, packets);
            var blob = await archive.Get<IBlobStore>().PutAsync(bytes, Expected.Nothing, default);
            var segment = new Segment(BenchArchive.Channel, ++seq, archive.Key, packets[0].At, packets[^1].At, packets[0].Received, packets[^1].Received, i + 1 - packets.Count, packets.Count, blob.Digest, blob.SizeBytes);
            await archive.Get<IDatabase>().WriteAsync(work => SegmentStore.AddAsync(work, segment, default), default);
            packets.Clear();
            if (seq % 4 == 0 || i == total - 1)
                await archive.Get<SegmentSettler>().SettleAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, default);
        }
    }

    private static async Task<double> TimeAsync(Func<Task> body)
    {
        await body();
        var watch = Stopwatch.StartNew();
        await body();
        return watch.Elapsed.TotalMilliseconds;
    }
}
