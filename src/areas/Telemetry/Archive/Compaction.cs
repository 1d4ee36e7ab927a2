using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry;

/// <summary>
/// Puts small segments together, so that a channel that keeps packets four times a second does not leave hundreds of
/// thousands of files a day, and settles what is enough or old enough. Each packet is written again twice at most.
/// </summary>
internal sealed partial class Compaction(
    SegmentStore segments, ArchiveReader archive, SegmentSettler settler, IDatabase database, IBlobStore blobs, Leases leases, Node node, TelemetryOptions options, TimeProvider clock, ILogger<Compaction> log) : BackgroundService
{
    private const string Lease = "telemetry.compaction";
    private const int LeastRun = 16;
    private const int MostRun = 1024;

    private readonly TimeSpan _every = Least(TimeSpan.FromSeconds(30), options.Settle / 4);

    // Whoever follows what is kept is done with these.
    private readonly TimeSpan _age = Least(TimeSpan.FromMinutes(2), options.Settle / 2);

    // What is smaller than the first becomes as large as the second; the settler puts larger ones together.
    private const long Small = 64 << 10;
    private const long Most = 1 << 20;

    private readonly ILogger _log = log;

    /// <summary>Puts together what was received before a time; how many segments became fewer.</summary>
    public async Task<int> CompactAsync(DateTimeOffset before, CancellationToken ct)
    {
        var merged = 0;
        foreach (var channel in await segments.CrowdedAsync(Small, before, LeastRun, ct))
        {
            while (await MergeAsync(channel, before, ct) is > 0 and var count)
                merged += count;
        }
        return merged;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leases.HoldAsync(Lease, node.Name, async (_, held) =>
    {
        while (true)
        {
            try
            {
                var now = clock.GetUtcNow();
                await CompactAsync(now - _age, held);
                await settler.SettleAsync(now - _age, now - options.Settle, held);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing is lost by it; what is small stays so until the next time.
                LogLater(e);
            }
            await Task.Delay(_every, clock, held);
        }
    }, stoppingToken);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<int> MergeAsync(ChannelKey channel, DateTimeOffset before, CancellationToken ct)
    {
        var run = Run(await segments.SmallAsync(channel, Small, before, MostRun, ct));
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
    private static List<Segment> Run(List<Segment> found)
    {
        var (run, size) = (new List<Segment>(), 0L);
        foreach (var segment in found)
        {
            if (run.Count > 0 && (segment.Database != run[^1].Database || segment.FirstPacket != run[^1].FirstPacket + run[^1].Packets || size + segment.SizeBytes > Most))
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
