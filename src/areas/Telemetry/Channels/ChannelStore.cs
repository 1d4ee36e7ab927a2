using System.Data.Common;

namespace Gantry.Telemetry;

/// <summary>How channels stand, and what came through them.</summary>
internal sealed class ChannelStore(IDatabase database, TimeProvider clock)
{
    private static readonly SqlText _columns = SqlText.Constant(
        """
        mission, environment, name, input, place, node, token, state, reason, state_at, database, database_from, seq,
        packets, bytes, unidentified, failed_checks, gaps, missing, repeated, frames, bad_frames, corrected, lost_frames, dropped, last_packet_at, last_frame_at
        """);

    /// <summary>This node begins to work a channel; whoever worked it before is turned away from now on.</summary>
    public Task<ChannelState> BeginAsync(ChannelKey key, string input, Digest decodedBy, string node, long token, CancellationToken ct) => database.WriteAsync(async work =>
    {
        var now = clock.GetUtcNow();
        await work.ExecuteAsync(
            $"""
             insert into telemetry_channel ({_columns})
             values ({key.Mission}, {key.Environment}, {key.Name}, {input}, null, {node}, 0, {ChannelState.Down}, null, {now}, {decodedBy}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null)
             on conflict (mission, environment, name) do nothing
             """, ct);
        // A place in another input means nothing in this one.
        await work.ExecuteAsync(
            $"""
             update telemetry_channel set node = {node}, token = {token}, place = case when input = {input} then place else null end, input = {input}
             where mission = {key.Mission} and environment = {key.Environment} and name = {key.Name} and token < {token}
             """, ct);
        var state = (await work.FirstAsync($"select {_columns} from telemetry_channel where {Is(key)}", Read, ct))!;
        if (state.Token != token)
            throw new FencedException($"channel {key} is worked under a newer lease ({state.Token}) than this node's ({token})");
        return state;
    }, ct);

    /// <summary>Writes a channel's state as part of a unit of work.</summary>
    /// <exception cref="FencedException">Another node works the channel by now.</exception>
    public static async Task SaveAsync(UnitOfWork work, ChannelState state, CancellationToken ct)
    {
        var (key, c) = (state.Key, state.Counts);
        var saved = await work.ExecuteAsync(
            $"""
             update telemetry_channel set place = {state.Place?.ToString()}, state = {state.State}, reason = {state.Reason}, state_at = {state.StateAt},
                 database = {state.Database}, database_from = {state.DatabaseFrom}, seq = {state.Seq},
                 packets = {c.Packets}, bytes = {c.Bytes}, unidentified = {c.Unidentified}, failed_checks = {c.FailedChecks}, gaps = {c.Gaps}, missing = {c.Missing}, repeated = {c.Repeated},
                 frames = {c.Frames}, bad_frames = {c.BadFrames}, corrected = {c.Corrected}, lost_frames = {c.LostFrames}, dropped = {c.Dropped},
                 last_packet_at = {c.LastPacketAt}, last_frame_at = {c.LastFrameAt}
             where {Is(key)} and token = {state.Token}
             """, ct);
        if (saved == 0)
            throw new FencedException($"channel {key} is no longer in this node's hands (token {state.Token})");
    }

    public Task<ChannelState?> FindAsync(ChannelKey key, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from telemetry_channel where {Is(key)}", Read, ct), ct);

    /// <summary>The channels of an environment by name.</summary>
    public Task<List<ChannelState>> ListAsync(Scope scope, string after, int limit, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from telemetry_channel where mission = {scope.Mission} and environment = {scope.Environment} and name > {after} order by name limit {limit}
         """, Read, ct), ct);

    /// <summary>Every channel that somebody works.</summary>
    public Task<List<ChannelState>> WorkingAsync(CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"select {_columns} from telemetry_channel where state <> {ChannelState.Stopped}", Read, ct), ct);

    /// <summary>Channels that no release declares any more are worked by nobody.</summary>
    public Task StopAsync(IReadOnlyList<ChannelState> gone, CancellationToken ct) => database.WriteAsync(async work =>
    {
        foreach (var state in gone)
            await work.ExecuteAsync($"update telemetry_channel set state = {ChannelState.Stopped}, reason = 'the release that stands does not declare it', state_at = {clock.GetUtcNow()} where {Is(state.Key)} and token = {state.Token}", ct);
    }, ct);

    private static SqlText Is(ChannelKey key) => SqlText.Of($"mission = {key.Mission} and environment = {key.Environment} and name = {key.Name}");

    private static ChannelState Read(DbDataReader row) => new(
        new(row.Text(0), row.Text(1), row.Text(2)), row.Text(3), InputPlace.Parse(row.TextOrNull(4)), row.Text(5), row.Number(6), row.Text(7), row.TextOrNull(8), row.Time(9),
        row.Digest(10), row.Number(11), row.Number(12), new()
        {
            Packets = row.Number(13), Bytes = row.Number(14), Unidentified = row.Number(15), FailedChecks = row.Number(16), Gaps = row.Number(17), Missing = row.Number(18), Repeated = row.Number(19),
            Frames = row.Number(20), BadFrames = row.Number(21), Corrected = row.Number(22), LostFrames = row.Number(23), Dropped = row.Number(24),
            LastPacketAt = row.TimeOrNull(25), LastFrameAt = row.TimeOrNull(26),
        });
}
