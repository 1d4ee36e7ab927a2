using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Follows the channels of an environment, segment by segment, as they are kept.</summary>
internal sealed class LiveFollower(ChannelStore channels, SegmentStore segments, ArchiveReader archive, IDatabase database, LiveInterest interest, TimeProvider clock)
{
    public async Task<Following> BeginAsync(Scope scope, string? channel, Func<Parameter, bool>? isWanted, CancellationToken ct)
    {
        var following = new Following(scope, channel, isWanted, channels, segments, archive, database, interest.Begin(scope), clock);
        await following.BeginAsync(ct);
        return following;
    }
}

/// <summary>One reader of live values.</summary>
internal sealed class Following(
    Scope scope, string? channel, Func<Parameter, bool>? isWanted, ChannelStore channels, SegmentStore segments, ArchiveReader archive, IDatabase database, IDisposable interest, TimeProvider clock) : IDisposable
{
    private const int MostChannels = 1000;

    // A reader that is further behind than this does not want what was then.
    private const int MostSegments = 64;

    private static readonly TimeSpan _lookAtLeastEvery = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Dictionary<string, (long Seq, long Packets)> _places = [];
    private readonly Decoding _decoding = archive.Begin(isWanted);

    public void Dispose() => interest.Dispose();

    public async Task BeginAsync(CancellationToken ct)
    {
        foreach (var state in await channels.ListAsync(scope, "", MostChannels, ct))
            _places[state.Key.Name] = (state.Seq, state.Counts.Packets);
    }

    /// <summary>Gives the newest values as JSON again and again, at most once in a rest. While one taking waits, what comes meanwhile is gathered, so a slow reader gets the newest.</summary>
    /// <param name="patience">How long nothing may come until <paramref name="beat"/> is called.</param>
    public async Task RunAsync(TimeSpan patience, TimeSpan rest, Func<string, CancellationToken, Task> take, Func<CancellationToken, Task> beat, TimeProvider time, CancellationToken ct)
    {
        while (true)
        {
            var values = await NextAsync(patience, ct);
            if (values.Items.Count == 0)
            {
                await beat(ct);
                continue;
            }
            await take(JsonSerializer.Serialize(values, _json), ct);
            await Task.Delay(rest, time, ct);
        }
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
