using System.Data.Common;

namespace Gantry.Telemetry;

/// <summary>Where the packets of channels are: which segments there are, of which time. Their bytes are in the lake.</summary>
internal sealed class SegmentStore(IDatabase database) : IBlobRoots
{
    private static readonly SqlText _columns = SqlText.Constant(
        "mission, environment, channel, seq, database, settings, first_at, last_at, first_received, last_received, first_packet, packets, digest, size_bytes, settled");

    public static Task AddAsync(UnitOfWork work, Segment segment, CancellationToken ct) => work.ExecuteAsync(
        $"""
         insert into telemetry_segment ({_columns})
         values ({segment.Channel.Mission}, {segment.Channel.Environment}, {segment.Channel.Name}, {segment.Seq}, {segment.Database.Digest}, {segment.Database.Settings},
                 {segment.FirstAt}, {segment.LastAt}, {segment.FirstReceived}, {segment.LastReceived}, {segment.FirstPacket}, {segment.Packets}, {segment.Digest}, {segment.SizeBytes}, {segment.IsSettled})
         """, ct);

    /// <summary>The segments that hold packets of a time, in the order they were received.</summary>
    /// <param name="after">Only those of the channel after this one.</param>
    public Task<List<Segment>> OfTimeAsync(Scope scope, string? channel, DateTimeOffset from, DateTimeOffset to, CancellationToken ct, long after = 0)
    {
        var order = SqlText.Constant(channel is null ? "first_received, channel, seq" : "seq");
        var one = channel is null ? SqlText.Constant("1 = 1") : SqlText.Of($"channel = {channel}");
        // Rows hold milliseconds, packets less; a segment that ends within the first one is looked at too.
        return database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from telemetry_segment
             where mission = {scope.Mission} and environment = {scope.Environment} and {one} and seq > {after} and last_at >= {from} and first_at <= {to}
             order by {order}
             """, Read, ct), ct);
    }

    /// <summary>The segments of a channel after one of them.</summary>
    public Task<List<Segment>> AfterAsync(ChannelKey key, long seq, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from telemetry_segment
             where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} and seq > {seq}
             order by seq limit {limit}
             """, Read, ct), ct);

    /// <summary>The segments of a channel that begin before one of its packets and hold packets of a time, newest first.</summary>
    public Task<List<Segment>> BeforeAsync(ChannelKey key, long packet, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from telemetry_segment
             where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} and first_packet < {packet} and last_at >= {from} and first_at <= {to}
             order by seq desc limit {limit}
             """, Read, ct), ct);

    /// <summary>Which channels have segments of a time, and by which databases.</summary>
    public Task<List<(string Channel, DatabaseKey Database)>> SourcesAsync(Scope scope, string? channel, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var one = channel is null ? SqlText.Constant("1 = 1") : SqlText.Of($"channel = {channel}");
        return database.ReadAsync(session => session.QueryAsync(
            $"""
             select distinct channel, database, settings from telemetry_segment
             where mission = {scope.Mission} and environment = {scope.Environment} and {one} and last_at >= {from} and first_at <= {to}
             order by channel, database, settings
             """, row => (row.Text(0), new DatabaseKey(row.Digest(1), row.Text(2))), ct), ct);
    }

    /// <summary>By which databases the packets of a time are decoded, in the order of their time.</summary>
    public Task<List<(DatabaseKey Database, DateTimeOffset From, DateTimeOffset To)>> DecodedAsync(Scope scope, string? channel, Span span, CancellationToken ct)
    {
        var one = channel is null ? SqlText.Constant("1 = 1") : SqlText.Of($"channel = {channel}");
        return database.ReadAsync(session => session.QueryAsync(
            $"""
             select database, settings, first_at, last_at from telemetry_segment
             where mission = {scope.Mission} and environment = {scope.Environment} and {one} and last_at >= {span.From} and first_at < {span.To}
             order by first_at, channel, seq
             """, row => (new DatabaseKey(row.Digest(0), row.Text(1)), row.Time(2), row.Time(3)), ct), ct);
    }

    /// <summary>The channels that have segments which are not settled.</summary>
    public Task<List<ChannelKey>> FreshAsync(DateTimeOffset before, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"select distinct mission, environment, channel from telemetry_segment where settled = 0 and last_received < {before}",
        row => new ChannelKey(row.Text(0), row.Text(1), row.Text(2)), ct), ct);

    /// <summary>The segments of a channel that are not settled, oldest first.</summary>
    public Task<List<Segment>> FreshAsync(ChannelKey key, int limit, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from telemetry_segment
         where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} and settled = 0 order by seq limit {limit}
         """, Read, ct), ct);

    /// <summary>The settled segments of a channel that may hold packets of a time.</summary>
    public Task<List<Segment>> SettledAsync(ChannelKey key, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from telemetry_segment
         where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} and settled = 1 and last_at >= {from} and first_at <= {to} order by seq
         """, Read, ct), ct);

    /// <summary>The channels that have many small segments.</summary>
    public Task<List<ChannelKey>> CrowdedAsync(long smallBytes, DateTimeOffset before, int least, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select mission, environment, channel from telemetry_segment where settled = 0 and size_bytes < {smallBytes} and last_received < {before}
         group by mission, environment, channel having count(*) >= {least}
         """, row => new ChannelKey(row.Text(0), row.Text(1), row.Text(2)), ct), ct);

    /// <summary>The small segments of a channel, oldest first.</summary>
    public Task<List<Segment>> SmallAsync(ChannelKey key, long smallBytes, DateTimeOffset before, int limit, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from telemetry_segment
         where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} and settled = 0 and size_bytes < {smallBytes} and last_received < {before}
         order by seq limit {limit}
         """, Read, ct), ct);

    /// <summary>Puts one segment in the place of others.</summary>
    /// <exception cref="FencedException">They are not there any more.</exception>
    public static async Task ReplaceAsync(UnitOfWork work, IReadOnlyList<Segment> parts, Segment whole, CancellationToken ct)
    {
        var key = whole.Channel;
        var gone = await work.ExecuteAsync(
            $"""
             delete from telemetry_segment
             where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name} and seq >= {parts[0].Seq} and seq <= {parts[^1].Seq}
             """, ct);
        if (gone != parts.Count)
            throw new FencedException($"the segments of {key} were put together by somebody else");
        await AddAsync(work, whole, ct);
    }

    public async Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct)
    {
        var hexes = candidates.Select(c => c.Hex).ToList();
        return await session.QueryAsync(
            $"""
             select digest from telemetry_segment where digest in {hexes}
             union select database from telemetry_segment where database in {hexes}
             union select digest from telemetry_columns where digest in {hexes}
             union select digest from telemetry_reduction where digest in {hexes}
             """, row => row.Digest(0), ct);
    }

    private static Segment Read(DbDataReader row) => new(
        new(row.Text(0), row.Text(1), row.Text(2)), row.Number(3), new(row.Digest(4), row.Text(5)), row.Time(6), row.Time(7), row.Time(8), row.Time(9),
        row.Number(10), row.Number(11), row.Digest(12), row.Number(13), row.Flag(14));
}
