namespace Gantry.Telemetry;

/// <summary>The packets of a channel that were met, so that one which was received twice is met once.</summary>
internal sealed class SeenPackets(SegmentStore segments, LakePieces lake)
{
    private readonly HashSet<(long, long)> _seen = [];
    private readonly HashSet<long> _settled = [];

    public bool Add(in KeptPacket packet) => _seen.Add((packet.At.UtcTicks, PacketKeys.Of(packet.Octets.Span)));

    /// <summary>Knows the packets of settled segments that a later segment may repeat.</summary>
    public async Task AddSettledAsync(Segment later, CancellationToken ct)
    {
        foreach (var earlier in await segments.SettledAsync(later.Channel, later.FirstAt, later.LastAt, ct))
        {
            if (earlier.Seq < later.Seq && _settled.Add(earlier.Seq))
                _seen.UnionWith(await SegmentFile.ReadKeysAsync(await lake.OpenAsync(earlier.Digest, earlier.SizeBytes, ct), ct));
        }
    }
}
