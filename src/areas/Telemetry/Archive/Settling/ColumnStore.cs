using System.Data.Common;

namespace Gantry.Telemetry;

/// <summary>Where the columns of settled segments are.</summary>
internal sealed class ColumnStore(IDatabase database)
{
    public static async Task AddAsync(UnitOfWork work, IEnumerable<SegmentColumns> all, CancellationToken ct)
    {
        foreach (var c in all)
            await work.ExecuteAsync(
                $"""
                 insert into telemetry_columns (mission, environment, channel, seq, number, container, packets, digest, size_bytes)
                 values ({c.Channel.Mission}, {c.Channel.Environment}, {c.Channel.Name}, {c.Seq}, {c.Number}, {c.Container}, {c.Packets}, {c.Digest}, {c.SizeBytes})
                 """, ct);
    }

    /// <summary>The columns of a settled segment, in the order they were made.</summary>
    public Task<List<SegmentColumns>> OfAsync(Segment segment, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select mission, environment, channel, seq, number, container, packets, digest, size_bytes from telemetry_columns
         where mission = {segment.Channel.Mission} and environment = {segment.Channel.Environment} and channel = {segment.Channel.Name} and seq = {segment.Seq} order by number
         """, Read, ct), ct);

    /// <summary>By which databases packets of which containers of a time are kept only as they came.</summary>
    public Task<List<(DatabaseKey Database, string Container)>> AloneAsync(ChannelKey key, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select distinct s.database, s.settings, c.container from telemetry_columns c
         join telemetry_segment s on s.mission = c.mission and s.environment = c.environment and s.channel = c.channel and s.seq = c.seq
         where c.mission = {key.Mission} and c.environment = {key.Environment} and c.channel = {key.Name} and c.digest is null and s.last_at >= {from} and s.first_at <= {to}
         """, row => (new DatabaseKey(row.Digest(0), row.Text(1)), row.Text(2)), ct), ct);

    private static SegmentColumns Read(DbDataReader row) =>
        new(new(row.Text(0), row.Text(1), row.Text(2)), row.Number(3), (int)row.Number(4), row.Text(5), row.Number(6), row.DigestOrNull(7), row.Number(8));
}
