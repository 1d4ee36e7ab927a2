using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Takes the wanted values of a packet; false when it has enough.</summary>
internal delegate bool SampleTaker(Segment segment, DateTimeOffset at, DateTimeOffset received, IReadOnlyList<Cell> cells);

/// <summary>
/// Reads values of a time: of settled segments from columns, of the others from packets, which gives the same. Where a value may
/// depend on packets before its own, all are decoded.
/// </summary>
internal sealed class SampleReader(SegmentStore segments, ColumnStore columns, ArchiveReader archive, DatabaseShelf databases, LakePieces lake)
{
    /// <summary>Gives the values of every packet of a time, in the order of their reception; of a packet that was received twice, once.</summary>
    /// <param name="after">Only of segments of the channel after this one.</param>
    /// <param name="last">Only of segments of the channel up to this one.</param>
    public async Task ReadAsync(
        Scope scope, string? channel, Span span, Func<Parameter, bool> isWanted, SampleTaker take, CancellationToken ct, long after = 0, long last = long.MaxValue)
    {
        var found = (await segments.OfTimeAsync(scope, channel, span.From, span.To, ct, after)).Where(s => s.Seq <= last).ToList();
        var decoding = archive.Begin(isWanted);
        var (decoded, seen) = (new Dictionary<ChannelKey, bool>(), new Dictionary<ChannelKey, SeenPackets>());
        foreach (var segment in found)
        {
            ct.ThrowIfCancellationRequested();
            if (!decoded.TryGetValue(segment.Channel, out var isDecoded))
                decoded[segment.Channel] = isDecoded = await MustDecodeAsync(segment.Channel, span, found.Where(s => s.Channel == segment.Channel && !s.IsSettled).Select(s => s.Database), isWanted, ct);
            if (segment.IsSettled && !isDecoded)
            {
                if (!await ReadAsync(segment, span, isWanted, take, ct))
                    return;
                continue;
            }
            if (!seen.TryGetValue(segment.Channel, out var known))
                seen[segment.Channel] = known = new(segments, lake);
            if (!isDecoded)
                await known.AddSettledAsync(segment, ct);
            var packets = (await archive.OpenAsync(segment, ct)).Where(p => p.At >= span.From && p.At < span.To && known.Add(p)).ToList();
            if (!await decoding.DecodeAsync(segment, packets, (s, packet, row) => take(s, packet.At, packet.Received, row.Cells), ct))
                return;
        }
    }

    /// <summary>Whether what is wanted of a channel may depend on earlier packets, so that columns do not hold all of it.</summary>
    /// <param name="fresh">The databases of segments that are not settled.</param>
    public async Task<bool> MustDecodeAsync(ChannelKey channel, Span span, IEnumerable<DatabaseKey> fresh, Func<Parameter, bool> isWanted, CancellationToken ct)
    {
        foreach (var key in fresh.Distinct())
        {
            var compiled = await databases.OpenAsync(key, ct);
            if (compiled.NeedsHistory && compiled.Walked.Any(c => Carried.By(c, compiled.Database).Any(isWanted)))
                return true;
        }
        foreach (var (key, container) in await columns.AloneAsync(channel, span.From, span.To, ct))
        {
            if (MayCarry((await databases.OpenAsync(key, ct)).Database, container, isWanted))
                return true;
        }
        return false;
    }

    private static bool MayCarry(XtceDatabase database, string container, Func<Parameter, bool> isWanted) =>
        database.FindContainer(container) is not { } found || Carried.By(found, database).Any(isWanted);

    private async Task<bool> ReadAsync(Segment segment, Span span, Func<Parameter, bool> isWanted, SampleTaker take, CancellationToken ct)
    {
        var compiled = await databases.OpenAsync(segment.Database, ct);
        var (from, to) = (Nanoseconds(span.From), Nanoseconds(span.To));
        var sources = new List<(ReadColumns Columns, List<Leaf> Leaves)>();
        foreach (var part in await columns.OfAsync(segment, ct))
        {
            if (part.Digest is not { } digest || !MayCarry(compiled.Database, part.Container, isWanted))
                continue;
            var file = await ColumnFile.OpenAsync(lake, digest, part.SizeBytes, ct);
            var leaves = file.Leaves.Select(note => (Note: note, Parameter: compiled.Database.FindParameter(note.Parameter))).Where(l => l.Parameter is not null && isWanted(l.Parameter)).ToList();
            if (leaves.Count == 0)
                continue;
            var known = leaves.ConvertAll(l => new Leaf(0, l.Note.Name, l.Parameter!, LeafTypes.Of(compiled.Database, l.Parameter!, l.Note.Name)));
            await foreach (var read in file.ReadAsync([.. leaves.Select(l => l.Note)], from, to, ct))
                sources.Add((read, known));
        }
        var cells = new List<Cell>();
        foreach (var (source, row) in InOrder(sources, from, to))
        {
            var (read, leaves) = sources[source];
            cells.Clear();
            for (var i = 0; i < leaves.Count; i++)
            {
                var values = read.Leaves[i];
                if (values.IsThere(row))
                    cells.Add(new(leaves[i], values.Raw(row), values.Value(row), values.State(row), values.Level(row)));
            }
            if (!take(segment, SegmentFile.Time(read.Times.Numbers[row]), SegmentFile.Time(read.Received.Numbers[row]), cells))
                return false;
        }
        return true;
    }

    // The rows of a time, in the order the packets were received.
    private static IEnumerable<(int Source, int Row)> InOrder(List<(ReadColumns Columns, List<Leaf>)> sources, long from, long to)
    {
        var (rows, isInOrder) = (new List<(long Packet, int Source, int Row)>(), true);
        for (var source = 0; source < sources.Count; source++)
        {
            var packets = sources[source].Columns.Packets.Numbers;
            var times = sources[source].Columns.Times.Numbers;
            for (var row = 0; row < times.Length; row++)
            {
                if (times[row] < from || times[row] >= to)
                    continue;
                isInOrder = isInOrder && (rows.Count == 0 || rows[^1].Packet < packets[row]);
                rows.Add((packets[row], source, row));
            }
        }
        if (!isInOrder)
            rows.Sort();
        return rows.Select(r => (r.Source, r.Row));
    }

    // Of times that packets cannot have, the nearest that they can.
    private static long Nanoseconds(DateTimeOffset time) =>
        (long)Int128.Clamp((Int128)(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100, long.MinValue, long.MaxValue);
}
