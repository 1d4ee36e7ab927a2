using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry;

/// <summary>
/// Puts small segments together, so that a channel that keeps packets four times a second does not leave hundreds of
/// thousands of files a day. Each packet is written again twice at most.
/// </summary>
internal sealed partial class Compaction(
    SegmentStore segments, ArchiveReader archive, IDatabase database, IBlobStore blobs, Leases leases, Node node, TimeProvider clock, ILogger<Compaction> log) : BackgroundService
{
    private const string Lease = "telemetry.compaction";
    private const int LeastRun = 16;
    private const int MostRun = 1024;

    private static readonly TimeSpan _every = TimeSpan.FromSeconds(30);

    // Whoever follows what is kept is done with these.
    private static readonly TimeSpan _age = TimeSpan.FromMinutes(2);

    // What is smaller than the first becomes as large as the second.
    private static readonly (long Small, long Most)[] _tiers = [(64 << 10, 1 << 20), (1 << 20, 16 << 20)];

    private readonly ILogger _log = log;

    /// <summary>Puts together what was received before a time; how many segments became fewer.</summary>
    public async Task<int> CompactAsync(DateTimeOffset before, CancellationToken ct)
    {
        var merged = 0;
        foreach (var (small, most) in _tiers)
        {
            foreach (var channel in await segments.CrowdedAsync(small, before, LeastRun, ct))
            {
                while (await MergeAsync(channel, small, most, before, ct) is > 0 and var count)
                    merged += count;
            }
        }
        return merged;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leases.HoldAsync(Lease, node.Name, async (_, held) =>
    {
        while (true)
        {
            try
            {
                await CompactAsync(clock.GetUtcNow() - _age, held);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing is lost by it; what is small stays so until the next time.
                LogLater(e);
            }
            await Task.Delay(_every, clock, held);
        }
    }, stoppingToken);

    private async Task<int> MergeAsync(ChannelKey channel, long small, long most, DateTimeOffset before, CancellationToken ct)
    {
        var run = Run(await segments.SmallAsync(channel, small, before, MostRun, ct), most);
        if (run.Count < LeastRun)
            return 0;
        var packets = new List<KeptPacket>();
        foreach (var segment in run)
            packets.AddRange(await archive.OpenAsync(segment, ct));
        using var bytes = SegmentFile.Write(channel, run[0].Database, packets);
        var since = await database.LastStampAsync(ct);
        var blob = await blobs.PutAsync(bytes, Expected.Nothing, ct);
        var whole = run[^1] with
        {
            FirstAt = run.Min(s => s.FirstAt), LastAt = run.Max(s => s.LastAt), FirstReceived = run[0].FirstReceived, FirstPacket = run[0].FirstPacket,
            Packets = packets.Count, Digest = blob.Digest, SizeBytes = blob.SizeBytes,
        };
        // Swept in between: it is put together the next time.
        return await database.WriteAsync(async work =>
        {
            if (!await work.ReferAsync(blob.Digest, since, ct))
                return 0;
            await SegmentStore.ReplaceAsync(work, run, whole, ct);
            return run.Count;
        }, ct);
    }

    // The first ones that follow each other, are decoded alike, and are not too much together; a run that cannot grow any more gives way to the next.
    private static List<Segment> Run(List<Segment> found, long most)
    {
        var (run, size) = (new List<Segment>(), 0L);
        foreach (var segment in found)
        {
            if (run.Count > 0 && (segment.Database != run[^1].Database || segment.FirstPacket != run[^1].FirstPacket + run[^1].Packets || size + segment.SizeBytes > most))
            {
                if (run.Count >= LeastRun)
                    break;
                (run, size) = ([], 0);
            }
            run.Add(segment);
            size += segment.SizeBytes;
        }
        return run;
    }

    [LoggerMessage(5031, LogLevel.Warning, "Segments cannot be put together now and will be later")]
    private partial void LogLater(Exception e);
}
