using System.Text.Json;
using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>
/// Buckets as a Parquet file, in the order of names and times. Those of one leaf stand together in as few groups of rows as can be,
/// and a note says which leaves are in which group, so that a reader takes the one or two it needs.
/// </summary>
internal sealed class ReductionFile
{
    private const string Leaves = "leaves";
    private const int TimeColumn = 2;
    private const int LeastGroup = 512;
    private const int MostGroup = 16_384;

    private static readonly ParquetColumn[] _columns =
    [
        new("parameter", ParquetType.Text, false), new("part", ParquetType.Text, false), new("time", ParquetType.Time, false), new("count", ParquetType.Int64, false), new("others", ParquetType.Int64, false),
        new("least", ParquetType.Double), new("largest", ParquetType.Double), new("sum", ParquetType.Double), new("sum_rest", ParquetType.Double), new("squares", ParquetType.Double), new("squares_rest", ParquetType.Double),
        new("first", ParquetType.Double), new("first_at", ParquetType.Time), new("last", ParquetType.Double), new("last_at", ParquetType.Time),
        new("others_first_at", ParquetType.Time), new("others_last_at", ParquetType.Time), new("level", ParquetType.Int64),
    ];

    private static readonly int[] _allColumns = [.. Enumerable.Range(0, _columns.Length)];

    private readonly List<string[]> _groups = [];
    private readonly ParquetWriter _writer;
    private string _first = "";

    public ReductionFile() => _writer = new(Stream, _columns);

    public MemoryStream Stream { get; } = new();

    public int Buckets { get; private set; }

    public int Groups => _groups.Count;

    public LeafKey FirstLeaf { get; private set; }

    public LeafKey LastLeaf { get; private set; }

    public void Add(in Bucket bucket)
    {
        var rows = _writer.Buffers[0].Rows;
        if (rows >= MostGroup || rows >= LeastGroup && bucket.Leaf != LastLeaf)
            EndGroup();
        if (_writer.Buffers[0].Rows == 0)
            _first = bucket.Leaf.ToString();
        if (Buckets++ == 0)
            FirstLeaf = bucket.Leaf;
        LastLeaf = bucket.Leaf;
        Write(bucket);
    }

    public MemoryStream Finish(long step)
    {
        EndGroup();
        _writer.Finish(new Dictionary<string, string> { ["step"] = $"{step}", [Leaves] = JsonSerializer.Serialize(_groups) });
        Stream.Position = 0;
        return Stream;
    }

    /// <summary>The buckets of a file, group by group; only groups that may hold the leaves and the times, where some are named.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Bucket>> ReadAsync(
        ParquetReader file, LeafKey? first, LeafKey? last, (long From, long To)? ticks, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var groups = JsonSerializer.Deserialize<List<string[]>>(file.Notes.GetValueOrDefault(Leaves) ?? "[]")!;
        if (groups.Count != file.Groups.Count)
            throw new ParquetException("A file of reductions does not say which leaves are where.");
        for (var group = 0; group < groups.Count; group++)
        {
            if (last is { } l && LeafKey.Parse(groups[group][0]).CompareTo(l) > 0 || first is { } f && LeafKey.Parse(groups[group][1]).CompareTo(f) < 0)
                continue;
            if (ticks is var (from, to) && file.Groups[group].Statistics(TimeColumn).Whole is var (earliest, latest) && (Ticks(earliest) >= to || Ticks(latest) < from))
                continue;
            yield return Read(await file.ReadAsync(group, _allColumns, ct));
        }
    }

    private void EndGroup()
    {
        if (_writer.Buffers[0].Rows == 0)
            return;
        _groups.Add([_first, LastLeaf.ToString()]);
        _writer.WriteGroup();
    }

    private void Write(in Bucket bucket)
    {
        var (buffers, r) = (_writer.Buffers, bucket.Reduction);
        buffers[0].Add(bucket.Leaf.Parameter);
        buffers[1].Add(bucket.Leaf.Part);
        Time(buffers[2], bucket.Ticks, true);
        buffers[3].Add(r.Count);
        buffers[4].Add(r.Others);
        Real(buffers[5], r.Least, r.Count > 0);
        Real(buffers[6], r.Largest, r.Count > 0);
        Real(buffers[7], r.Sum.High, r.Count > 0);
        Real(buffers[8], r.Sum.Low, r.Count > 0);
        Real(buffers[9], r.Squares.High, r.Count > 0);
        Real(buffers[10], r.Squares.Low, r.Count > 0);
        Real(buffers[11], r.First, r.Count > 0);
        Time(buffers[12], r.FirstAt, r.Count > 0);
        Real(buffers[13], r.Last, r.Count > 0);
        Time(buffers[14], r.LastAt, r.Count > 0);
        Time(buffers[15], r.OthersFirstAt, r.Others > 0);
        Time(buffers[16], r.OthersLastAt, r.Others > 0);
        if (r.Worst == ConcernLevel.Normal)
            buffers[17].AddNull();
        else
            buffers[17].Add((long)r.Worst);
    }

    private static List<Bucket> Read(IReadOnlyList<ColumnBuffer> columns)
    {
        var found = new List<Bucket>(columns[0].Rows);
        var (leaf, counted, other, level) = (default(LeafKey), 0, 0, 0);
        for (var row = 0; row < columns[0].Rows; row++)
        {
            if (row == 0 || !columns[0].Octets(row).SequenceEqual(columns[0].Octets(row - 1)) || !columns[1].Octets(row).SequenceEqual(columns[1].Octets(row - 1)))
                leaf = new(System.Text.Encoding.UTF8.GetString(columns[0].Octets(row)), System.Text.Encoding.UTF8.GetString(columns[1].Octets(row)));
            var r = new Reduction { Count = columns[3].Numbers[row], Others = columns[4].Numbers[row] };
            // The columns of numbers have a value in the same rows.
            if (r.Count > 0)
            {
                var i = counted++;
                (r.Least, r.Largest) = (columns[5].Doubles[i], columns[6].Doubles[i]);
                (r.Sum, r.Squares) = (new(columns[7].Doubles[i], columns[8].Doubles[i]), new(columns[9].Doubles[i], columns[10].Doubles[i]));
                (r.First, r.FirstAt, r.Last, r.LastAt) = (columns[11].Doubles[i], Ticks(columns[12].Numbers[i]), columns[13].Doubles[i], Ticks(columns[14].Numbers[i]));
            }
            if (r.Others > 0)
                (r.OthersFirstAt, r.OthersLastAt) = (Ticks(columns[15].Numbers[other]), Ticks(columns[16].Numbers[other++]));
            if (columns[17].Defined[row])
                r.Worst = (ConcernLevel)(byte)columns[17].Numbers[level++];
            found.Add(new(leaf, Ticks(columns[2].Numbers[row]), r));
        }
        return found;
    }

    private static long Ticks(long nanoseconds) => DateTimeOffset.UnixEpoch.Ticks + nanoseconds / 100;

    private static void Real(ColumnBuffer buffer, double number, bool isThere)
    {
        if (isThere)
            buffer.Add(number);
        else
            buffer.AddNull();
    }

    private static void Time(ColumnBuffer buffer, long ticks, bool isThere)
    {
        if (isThere)
            buffer.Add((ticks - DateTimeOffset.UnixEpoch.Ticks) * 100);
        else
            buffer.AddNull();
    }
}
