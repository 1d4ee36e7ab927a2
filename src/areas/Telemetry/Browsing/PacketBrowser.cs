using Gantry.Api;
using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Looks at single packets of a channel: which there are, newest first, and what each of their bits means.</summary>
internal sealed class PacketBrowser(SegmentStore segments, ArchiveReader archive, DatabaseShelf databases)
{
    // Whoever looks for a kind that hardly ever comes is answered with what was found so far, and goes on from there.
    private const int MostLookedAt = 20_000;
    private const int PacketsAtOnce = 256;
    private const int SegmentsAtOnce = 16;
    private const int SegmentsBefore = 8;

    /// <summary>Packets before one of them, newest first, and the number to go on from.</summary>
    public async Task<(IReadOnlyList<PacketLine> Items, long? Next)> ListAsync(ChannelKey key, long before, DateTimeOffset from, DateTimeOffset to, string? container, int limit, CancellationToken ct)
    {
        var (found, looked) = (new List<PacketLine>(), 0);
        while (true)
        {
            var some = await segments.BeforeAsync(key, before, from, to, SegmentsAtOnce, ct);
            foreach (var segment in some)
            {
                var kept = await archive.OpenAsync(segment, ct);
                for (var end = (int)Math.Min(kept.Count, before - segment.FirstPacket); end > 0;)
                {
                    var begin = Math.Max(0, end - Math.Max(limit, PacketsAtOnce));
                    var lines = await LinesAsync(segment, kept, begin, end, ct);
                    foreach (var line in lines.Reverse().Where(l => l.At >= from && l.At < to && (container is null || l.Container == container)))
                    {
                        found.Add(line);
                        if (found.Count == limit)
                            return (found, line.Number);
                    }
                    (looked, end) = (looked + end - begin, begin);
                    if (looked >= MostLookedAt)
                        return (found, segment.FirstPacket + begin);
                }
                before = segment.FirstPacket;
            }
            if (some.Count < SegmentsAtOnce)
                return (found, null);
        }
    }

    /// <summary>A packet taken apart; null when it is not kept.</summary>
    public async Task<PacketDetail?> FindAsync(ChannelKey key, long number, CancellationToken ct)
    {
        var around = await segments.BeforeAsync(key, number + 1, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, SegmentsBefore, ct);
        if (around.Count == 0 || number >= around[0].FirstPacket + around[0].Packets)
            return null;
        var segment = around[0];
        var kept = await archive.OpenAsync(segment, ct);
        var place = (int)(number - segment.FirstPacket);
        var compiled = await databases.OpenAsync(segment.Database, ct);
        // What a packet means may depend on those before it.
        var before = new List<KeptPacket>();
        foreach (var earlier in around.Skip(1).Where(s => s.Database == segment.Database).Reverse())
            before.AddRange(await archive.OpenAsync(earlier, ct));
        before.AddRange(kept.Take(place));
        var octets = kept[place].Octets;
        var anatomy = PacketAnatomy.Of(compiled.Walker, octets, Remembered(compiled, before));
        var (places, values) = (anatomy.Cells.ToDictionary(c => c.Cell.Leaf.Name, c => c.Place, StringComparer.Ordinal), new List<PacketValue>());
        // The values are those of every other reader.
        new RowDecoder(compiled, Remembered(compiled, before)).Decode(octets, [new(0, octets.Length)], row => values.AddRange(row.Cells.Select(c => View(c, places.GetValueOrDefault(c.Leaf.Name)))));
        return new(
            (await LinesAsync(segment, kept, place, place + 1, ct))[0], [.. anatomy.Packet.Containers.Select(c => c.QualifiedName)], Convert.ToHexString(octets.Span), anatomy.Packet.BitsUsed, values);
    }

    private static History Remembered(CompiledDatabase compiled, IReadOnlyList<KeptPacket> packets)
    {
        var history = new History(compiled.Database);
        var (data, places) = Packed.Of(packets.Select(p => p.Octets));
        new RowDecoder(compiled, history, static _ => false).Decode(data, places, static _ => { });
        return history;
    }

    private async Task<IReadOnlyList<PacketLine>> LinesAsync(Segment segment, IReadOnlyList<KeptPacket> kept, int begin, int end, CancellationToken ct)
    {
        var lines = new List<PacketLine>();
        await archive.Begin(static _ => false).DecodeAsync(segment, [.. kept.Skip(begin).Take(end - begin)], (_, packet, row) =>
        {
            var isSpacePacket = SpacePacketHeader.TryRead(packet.Octets.Span, out var header) == PacketStatus.Whole;
            lines.Add(new(
                segment.FirstPacket + begin + lines.Count, packet.At, packet.Received, row.Container?.QualifiedName, row.Status.ToString().ToLowerInvariant(), row.Reason, row.IsChecked, packet.Octets.Length,
                isSpacePacket ? header.Apid : null, isSpacePacket ? header.SequenceCount : null, segment.Database.Digest.Hex));
            return true;
        }, ct);
        return lines;
    }

    private static PacketValue View(Cell cell, BitSpan place) => new(
        cell.Leaf.Name, cell.Leaf.Parameter.QualifiedName, cell.Leaf.Parameter.About.Short, ParameterEndpoints.Kind(cell.Leaf.Type), ParameterEndpoints.Unit(cell.Leaf.Type), place.Bit, place.Bits,
        SampleViews.Json(cell.Value), SampleViews.Json(cell.Raw), SampleViews.Level(cell), SampleViews.State(cell));
}
