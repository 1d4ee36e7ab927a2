using System.Buffers.Binary;
using System.Diagnostics;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>One file of two gibibytes put over HTTP, against the tool that only computes its SHA-256.</summary>
internal sealed class Large : IBenchmark
{
    private const long FileBytes = 2L << 30;
    private const int Rounds = 2;
    private const double Mebibytes = FileBytes >> 20;

    public string Name => "large";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var file = scratch.At("large");
        MakeFile(file);
        var lake = scratch.Folder("sqlite");
        using var server = await ServerChild.StartAsync(lake);
        server.MakeMission();

        var rates = await Bench.Rounds.RunAsync(
            Rounds,
            _ => DigestAsync("-sha256", file),
            _ => DigestAsync("-md5", file),
            async _ => Mebibytes / await Bench.Rounds.SecondsAsync(() => PumpAsync(file)),
            _ => Task.FromResult(Mebibytes / WriteSeconds(file, scratch.At("copy"))),
            round => Task.FromResult(Mebibytes / PutSeconds(server, file, round)));

        yield return Row.Compare("put of 2 GiB over HTTP, SQLite and folder", rates[4], "MiB/s", "openssl dgst -sha256", rates[0], 0.8);
        yield return Row.Compare("the same", rates[4], "MiB/s", "openssl dgst -sha256, then -md5", 1 / ((1 / rates[0]) + (1 / rates[1])));
        yield return Row.Compare("the same", rates[4], "MiB/s", "the disk: a copy, flushed", rates[3]);
        yield return Row.Compare("the pump alone, in memory (SHA-256 and MD5)", rates[2], "MiB/s", "openssl dgst -sha256", rates[0]);
    }

    private static void MakeFile(string path)
    {
        var block = new byte[16 << 20];
        var random = new Random(2);
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        for (var offset = 0L; offset < FileBytes; offset += block.Length)
        {
            random.NextBytes(block);
            RandomAccess.Write(file, block, offset);
        }
        RandomAccess.FlushToDisk(file);
    }

    private static async Task<double> DigestAsync(string algorithm, string file)
    {
        var started = Stopwatch.GetTimestamp();
        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["dgst", algorithm, file]) { RedirectStandardOutput = true })!;
        await openssl.StandardOutput.ReadToEndAsync();
        await openssl.WaitForExitAsync();
        return Mebibytes / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task PumpAsync(string file)
    {
        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        await HashingPump.PumpAsync(content, (_, _) => ValueTask.CompletedTask, CancellationToken.None);
    }

    private static double WriteSeconds(string from, string to)
    {
        var seconds = Bench.Rounds.Seconds(() =>
        {
            using var source = File.OpenHandle(from);
            using var target = File.OpenHandle(to, FileMode.Create, FileAccess.Write);
            var buffer = new byte[1 << 20];
            var offset = 0L;
            for (int read; (read = RandomAccess.Read(source, buffer, offset)) > 0; offset += read)
                RandomAccess.Write(target, buffer.AsSpan(0, read), offset);
            RandomAccess.FlushToDisk(target);
        });
        File.Delete(to);
        return seconds;
    }

    private static double PutSeconds(ServerChild server, string file, int round)
    {
        // Other bytes each time, or there would be nothing to keep.
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write))
        {
            var mark = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(mark, round);
            RandomAccess.Write(handle, mark, 0);
        }
        using var wire = new Wire(server.Address);
        return Bench.Rounds.Seconds(() => ServerChild.Expect(
            wire.SendFile("PUT", ServerChild.PathOf($"large-{round}.bin"), ServerChild.Authorization, file)));
    }
}
