using Gantry.Parquet;

namespace Gantry.Telemetry;

/// <summary>A segment as a Parquet file: one row for each packet, its times and its octets. Any tool reads it.</summary>
internal static class SegmentFile
{
    private static readonly ParquetColumn[] _columns =
        [new("time", ParquetType.Time, IsNullable: false), new("received", ParquetType.Time, IsNullable: false), new("octets", ParquetType.Bytes, IsNullable: false)];

    private const string Key = "key";
    private const string Standing = "standing";
    private const string Head = "head";
    private const string Spacecraft = "spacecraft";
    private const string VirtualChannel = "virtual_channel";

    // Nanoseconds since 1970 end there; a packet that says anything else has a broken clock.
    private static readonly DateTimeOffset _first = new(1678, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _last = new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool CanHold(DateTimeOffset time) => time >= _first && time < _last;

    public static MemoryStream Write(ChannelKey channel, DatabaseKey database, IReadOnlyList<KeptPacket> packets)
    {
        var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, [.. _columns, .. Sources(packets)]);
        foreach (var packet in packets)
        {
            writer.Buffers[0].Add(packet.At);
            writer.Buffers[1].Add(packet.Received);
            writer.Buffers[2].Add(packet.Octets.Span);
            AddSource(writer, _columns.Length, packet.Source);
        }
        writer.Finish(Notes(channel, database));
        stream.Position = 0;
        return stream;
    }

    /// <summary>Packets that are settled: each with its key, whether its values stand in columns too, and the beginning of its header, to count by.</summary>
    public static MemoryStream Write(ChannelKey channel, DatabaseKey database, IReadOnlyList<KeptPacket> packets, IReadOnlyList<long> keys, IReadOnlyList<PacketStanding> standings)
    {
        var stream = new MemoryStream();
        var writer = new ParquetWriter(
            stream, [.. _columns, new(Key, ParquetType.Int64, IsNullable: false), new(Standing, ParquetType.Text, IsNullable: false), new(Head, ParquetType.Int64), .. Sources(packets)]);
        for (var i = 0; i < packets.Count; i++)
        {
            writer.Buffers[0].Add(packets[i].At);
            writer.Buffers[1].Add(packets[i].Received);
            writer.Buffers[2].Add(packets[i].Octets.Span);
            writer.Buffers[3].Add(keys[i]);
            writer.Buffers[4].Add(Word(standings[i]));
            if (PacketHead.Of(packets[i].Octets.Span) is { } head)
                writer.Buffers[5].Add(head);
            else
                writer.Buffers[5].AddNull();
            AddSource(writer, 6, packets[i].Source);
        }
        writer.Finish(Notes(channel, database));
        stream.Position = 0;
        return stream;
    }

    /// <summary>When the packets of a settled segment were made, and their keys; without their octets.</summary>
    public static async Task<IReadOnlyList<(long Ticks, long Key)>> ReadKeysAsync(ParquetReader file, CancellationToken ct)
    {
        var keys = new List<(long, long)>();
        for (var group = 0; group < file.Groups.Count; group++)
        {
            var read = await file.ReadAsync(group, [0, file.Find(Key)], ct);
            for (var i = 0; i < read[0].Rows; i++)
                keys.Add((Time(read[0].Numbers[i]).UtcTicks, read[1].Numbers[i]));
        }
        return keys;
    }

    /// <summary>What packets are counted by, of those of a settled segment that were received for the first time; without their octets. Null where the file has none of it.</summary>
    public static async Task<IReadOnlyList<PacketHead>?> ReadHeadsAsync(ParquetReader file, CancellationToken ct)
    {
        if (!file.Columns.Any(c => c.Name == Head))
            return null;
        var heads = new List<PacketHead>();
        for (var group = 0; group < file.Groups.Count; group++)
        {
            var sources = SourceColumns(file);
            var read = await file.ReadAsync(group, [0, file.Find(Standing), file.Find(Head), .. sources], ct);
            var (rows, defined) = (read[0].Rows, 0);
            var from = Sources(read, 3, rows);
            for (var i = 0; i < rows; i++)
            {
                long? head = read[2].Defined[i] ? read[2].Numbers[defined++] : null;
                if (!read[1].Octets(i).SequenceEqual("repeated"u8))
                    heads.Add(new(Time(read[0].Numbers[i]), head, from?[i]));
            }
        }
        return heads;
    }

    /// <exception cref="ParquetException">The file is damaged.</exception>
    public static IReadOnlyList<KeptPacket> Read(Stream stream)
    {
        var reader = ParquetReader.Open(stream);
        var packets = new List<KeptPacket>();
        for (var group = 0; group < reader.Groups.Count; group++)
        {
            var (times, received, octets) = (reader.Read(group, 0), reader.Read(group, 1), reader.Read(group, 2));
            var sources = Sources([.. SourceColumns(reader).Select(c => reader.Read(group, c))], 0, times.Rows);
            for (var i = 0; i < times.Rows; i++)
                packets.Add(new(Time(times.Numbers[i]), Time(received.Numbers[i]), octets.Memory(i), sources?[i]));
        }
        return packets;
    }

    /// <summary>A time as files have it: nanoseconds since 1970.</summary>
    public static DateTimeOffset Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);

    // Only of a channel with frames.
    private static ParquetColumn[] Sources(IReadOnlyList<KeptPacket> packets) =>
        packets.Any(p => p.Source is not null) ? [new(Spacecraft, ParquetType.Int64), new(VirtualChannel, ParquetType.Int64)] : [];

    private static void AddSource(ParquetWriter writer, int at, FrameSource? source)
    {
        if (writer.Buffers.Count <= at)
            return;
        if (source is { } known)
        {
            writer.Buffers[at].Add((long)known.Spacecraft);
            writer.Buffers[at + 1].Add((long)known.VirtualChannel);
            return;
        }
        writer.Buffers[at].AddNull();
        writer.Buffers[at + 1].AddNull();
    }

    private static int[] SourceColumns(ParquetReader file) => file.Columns.Any(c => c.Name == Spacecraft) ? [file.Find(Spacecraft), file.Find(VirtualChannel)] : [];

    private static FrameSource?[]? Sources(IReadOnlyList<ColumnBuffer> read, int at, int rows)
    {
        if (read.Count <= at)
            return null;
        var (sources, defined) = (new FrameSource?[rows], 0);
        for (var i = 0; i < rows; i++)
        {
            if (!read[at].Defined[i])
                continue;
            sources[i] = new((int)read[at].Numbers[defined], (int)read[at + 1].Numbers[defined]);
            defined++;
        }
        return sources;
    }

    private static Dictionary<string, string> Notes(ChannelKey channel, DatabaseKey database) =>
        new() { ["channel"] = channel.ToString(), ["database"] = database.Digest.Hex, ["settings"] = database.Settings };

    private static string Word(PacketStanding standing) => standing switch
    {
        PacketStanding.Columns => "columns",
        PacketStanding.Alone => "alone",
        _ => "repeated",
    };
}
