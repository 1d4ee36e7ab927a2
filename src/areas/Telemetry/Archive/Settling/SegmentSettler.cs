namespace Gantry.Telemetry;

/// <summary>
/// Settles segments: puts those that stand side by side together, decodes them into columns, and reduces these. Channel by
/// channel and strictly in the order of reception, so that of a packet that was received twice the first one counts. Bytes
/// first, rows second, all rows in one unit of work: whoever dies in between leaves only files that the sweeper collects.
/// </summary>
internal sealed class SegmentSettler(
    SegmentStore segments, ArchiveReader archive, DatabaseShelf databases, LakePieces lake, ReductionWriter reductions, Gathering gathering, IDatabase database, IBlobStore blobs)
{
    private const int MostSegments = 1024;
    private const int MostPackets = 200_000;
    private const long MostBytes = 32_000_000;
    private const long EnoughBytes = 8_000_000;

    /// <summary>Settles what was received before a time, where there is enough of it or where it began before another time; how many segments became settled.</summary>
    public async Task<int> SettleAsync(DateTimeOffset before, DateTimeOffset due, CancellationToken ct)
    {
        var settled = 0;
        foreach (var channel in await segments.FreshAsync(before, ct))
        {
            while (await SettleNextAsync(channel, before, due, ct) is > 0 and var count)
            {
                settled += count;
                await gathering.GatherAsync(channel, ct);
            }
        }
        return settled;
    }

    private async Task<int> SettleNextAsync(ChannelKey channel, DateTimeOffset before, DateTimeOffset due, CancellationToken ct)
    {
        var fresh = await segments.FreshAsync(channel, MostSegments, ct);
        var alike = fresh.TakeWhile(s => s.LastReceived < before && s.Database == fresh[0].Database).ToList();
        // No more of the first ones' database will come, when there are some of another.
        var isEnd = alike.Count > 0 && (alike.Count < fresh.Count && fresh[alike.Count].Database != alike[0].Database || alike[0].FirstReceived < due || alike.Count == MostSegments);
        if (alike.Count == 0 || !isEnd && alike.Sum(s => s.SizeBytes) < EnoughBytes && alike.Sum(s => s.Packets) < MostPackets)
            return 0;
        var (run, packets, size) = (new List<Segment>(), new List<KeptPacket>(), 0L);
        foreach (var segment in alike)
        {
            // The first one is taken in any case, however large it is.
            if (run.Count > 0 && (packets.Count + segment.Packets > MostPackets || size + segment.SizeBytes > MostBytes || size >= MostBytes))
                break;
            var some = await archive.OpenAsync(segment, ct);
            packets.AddRange(some);
            size += some.Sum(p => (long)p.Octets.Length);
            run.Add(segment);
        }
        return await SettleAsync(channel, run, packets, ct) ? run.Count : 0;
    }

    private async Task<bool> SettleAsync(ChannelKey channel, List<Segment> run, List<KeptPacket> packets, CancellationToken ct)
    {
        var (firstAt, lastAt) = (run.Min(s => s.FirstAt), run.Max(s => s.LastAt));
        var (keys, standings) = await SortOutAsync(channel, firstAt, lastAt, packets, ct);
        var builder = new ColumnBuilder(await databases.OpenAsync(run[0].Database, ct));
        builder.Add(packets, [.. Enumerable.Range(0, packets.Count).Where(i => standings[i] == PacketStanding.Columns)]);
        builder.Close();
        foreach (var packet in builder.Alone.Keys)
            standings[packet] = PacketStanding.Alone;

        var since = await database.LastStampAsync(ct);
        // None of these knows of another.
        var writing = Task.Run(() => PutAsync(() => SegmentFile.Write(channel, run[0].Database, packets, keys, standings), ct), ct);
        var spreading = Task.Run(() => WriteAsync(run[^1], builder, ct), ct);
        var reducing = Task.Run(() => ReduceAsync(run, builder, ct), ct);
        await Task.WhenAll(writing, spreading, reducing);
        var (blob, columns, reduced) = (await writing, await spreading, await reducing);
        builder.Release();
        var whole = run[^1] with
        {
            FirstAt = firstAt, LastAt = lastAt, FirstReceived = run[0].FirstReceived, FirstPacket = run[0].FirstPacket, Packets = packets.Count,
            Digest = blob.Digest, SizeBytes = blob.SizeBytes, IsSettled = true,
        };
        return await database.WriteAsync(async work =>
        {
            // First, because a unit that says no must have changed nothing.
            Digest[] all = [blob.Digest, .. columns.Select(c => c.Digest).OfType<Digest>(), .. reduced.Select(r => r.Digest)];
            if ((await work.SweptAsync([.. all.Distinct().Select(d => (d, since))], ct)).Count > 0)
                return false;
            await SegmentStore.ReplaceAsync(work, run, whole, ct);
            await ColumnStore.AddAsync(work, columns, ct);
            await ReductionStore.AddAsync(work, reduced, ct);
            return true;
        }, ct);
    }

    // A packet that was received before, in this run or in an earlier segment, counts once.
    private async Task<(long[] Keys, PacketStanding[] Standings)> SortOutAsync(ChannelKey channel, DateTimeOffset firstAt, DateTimeOffset lastAt, List<KeptPacket> packets, CancellationToken ct)
    {
        var seen = new HashSet<(long Ticks, long Key)>();
        var (first, last) = (packets.Min(p => p.At.UtcTicks), packets.Max(p => p.At.UtcTicks));
        foreach (var earlier in await segments.SettledAsync(channel, firstAt, lastAt, ct))
            seen.UnionWith((await SegmentFile.ReadKeysAsync(await lake.OpenAsync(earlier.Digest, earlier.SizeBytes, ct), ct)).Where(k => k.Ticks >= first && k.Ticks <= last));
        var (keys, standings) = (new long[packets.Count], new PacketStanding[packets.Count]);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = PacketKeys.Of(packets[i].Octets.Span);
            standings[i] = seen.Add((packets[i].At.UtcTicks, keys[i])) ? PacketStanding.Columns : PacketStanding.Repeated;
        }
        return (keys, standings);
    }

    private async Task<Blob> PutAsync(Func<MemoryStream> write, CancellationToken ct)
    {
        using var bytes = write();
        return await blobs.PutAsync(bytes, Expected.Nothing, ct);
    }

    /// <param name="last">Of the run; what becomes of the run has its number.</param>
    private async Task<List<SegmentColumns>> WriteAsync(Segment last, ColumnBuilder builder, CancellationToken ct)
    {
        var columns = new List<SegmentColumns>();
        foreach (var container in builder.Done)
        {
            var blob = await PutAsync(() => container.Write(last.Channel, last.Database), ct);
            columns.Add(new(last.Channel, last.Seq, columns.Count, container.Container, container.Rows, blob.Digest, blob.SizeBytes));
        }
        foreach (var alone in builder.Alone.GroupBy(a => a.Value))
            columns.Add(new(last.Channel, last.Seq, columns.Count, alone.Key, alone.Count(), null, 0));
        return columns;
    }

    private async Task<List<ReductionPart>> ReduceAsync(List<Segment> run, ColumnBuilder builder, CancellationToken ct)
    {
        var minutes = new Reducer(builder.Done).Minutes().ToList();
        var parts = new List<ReductionPart>();
        foreach (var step in ReductionSteps.All)
        {
            var buckets = step == ReductionSteps.Minute ? minutes : Reducer.Join(minutes, step);
            parts.AddRange(await reductions.WriteAsync(run[0].Channel, step, (run[0].Seq, run[^1].Seq), 0, (run.Min(s => s.FirstAt), run.Max(s => s.LastAt)), buckets.ToAsyncEnumerable(), ct));
        }
        return parts;
    }
}
