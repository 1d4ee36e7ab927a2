using System.Globalization;
using System.Text;

namespace Gantry.Telemetry;

/// <summary>Comma-separated values (RFC 4180).</summary>
internal sealed class CsvExport : ExportWriter
{
    private readonly StringBuilder _text = new();

    public CsvExport(ExportColumns columns)
        : base(columns)
    {
        _text.AppendJoin(',', Common.Concat(columns.Headers()).Select(Quote));
        EndLine();
    }

    protected override void Write(Segment segment, DateTimeOffset at, DateTimeOffset received)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{at.UtcDateTime:O},{received.UtcDateTime:O},{segment.Channel.Name},{segment.Database.Digest.Hex}");
        foreach (var value in Values)
            _text.Append(',').Append(Quote(value.ToString()));
        EndLine();
    }

    private void EndLine()
    {
        Bytes.Write(Encoding.UTF8.GetBytes(_text.Append('\n').ToString()));
        _text.Clear();
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
