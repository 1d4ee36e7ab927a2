using System.Security.Cryptography;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>A thousand clients that take products of about 1 MiB at the same time, against nginx with sendfile serving the same blobs.</summary>
internal sealed class ManyDownloads : IBenchmark
{
    private const int Clients = 1_000;
    private const int EachTakes = 3;
    private const int Products = 200;
    private const int Rounds = 4;

    public string Name => "manydownloads";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var data = scratch.Folder("sqlite");
        using var server = await ServerChild.StartAsync(data);
        server.MakeMission();
        var (blobs, lengths) = Put(server);
        using var nginx = await Nginx.StartAsync(scratch, Path.Combine(data, "lake", "blobs"));
        if (nginx is null)
            yield break;
        var rates = await Bench.Rounds.RunAsync(
            Rounds,
            _ => RateAsync(server.Address, i => ServerChild.PathOf(NameOf(i)) + "/content", ServerChild.Authorization, lengths),
            _ => RateAsync(nginx.Address, i => blobs[i], "", lengths));
        yield return Row.Compare($"downloads of 0.5 to 1.5 MiB, {Clients:N0} clients at once", rates[0], "/s", "nginx with sendfile", rates[1]);
    }

    private static string NameOf(int i) => FormattableString.Invariant($"many-{i:000}.bin");

    private static (string[] Blobs, int[] Lengths) Put(ServerChild server)
    {
        var random = new Random(6);
        var (blobs, lengths) = (new string[Products], new int[Products]);
        using var wire = new Wire(server.Address);
        for (var i = 0; i < Products; i++)
        {
            var bytes = new byte[random.Next(512 << 10, 1536 << 10)];
            random.NextBytes(bytes);
            ServerChild.Expect(wire.Send("PUT", ServerChild.PathOf(NameOf(i)), ServerChild.Authorization, bytes));
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            (blobs[i], lengths[i]) = ($"/{digest[..2]}/{digest[2..]}", bytes.Length);
        }
        return (blobs, lengths);
    }

    private static async Task<double> RateAsync(Uri address, Func<int, string> path, string headers, int[] lengths)
    {
        // The connections are made before the time begins.
        var wires = Enumerable.Range(0, Clients).Select(_ => new Wire(address)).ToList();
        try
        {
            return Clients * EachTakes / await Bench.Rounds.SecondsAsync(() => Task.WhenAll(wires.Select((wire, client) => Bench.Rounds.OnThreadAsync(() =>
            {
                for (var i = 0; i < EachTakes; i++)
                {
                    var product = (client + (i * 67)) % Products;
                    var (status, bytes) = wire.Get(path(product), headers);
                    if (status != 200 || bytes != lengths[product])
                        throw new InvalidOperationException($"Got {status} with {bytes} bytes.");
                }
            }))));
        }
        finally
        {
            wires.ForEach(wire => wire.Dispose());
        }
    }
}
