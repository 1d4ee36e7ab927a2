using System.Data.Common;

namespace Gantry.Telemetry;

/// <summary>Keeps what came through channels by virtual channel and process.</summary>
internal sealed class FlowStore(IDatabase database)
{
    private const int None = -1;
    private const int RowsAtOnce = 50;

    /// <summary>Writes counts with the state of their channel, in one unit of work.</summary>
    public static async Task SaveAsync(UnitOfWork work, ChannelKey key, ChangedFlows changed, CancellationToken ct)
    {
        foreach (var some in changed.Flows.Chunk(RowsAtOnce))
        {
            var rows = some.Select(f => SqlText.Of(
                $"({key.Mission}, {key.Environment}, {key.Name}, {f.Key.Source?.Spacecraft ?? None}, {f.Key.Source?.VirtualChannel ?? None}, {f.Key.Apid ?? None}, {f.Packets}, {f.Bytes}, {f.Gaps}, {f.Missing}, {f.Repeated}, {f.PacketsPerSecond}, {f.BytesPerSecond}, {f.LastAt})"));
            await work.ExecuteAsync(
                $"""
                 insert into telemetry_flow (mission, environment, channel, spacecraft, virtual_channel, apid, packets, bytes, gaps, missing, repeated, packets_per_second, bytes_per_second, last_at)
                 values {SqlText.Join(", ", rows)}
                 on conflict (mission, environment, channel, spacecraft, virtual_channel, apid) do update set
                     packets = excluded.packets, bytes = excluded.bytes, gaps = excluded.gaps, missing = excluded.missing, repeated = excluded.repeated,
                     packets_per_second = excluded.packets_per_second, bytes_per_second = excluded.bytes_per_second, last_at = excluded.last_at
                 """, ct);
        }
        foreach (var some in changed.Channels.Chunk(RowsAtOnce))
        {
            var rows = some.Select(v => SqlText.Of(
                $"({key.Mission}, {key.Environment}, {key.Name}, {v.Source.Spacecraft}, {v.Source.VirtualChannel}, {v.Frames}, {v.IdleFrames}, {v.LostFrames}, {v.Corrected}, {v.FramesPerSecond}, {v.LastAt})"));
            await work.ExecuteAsync(
                $"""
                 insert into telemetry_virtual (mission, environment, channel, spacecraft, virtual_channel, frames, idle_frames, lost_frames, corrected, frames_per_second, last_at)
                 values {SqlText.Join(", ", rows)}
                 on conflict (mission, environment, channel, spacecraft, virtual_channel) do update set
                     frames = excluded.frames, idle_frames = excluded.idle_frames, lost_frames = excluded.lost_frames, corrected = excluded.corrected,
                     frames_per_second = excluded.frames_per_second, last_at = excluded.last_at
                 """, ct);
        }
    }

    public Task<List<Flow>> FlowsAsync(ChannelKey key, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select spacecraft, virtual_channel, apid, packets, bytes, gaps, missing, repeated, packets_per_second, bytes_per_second, last_at from telemetry_flow
         where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} order by spacecraft, virtual_channel, apid
         """, ReadFlow, ct), ct);

    public Task<List<VirtualFlow>> ChannelsAsync(ChannelKey key, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select spacecraft, virtual_channel, frames, idle_frames, lost_frames, corrected, frames_per_second, last_at from telemetry_virtual
         where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} order by spacecraft, virtual_channel
         """, ReadChannel, ct), ct);

    private static Flow ReadFlow(DbDataReader row) => new(new FlowKey(row.Number(0) == None ? null : new((int)row.Number(0), (int)row.Number(1)), row.Number(2) == None ? null : (int)row.Number(2)))
    {
        Packets = row.Number(3), Bytes = row.Number(4), Gaps = row.Number(5), Missing = row.Number(6), Repeated = row.Number(7),
        PacketsPerSecond = row.GetDouble(8), BytesPerSecond = row.GetDouble(9), LastAt = row.TimeOrNull(10),
    };

    private static VirtualFlow ReadChannel(DbDataReader row) => new(new FrameSource((int)row.Number(0), (int)row.Number(1)))
    {
        Frames = row.Number(2), IdleFrames = row.Number(3), LostFrames = row.Number(4), Corrected = row.Number(5), FramesPerSecond = row.GetDouble(6), LastAt = row.TimeOrNull(7),
    };
}
