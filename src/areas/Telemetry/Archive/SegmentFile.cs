using Gantry.Parquet;

namespace Gantry.Telemetry;

/// <summary>A segment as a Parquet file: one row for each packet, its times and its octets. Any tool reads it.</summary>
internal static class SegmentFile
{
    private static readonly ParquetColumn[] _columns =
        [new("time", ParquetType.Time, IsNullable: false), new("received", ParquetType.Time, IsNullable: false), new("octets", ParquetType.Bytes, IsNullable: false)];

    // Nanoseconds since 1970 end there; a packet that says anything else has a broken clock.
    private static readonly DateTimeOffset _first = new(1678, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _last = new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool CanHold(DateTimeOffset time) => time >= _first && time < _last;

    public static MemoryStream Write(ChannelKey channel, DatabaseKey database, IReadOnlyList<KeptPacket> packets)
    {
        var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, _columns);
        foreach (var packet in packets)
        {
            writer.Buffers[0].Add(packet.At);
            writer.Buffers[1].Add(packet.Received);
            writer.Buffers[2].Add(packet.Octets.Span);
        }
        writer.Finish(new Dictionary<string, string> { ["channel"] = channel.ToString(), ["database"] = database.Digest.Hex, ["settings"] = database.Settings });
        stream.Position = 0;
        return stream;
    }

    /// <exception cref="ParquetException">The file is damaged.</exception>
    public static IReadOnlyList<KeptPacket> Read(Stream stream)
    {
        var reader = ParquetReader.Open(stream);
        var packets = new List<KeptPacket>();
        for (var group = 0; group < reader.Groups.Count; group++)
        {
            var (times, received, octets) = (reader.Read(group, 0), reader.Read(group, 1), reader.Read(group, 2));
            for (var i = 0; i < times.Rows; i++)
                packets.Add(new(Time(times.Numbers[i]), Time(received.Numbers[i]), octets.Octets(i).ToArray()));
        }
        return packets;
    }

    private static DateTimeOffset Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
}
