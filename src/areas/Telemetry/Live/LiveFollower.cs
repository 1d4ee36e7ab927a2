using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Follows the channels of an environment, segment by segment, as they are kept.</summary>
internal sealed class LiveFollower(ChannelStore channels, SegmentStore segments, ArchiveReader archive, IDatabase database, TimeProvider clock)
{
    public async Task<Following> BeginAsync(Scope scope, string? channel, Func<Parameter, bool>? isWanted, CancellationToken ct)
    {
        var following = new Following(scope, channel, isWanted, channels, segments, archive, database, clock);
        await following.BeginAsync(ct);
        return following;
    }
}

/// <summary>One reader of live values.</summary>
internal sealed class Following(
    Scope scope, string? channel, Func<Parameter, bool>? isWanted, ChannelStore channels, SegmentStore segments, ArchiveReader archive, IDatabase database, TimeProvider clock)
{
    private const int MostChannels = 1000;

    // A reader that is further behind than this does not want what was then.
    private const int MostSegments = 64;

    private static readonly TimeSpan _lookAtLeastEvery = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (long Seq, long Packets)> _places = [];
    private readonly Decoding _decoding = archive.Begin(isWanted);

    public async Task BeginAsync(CancellationToken ct)
    {
        foreach (var state in await channels.ListAsync(scope, "", MostChannels, ct))
            _places[state.Key.Name] = (state.Seq, state.Counts.Packets);
    }

    /// <summary>The newest values since the last call, once there are any; none when it is time to say that one is alive.</summary>
    public async Task<LiveValues> NextAsync(TimeSpan patience, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var ticket = database.Signals.Ticket(ChannelKey.Topic(scope.Mission!, scope.Environment!));
            var (newest, count, passed) = (new Dictionary<string, TelemetrySample>(StringComparer.Ordinal), 0L, 0L);
            foreach (var state in await channels.ListAsync(scope, "", MostChannels, ct))
            {
                if (channel is not null && state.Key.Name != channel)
                    continue;
                var place = _places.GetValueOrDefault(state.Key.Name);
                if (state.Seq <= place.Seq)
                    continue;
                var from = Math.Max(place.Seq, state.Seq - MostSegments);
                foreach (var segment in await segments.AfterAsync(state.Key, from, MostSegments, ct))
                {
                    passed += Math.Max(0, segment.FirstPacket - place.Packets);
                    await archive.ReadAsync(segment, _decoding, (packet, row) =>
                    {
                        foreach (var cell in row.Cells)
                        {
                            count++;
                            newest[cell.Leaf.Name] = SampleViews.Of(segment, packet, cell);
                        }
                    }, ct);
                    place = (segment.Seq, segment.FirstPacket + segment.Packets);
                }
                _places[state.Key.Name] = place;
            }
            if (newest.Count > 0)
                return new([.. newest.Values], count - newest.Count + passed);
            var left = patience - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return new([], 0);
            await ticket.AtMostAsync(left < _lookAtLeastEvery ? left : _lookAtLeastEvery, clock, ct);
        }
    }
}
