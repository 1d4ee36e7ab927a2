namespace Gantry.Telemetry;

/// <summary>
/// Writes buckets to the lake, in files by the names of leaves. A cover without any bucket has a file all the same, because it
/// says that the segments are looked after.
/// </summary>
internal sealed class ReductionWriter(IBlobStore blobs)
{
    private const int MostGroups = 64;

    /// <param name="buckets">In the order of names and times.</param>
    public async Task<List<ReductionPart>> WriteAsync(
        ChannelKey channel, long step, (long First, long Last) segments, int tier, (DateTimeOffset First, DateTimeOffset Last) times, IAsyncEnumerable<Bucket> buckets, CancellationToken ct)
    {
        var parts = new List<ReductionPart>();
        var file = new ReductionFile();
        await foreach (var bucket in buckets.WithCancellation(ct))
        {
            if (file.Groups >= MostGroups && bucket.Leaf != file.LastLeaf)
            {
                await PutAsync();
                file = new();
            }
            file.Add(bucket);
        }
        if (file.Buckets > 0 || parts.Count == 0)
            await PutAsync();
        return parts;

        async Task PutAsync()
        {
            using var stream = file.Finish(step);
            var blob = await blobs.PutAsync(stream, Expected.Nothing, ct);
            parts.Add(new(channel, step, segments.First, segments.Last, parts.Count, tier, times.First, times.Last, file.FirstLeaf, file.LastLeaf, file.Buckets, blob.Digest, blob.SizeBytes));
        }
    }
}
