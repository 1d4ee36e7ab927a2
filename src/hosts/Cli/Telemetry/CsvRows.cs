using System.Globalization;
using System.Text;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>A row for each packet, a column for each value that any of them has (RFC 4180).</summary>
internal sealed class CsvRows : RowWriter
{
    private const int MostText = 1 << 16;

    private readonly TextWriter _output;
    private readonly StringBuilder _text = new();
    private readonly bool _isRaw;
    private readonly Dictionary<string, int> _places;
    private readonly string[] _cells;

    public CsvRows(TextWriter output, IReadOnlyList<RowColumn> columns, bool isRaw)
    {
        (_output, _isRaw) = (output, isRaw);
        _places = columns.Select((c, i) => (c.Leaf, i)).ToDictionary(c => c.Leaf, c => c.i, StringComparer.Ordinal);
        _cells = new string[columns.Count];
        _text.Append("packet,container,status");
        foreach (var column in columns)
            _text.Append(',').Append(Quote(column.Header));
        _text.Append('\n');
    }

    public override void Write(long packet, DecodedRow row)
    {
        Array.Clear(_cells);
        foreach (var cell in row.Cells)
            _cells[_places[cell.Leaf.Name]] = Quote((_isRaw ? cell.Raw : cell.Value).ToString());
        _text.Append(CultureInfo.InvariantCulture, $"{packet},{Quote(row.Container?.QualifiedName ?? "")},{DecodeTally.Word(row.Status)}");
        foreach (var cell in _cells)
            _text.Append(',').Append(cell);
        _text.Append('\n');
        if (_text.Length > MostText)
            Flush();
    }

    public override void End()
    {
        Flush();
        _output.Flush();
    }

    private void Flush()
    {
        _output.Write(_text);
        _text.Clear();
    }

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
