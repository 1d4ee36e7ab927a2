using System.Text.Json;
using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>The packets of one container as columns: one of times, and those of each leaf.</summary>
/// <param name="container">Its qualified name; empty for packets that are none.</param>
internal sealed class ContainerColumns(string container)
{
    public const string LeavesNote = "leaves";

    // Whoever wants a minute of a day reads no more than that.
    private const int RowsOfAGroup = 1 << 15;

    public static readonly string[] Common = ["packet", "time", "received"];

    private readonly ColumnBuffer _packets = new(new(Common[0], ParquetType.Int64, IsNullable: false));
    private readonly ColumnBuffer _times = new(new(Common[1], ParquetType.Time, IsNullable: false));
    private readonly ColumnBuffer _received = new(new(Common[2], ParquetType.Time, IsNullable: false));
    private readonly List<LeafColumns> _leaves = [];
    private readonly Dictionary<Leaf, int> _byLeaf = new(ReferenceEqualityComparer.Instance);

    public string Container => container;

    public int Rows => _packets.Rows;

    public IReadOnlyList<LeafColumns> Leaves => _leaves;

    /// <summary>When each packet was made, in nanoseconds since 1970.</summary>
    public ReadOnlySpan<long> Times => _times.Numbers;

    /// <summary>The place of each packet in its segment.</summary>
    public ReadOnlySpan<long> Packets => _packets.Numbers;

    public void BeginRow(int number, in KeptPacket packet)
    {
        _packets.Add(number);
        _times.Add(packet.At);
        _received.Add(packet.Received);
    }

    public LeafColumns Of(Leaf leaf)
    {
        if (!_byLeaf.TryGetValue(leaf, out var place))
        {
            _byLeaf[leaf] = place = _leaves.Count;
            _leaves.Add(new(leaf));
        }
        return _leaves[place];
    }

    /// <summary>Whether values of this order come back in it: the known ones are in theirs, and new ones come after all known ones.</summary>
    public bool Fits(IReadOnlyList<Cell> cells)
    {
        var (last, added) = (-1, 0);
        foreach (var cell in cells)
        {
            var place = _byLeaf.TryGetValue(cell.Leaf, out var known) ? known : _leaves.Count + added++;
            if (place <= last)
                return false;
            last = place;
        }
        return true;
    }

    /// <summary>Nothing more is added: all columns become as long.</summary>
    public void End()
    {
        foreach (var leaf in _leaves)
            leaf.End(Rows);
    }

    /// <summary>Gives the memory back, once all is written.</summary>
    public void Release()
    {
        foreach (var buffer in (ColumnBuffer[])[_packets, _times, _received])
            buffer.Release();
        foreach (var leaf in _leaves)
            leaf.Release();
    }

    public MemoryStream Write(ChannelKey channel, DatabaseKey database)
    {
        var buffers = new List<ColumnBuffer> { _packets, _times, _received };
        var taken = new HashSet<string>(Common, StringComparer.Ordinal);
        var notes = _leaves.Select(leaf => leaf.Write((buffer, name) =>
        {
            // Two leaves may be written alike: a parameter with a dot in its name, and a part of another.
            var called = name;
            for (var turn = 2; !taken.Add(called); turn++)
                called = $"{name}~{turn}";
            buffers.Add(buffer.Named(called));
            return called;
        })).ToList();
        var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, [.. buffers.Select(b => b.Column)], ParquetCompression.Sparing);
        writer.WriteGroup(buffers, RowsOfAGroup);
        writer.Finish(new Dictionary<string, string>
        {
            ["channel"] = channel.ToString(), ["database"] = database.Digest.Hex, ["settings"] = database.Settings, ["container"] = container, [LeavesNote] = JsonSerializer.Serialize(notes),
        });
        stream.Position = 0;
        return stream;
    }
}
