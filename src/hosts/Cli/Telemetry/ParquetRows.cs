using System.Text;
using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>A row for each packet in a Parquet file, in groups of bounded size.</summary>
internal sealed class ParquetRows : RowWriter
{
    private const int MostRows = 128 * 1024;
    private const long MostBytes = 64 << 20;
    private const int Fixed = 3;

    private readonly ParquetWriter _writer;
    private readonly bool _isRaw;
    private readonly IReadOnlyList<RowColumn> _columns;
    private readonly Dictionary<string, int> _places;
    private readonly Value[] _values;

    public ParquetRows(Stream output, IReadOnlyList<RowColumn> columns, bool isRaw)
    {
        (_columns, _isRaw) = (columns, isRaw);
        _places = columns.Select((c, i) => (c.Leaf, i)).ToDictionary(c => c.Leaf, c => c.i, StringComparer.Ordinal);
        _values = new Value[columns.Count];
        _writer = new(output,
        [
            new("packet", ParquetType.Int64, IsNullable: false), new("container", ParquetType.Text), new("status", ParquetType.Text, IsNullable: false),
            .. columns.Select(c => new ParquetColumn(Free(c.Header), TypeOf(c.Type))),
        ]);
    }

    public override void Write(long packet, DecodedRow row)
    {
        Array.Clear(_values);
        foreach (var cell in row.Cells)
            _values[_places[cell.Leaf.Name]] = _isRaw ? cell.Raw : cell.Value;
        var buffers = _writer.Buffers;
        buffers[0].Add(packet);
        if (row.Container is { } container)
            buffers[1].Add(container.QualifiedName);
        else
            buffers[1].AddNull();
        buffers[2].Add(DecodeTally.Word(row.Status));
        for (var i = 0; i < _values.Length; i++)
            Add(buffers[Fixed + i], _columns[i].Type, _values[i]);
        if (buffers[0].Rows == MostRows || buffers[0].Rows % 1024 == 0 && _writer.BufferedBytes > MostBytes)
            _writer.WriteGroup();
    }

    public override void End() => _writer.Finish();

    private static void Add(ColumnBuffer buffer, ColumnType type, Value value)
    {
        switch (type)
        {
            case var _ when value.Kind == ValueKind.None:
                buffer.AddNull();
                break;
            case ColumnType.Whole:
                value.TryWhole(out var whole);
                buffer.Add((long)whole);
                break;
            case ColumnType.LargeWhole:
                buffer.Add(value.AsUnsigned);
                break;
            case ColumnType.Real:
                value.TryNumber(out var number);
                buffer.Add(number);
                break;
            case ColumnType.Flag:
                buffer.Add(value.AsFlag);
                break;
            case ColumnType.Time:
                buffer.Add(value.AsInstant.ToUtc()!.Value);
                break;
            case ColumnType.Bytes:
                buffer.Add(value.AsBytes.Span);
                break;
            default:
                buffer.Add(Encoding.UTF8.GetBytes(value.ToString()).AsSpan());
                break;
        }
    }

    // A parameter may be called like one of the columns that every file has.
    private static string Free(string header) => header is "packet" or "container" or "status" ? header + "_" : header;

    private static ParquetType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Whole => ParquetType.Int64,
        ColumnType.LargeWhole => ParquetType.UInt64,
        ColumnType.Real => ParquetType.Double,
        ColumnType.Flag => ParquetType.Boolean,
        ColumnType.Time => ParquetType.Time,
        ColumnType.Bytes => ParquetType.Bytes,
        _ => ParquetType.Text,
    };
}
