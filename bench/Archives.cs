using System.Buffers.Binary;
using System.Diagnostics;
using Gantry.Bench.Telemetry;
using Gantry.Telemetry;

namespace Gantry.Bench;

/// <summary>
/// Packets into the archive: taken in, decoded for times and limits, kept in segments, and settled into columns and reductions
/// at the same time. What is counted is samples that stand in columns, of the time until the last one does.
/// </summary>
internal sealed class Archives(int thousands) : IBenchmark
{
    private const int Rounds = 3;
    private const int AtOnce = 4096;
    private const long SegmentBytes = 4_000_000;

    public string Name => "archive";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        int[] widths = [16, 32, 16, 8, 16, 32, 16, 16, 32, 16];
        var packets = new SomePackets(10, 10, widths, thousands * 1000, isCalibrated: true);
        Quieten(packets, widths);
        var samples = (double)packets.Places.Length * packets.Fields.Length;
        var cut = packets.Places.Select(p => new CutPacket(packets.Data[p.Start..(p.Start + p.Length)], null)).ToArray();
        var (settledCores, keptCores) = (new List<double>(), new List<double>());
        var results = await Bench.Rounds.RunAsync(
            Rounds,
            async round => samples / await InsertAsync(scratch.Folder($"columns-{round}"), packets, cut, isSettled: true, settledCores) / 1e6,
            async round => samples / await InsertAsync(scratch.Folder($"packets-{round}"), packets, cut, isSettled: false, keptCores) / 1e6,
            round => Task.FromResult(samples / Write(scratch.At($"plain-{round}"), packets.Data) / 1e6));
        var what = $"{thousands},000 packets of 71 bytes and 27 samples into the archive, with columns and reductions";
        yield return new(what, Row.Say(results[0], "M samples/s"), Goal: ">= 5 M samples/s", IsMet: results[0] >= 5);
        // A machine that does other things too gives less time, not less work for it.
        var (ofCores, alone) = (samples / Bench.Rounds.Percentile(settledCores.Skip(1), 0.5) / 1e6, samples / Bench.Rounds.Percentile(keptCores.Skip(1), 0.5) / 1e6);
        yield return new("the same, of each second that one core computed", Row.Say(ofCores, "M samples/s"), Goal: $">= {Row.Say(5.0 / Environment.ProcessorCount, "M samples/s")}", IsMet: ofCores >= 5.0 / Environment.ProcessorCount);
        yield return Row.Compare("the same", ofCores, "M samples/s", "packets alone, kept and not settled", alone);
        yield return Row.Compare("the same", results[0], "M samples/s", "packets alone, kept and not settled", results[1]);
        yield return Row.Compare("the same", results[0], "M samples/s", "the packets appended to a file, flushed every 4 MB", results[2]);
    }

    // Values as instruments send them: they wander, with a little noise.
    private static void Quieten(SomePackets packets, int[] widths)
    {
        var chance = new Random(11);
        var values = widths.Select(w => (double)(1L << (w - 2))).ToArray();
        var floats = new float[10];
        for (var i = 0; i < packets.Places.Length; i++)
        {
            var packet = packets.Data.AsSpan(i * packets.Size, packets.Size);
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(0xC000 | i & 0x3FFF));
            var at = 6;
            for (var f = 0; f < widths.Length; f++)
            {
                values[f] = Math.Clamp(values[f] + chance.Next(-3, 4), 0, (1L << widths[f]) - 1);
                if (widths[f] == 32)
                    BinaryPrimitives.WriteUInt32BigEndian(packet[at..], (uint)values[f]);
                else if (widths[f] == 16)
                    BinaryPrimitives.WriteUInt16BigEndian(packet[at..], (ushort)values[f]);
                else
                    packet[at] = (byte)values[f];
                at += widths[f] / 8;
            }
            for (var f = 0; f < floats.Length; f++)
            {
                floats[f] += chance.Next(-2, 3) / 64f;
                BinaryPrimitives.WriteSingleBigEndian(packet[(at + 4 * f)..], floats[f]);
            }
        }
    }

    private static async Task<double> InsertAsync(string folder, SomePackets packets, CutPacket[] cut, bool isSettled, List<double> cores)
    {
        await using var archive = await BenchArchive.OpenAsync(folder, packets.Xml, "");
        var (watch, computed) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var (received, isOver) = (new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), false);
        var settling = isSettled ? Task.Run(async () =>
        {
            while (true)
            {
                // Asked before, so that what is kept meanwhile is settled too.
                var last = Volatile.Read(ref isOver);
                var settled = await archive.Get<SegmentSettler>().SettleAsync(DateTimeOffset.MaxValue, last ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue, default);
                if (last && settled == 0)
                    return;
                if (settled == 0)
                    await Task.Delay(5);
            }
        }) : Task.CompletedTask;
        for (var at = 0; at < cut.Length; at += AtOnce)
        {
            // A thousand packets a second of the spacecraft's time.
            archive.Intake.Add(new ArraySegment<CutPacket>(cut, at, Math.Min(AtOnce, cut.Length - at)), archive.Tally, received.AddMilliseconds(at));
            if (archive.Intake.Bytes >= SegmentBytes)
                await archive.KeepAsync();
        }
        if (archive.Intake.Packets.Count > 0)
            await archive.KeepAsync();
        Volatile.Write(ref isOver, true);
        await settling;
        var took = watch.Elapsed.TotalSeconds;
        cores.Add((Environment.CpuUsage.TotalTime - computed).TotalSeconds);
        Directory.Delete(folder, recursive: true);
        return took;
    }

    private static double Write(string file, byte[] data)
    {
        var watch = Stopwatch.StartNew();
        using (var stream = new FileStream(file, FileMode.Create))
        {
            for (var at = 0; at < data.Length; at += (int)SegmentBytes)
            {
                stream.Write(data.AsSpan(at, (int)Math.Min(SegmentBytes, data.Length - at)));
                stream.Flush(flushToDisk: true);
            }
        }
        File.Delete(file);
        return watch.Elapsed.TotalSeconds;
    }
}
