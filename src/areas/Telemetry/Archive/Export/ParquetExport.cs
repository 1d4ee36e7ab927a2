using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Parquet, in groups of bounded size.</summary>
internal sealed class ParquetExport : ExportWriter
{
    private const int MostRows = 128 * 1024;
    private const long MostBytes = 32 << 20;

    private readonly ParquetWriter _writer;

    public ParquetExport(ExportColumns columns)
        : base(columns) => _writer = new(Bytes,
        [
            new(Common[0], ParquetType.Time, IsNullable: false), new(Common[1], ParquetType.Time, IsNullable: false), new(Common[2], ParquetType.Text, IsNullable: false), new(Common[3], ParquetType.Text, IsNullable: false),
            .. columns.Headers().Select((h, i) => new ParquetColumn(h, columns.TypeOf(i))),
        ]);

    public override void End() => _writer.Finish();

    protected override void Write(Segment segment, DateTimeOffset at, DateTimeOffset received)
    {
        var buffers = _writer.Buffers;
        buffers[0].Add(at);
        buffers[1].Add(received);
        buffers[2].Add(segment.Channel.Name);
        buffers[3].Add(segment.Database.Digest.Hex);
        for (var i = 0; i < Values.Length; i++)
            Add(buffers[Common.Length + i], Values[i]);
        if (buffers[0].Rows >= MostRows || buffers[0].Rows % 1024 == 0 && _writer.BufferedBytes > MostBytes)
            _writer.WriteGroup();
    }

    private static void Add(ColumnBuffer buffer, in Value value)
    {
        switch (buffer.Column.Type)
        {
            case var _ when value.Kind == ValueKind.None:
                buffer.AddNull();
                break;
            case ParquetType.Int64 when value.TryWhole(out var whole):
                buffer.Add((long)whole);
                break;
            case ParquetType.UInt64 when value.TryWhole(out var whole):
                buffer.Add((ulong)whole);
                break;
            case ParquetType.Double when value.TryNumber(out var number):
                buffer.Add(number);
                break;
            case ParquetType.Boolean:
                buffer.Add(value.AsFlag);
                break;
            case ParquetType.Time when value.AsInstant.ToUtc() is { } time:
                buffer.Add(time);
                break;
            case ParquetType.Bytes:
                buffer.Add(value.AsBytes.Span);
                break;
            case ParquetType.Text:
                buffer.Add(value.ToString());
                break;
            // A value that came after the columns were found out, and is of another kind.
            default:
                buffer.AddNull();
                break;
        }
    }
}
