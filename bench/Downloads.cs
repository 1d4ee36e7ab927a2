using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>A range of 500 MiB taken by one client and by eight, against nginx with sendfile serving the same blob.</summary>
internal sealed class Downloads : IBenchmark
{
    private const long FileBytes = 600L << 20;
    private const long From = 50L << 20;
    private const long RangeBytes = 500L << 20;
    private const int Rounds = 5;

    private static readonly string _range = $"Range: bytes={From}-{From + RangeBytes - 1}\r\n";

    public string Name => "download";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var data = scratch.Folder("sqlite");
        using var server = await ServerChild.StartAsync(data);
        server.MakeMission();
        Put(server, scratch.At("file"));
        var blobs = Path.Combine(data, "lake", "blobs");
        var blob = Path.GetRelativePath(blobs, Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories).MaxBy(f => new FileInfo(f).Length)!);
        using var nginx = await Nginx.StartAsync(scratch, blobs);
        if (nginx is null)
            yield break;

        foreach (var clients in (int[])[1, 8])
        {
            var rates = await Bench.Rounds.RunAsync(
                Rounds,
                _ => RateAsync(server.Address, ServerChild.PathOf("large.bin") + "/content", ServerChild.Authorization, clients),
                _ => RateAsync(nginx.Address, "/" + blob, "", clients));
            yield return Row.Compare(
                $"download of 500 MiB by range, {clients} client{(clients == 1 ? "" : "s")}", rates[0], "MiB/s", "nginx with sendfile", rates[1], 0.9);
        }
    }

    private static void Put(ServerChild server, string file)
    {
        var bytes = new byte[FileBytes];
        new Random(3).NextBytes(bytes);
        File.WriteAllBytes(file, bytes);
        using var wire = new Wire(server.Address);
        ServerChild.Expect(wire.SendFile("PUT", ServerChild.PathOf("large.bin"), ServerChild.Authorization, file));
        File.Delete(file);
    }

    private static async Task<double> RateAsync(Uri address, string path, string headers, int clients)
    {
        var seconds = await Bench.Rounds.SecondsAsync(() => Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Bench.Rounds.OnThreadAsync(() =>
        {
            using var wire = new Wire(address);
            var (status, bytes) = wire.Get(path, headers + _range);
            if (status != 206 || bytes != RangeBytes)
                throw new InvalidOperationException($"Got {status} with {bytes} bytes.");
        }))));
        return clients * (RangeBytes >> 20) / seconds;
    }
}
