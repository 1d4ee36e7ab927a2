using System.Runtime.CompilerServices;

namespace Gantry.Telemetry;

/// <summary>
/// Joins reductions that stand side by side, so that one leaf over a year is a handful of short reads: eight of a tier become
/// one of the next. Each bucket is written again as often as there are tiers, which is seldom.
/// </summary>
internal sealed class Gathering(ReductionStore reductions, ReductionWriter writer, LakePieces lake, IDatabase database)
{
    private const int Run = 8;
    private const int LastTier = 7;

    public async Task GatherAsync(ChannelKey channel, CancellationToken ct)
    {
        foreach (var step in ReductionSteps.All)
        {
            while (await JoinAsync(channel, step, ct))
            {
            }
        }
    }

    private async Task<bool> JoinAsync(ChannelKey channel, long step, CancellationToken ct)
    {
        var covers = (await reductions.OfAsync(channel, ct)).Where(p => p.Step == step).GroupBy(p => p.FirstSeq).Select(g => g.ToList()).ToList();
        // The last ones of a tier are always the youngest, and those before them of the same tier or a higher one.
        var from = covers.Count - Run;
        if (from < 0 || covers[^1][0].Tier is var tier && (tier >= LastTier || covers[from..].Any(c => c[0].Tier != tier)))
            return false;
        var some = covers[from..];
        var since = await database.LastStampAsync(ct);
        var joined = await writer.WriteAsync(
            channel, step, (some[0][0].FirstSeq, some[^1][0].LastSeq), tier + 1, (some.Min(c => c[0].FirstAt), some.Max(c => c[0].LastAt)), MergeAsync(some, ct), ct);
        // Swept in between: they are joined the next time.
        return await database.WriteAsync(async work =>
        {
            if ((await work.SweptAsync([.. joined.Select(j => (j.Digest, since))], ct)).Count > 0)
                return false;
            await ReductionStore.ReplaceAsync(work, [.. some.SelectMany(c => c)], joined, ct);
            return true;
        }, ct);
    }

    // The older comes first among buckets of one leaf and time.
    private async IAsyncEnumerable<Bucket> MergeAsync(List<List<ReductionPart>> covers, [EnumeratorCancellation] CancellationToken ct)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<Bucket>, (LeafKey, long, int)>();
        var opened = covers.ConvertAll(c => ReadAsync(c, ct).GetAsyncEnumerator(ct));
        try
        {
            for (var i = 0; i < opened.Count; i++)
            {
                if (await opened[i].MoveNextAsync())
                    heads.Enqueue(opened[i], (opened[i].Current.Leaf, opened[i].Current.Ticks, i));
            }
            Bucket? open = null;
            while (heads.TryDequeue(out var head, out var place))
            {
                var bucket = head.Current;
                if (open is { } one && one.Leaf == bucket.Leaf && one.Ticks == bucket.Ticks)
                {
                    var all = one.Reduction;
                    all.Add(bucket.Reduction);
                    open = one with { Reduction = all };
                }
                else
                {
                    if (open is { } done)
                        yield return done;
                    open = bucket;
                }
                if (await head.MoveNextAsync())
                    heads.Enqueue(head, (head.Current.Leaf, head.Current.Ticks, place.Item3));
            }
            if (open is { } last)
                yield return last;
        }
        finally
        {
            foreach (var one in opened)
                await one.DisposeAsync();
        }
    }

    private async IAsyncEnumerable<Bucket> ReadAsync(List<ReductionPart> cover, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var part in cover)
        {
            var file = await lake.OpenAsync(part.Digest, part.SizeBytes, ct);
            await foreach (var group in ReductionFile.ReadAsync(file, null, null, null, ct))
            {
                foreach (var bucket in group)
                    yield return bucket;
            }
        }
    }
}
