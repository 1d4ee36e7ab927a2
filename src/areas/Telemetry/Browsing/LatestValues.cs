using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>The last value of parameters, looked for backwards from now.</summary>
internal sealed class LatestValues(ChannelStore channels, SegmentStore segments, ArchiveReader archive)
{
    private const int MostChannels = 1000;

    // What has not come for so long is not looked for any further.
    private const long MostBytes = 16_000_000;

    private static readonly int[] _segmentsAtOnce = [4, 16, 64, 256];

    public async Task<IReadOnlyList<TelemetrySample>> OfAsync(Scope scope, string? channel, Func<Parameter, bool> isWanted, int wanted, CancellationToken ct)
    {
        var newest = new Dictionary<string, TelemetrySample>(StringComparer.Ordinal);
        foreach (var state in await channels.ListAsync(scope, "", MostChannels, ct))
        {
            if (channel is not null && state.Key.Name != channel)
                continue;
            foreach (var (name, sample) in await OfAsync(state.Key, isWanted, wanted, ct))
            {
                if (!newest.TryGetValue(name, out var other) || sample.At > other.At)
                    newest[name] = sample;
            }
        }
        return [.. newest.Values.OrderBy(s => s.Parameter, StringComparer.Ordinal)];
    }

    private async Task<Dictionary<string, TelemetrySample>> OfAsync(ChannelKey key, Func<Parameter, bool> isWanted, int wanted, CancellationToken ct)
    {
        var (found, met) = (new Dictionary<string, TelemetrySample>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var (before, bytes) = (long.MaxValue, 0L);
        foreach (var atOnce in _segmentsAtOnce)
        {
            var some = await segments.BeforeAsync(key, before, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, atOnce, ct);
            // Forwards within a group, because packets may depend on those before them; a newer group is never overwritten.
            var (group, decoding) = (new Dictionary<string, TelemetrySample>(StringComparer.Ordinal), archive.Begin(isWanted));
            foreach (var segment in some.AsEnumerable().Reverse())
            {
                bytes += segment.SizeBytes;
                await archive.ReadAsync(segment, decoding, (packet, row) =>
                {
                    foreach (var cell in row.Cells)
                    {
                        group[cell.Leaf.Name] = SampleViews.Of(segment, packet, cell);
                        met.Add(cell.Leaf.Parameter.QualifiedName);
                    }
                }, ct);
            }
            foreach (var (name, sample) in group)
                found.TryAdd(name, sample);
            if (some.Count < atOnce || met.Count >= wanted || bytes >= MostBytes)
                break;
            before = some[^1].FirstPacket;
        }
        return found;
    }
}
