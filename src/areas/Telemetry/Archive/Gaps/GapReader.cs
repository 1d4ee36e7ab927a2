using Gantry.Api;
using Gantry.Ccsds;

namespace Gantry.Telemetry;

/// <summary>
/// Finds where packets are missing: by channel, spacecraft, virtual channel and process, in the order of reception. Nothing is decoded; of
/// settled segments only what packets are counted by is read, which says the same.
/// </summary>
internal sealed class GapReader(SegmentStore segments, ArchiveReader archive, LakePieces lake)
{
    /// <summary>The gaps between packets of a time, the first ones received first; no more than a limit.</summary>
    public async Task<IReadOnlyList<PacketGap>> ReadAsync(Scope scope, string? channel, Span span, int limit, CancellationToken ct)
    {
        var gaps = new List<PacketGap>();
        var seen = new Dictionary<ChannelKey, SeenPackets>();
        var flows = new Dictionary<(string Channel, FrameSource? Source), (SequenceCounts Counts, Dictionary<(int, bool), DateTimeOffset> Last)>();
        foreach (var segment in await segments.OfTimeAsync(scope, channel, span.From, span.To, ct))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var packet in await HeadsAsync(segment, span, seen, ct))
            {
                if (packet.Header is not { } header)
                    continue;
                var key = (segment.Channel.Name, packet.Source);
                if (!flows.TryGetValue(key, out var flow))
                    flows[key] = flow = (new(), []);
                if (flow.Counts.Follow(header, out var missing) == SequenceStep.Gap)
                    gaps.Add(new(segment.Channel.Name, header.Apid, flow.Last[(header.Apid, header.IsTelecommand)], packet.At, missing, packet.Source?.Spacecraft, packet.Source?.VirtualChannel));
                flow.Last[(header.Apid, header.IsTelecommand)] = packet.At;
                if (gaps.Count == limit)
                    return gaps;
            }
        }
        return gaps;
    }

    /// <summary>The packets of a time in a segment that were not received before.</summary>
    private async Task<IEnumerable<PacketHead>> HeadsAsync(Segment segment, Span span, Dictionary<ChannelKey, SeenPackets> seen, CancellationToken ct)
    {
        if (segment.IsSettled && await SegmentFile.ReadHeadsAsync(await lake.OpenAsync(segment.Digest, segment.SizeBytes, ct), ct) is { } heads)
            return heads.Where(h => h.At >= span.From && h.At < span.To);
        if (!seen.TryGetValue(segment.Channel, out var known))
            seen[segment.Channel] = known = new(segments, lake);
        await known.AddSettledAsync(segment, ct);
        return (await archive.OpenAsync(segment, ct)).Where(p => p.At >= span.From && p.At < span.To && known.Add(p)).Select(p => PacketHead.Of(p)).ToList();
    }
}
