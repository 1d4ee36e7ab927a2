using System.Globalization;
using System.Text;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>Packets as tables for people: one for each run of packets of a container.</summary>
internal sealed class TableRows(TextWriter output, bool isRaw) : RowWriter
{
    // Enough to see how wide columns are; more is only waited for.
    private const int MostRows = 200;

    private readonly List<string[]> _rows = [];
    private readonly StringBuilder _text = new();
    private Container? _container;
    private List<Leaf> _leaves = [];
    private string[] _headers = [];

    public override void Write(long packet, DecodedRow row)
    {
        if (_rows.Count == MostRows || _rows.Count > 0 && !IsLikeLast(row))
            Flush();
        if (_rows.Count == 0)
        {
            (_container, _leaves) = (row.Container, [.. row.Cells.Select(c => c.Leaf)]);
            _headers = ["PACKET", .. _leaves.Select(RowColumns.Short)];
        }
        var note = row.Status == DecodeStatus.Good ? "" : $"  {DecodeTally.Word(row.Status)}: {row.Reason}";
        _rows.Add([packet.ToString(CultureInfo.InvariantCulture), .. row.Cells.Select(Text), note]);
    }

    public override void End()
    {
        Flush();
        output.Flush();
    }

    private bool IsLikeLast(DecodedRow row)
    {
        if (!ReferenceEquals(row.Container, _container) || row.Cells.Count != _leaves.Count)
            return false;
        for (var i = 0; i < _leaves.Count; i++)
        {
            if (!ReferenceEquals(_leaves[i], row.Cells[i].Leaf))
                return false;
        }
        return true;
    }

    private string Text(Cell cell)
    {
        var text = Screen.Plain((isRaw ? cell.Raw : cell.Value).ToString());
        return (text.Length == 0 ? "-" : text) + (cell.Level == ConcernLevel.Normal ? "" : $"!{cell.Level.ToString()[0]}");
    }

    private void Flush()
    {
        if (_rows.Count == 0)
            return;
        var widths = _headers.Select((h, i) => Math.Max(h.Length, _rows.Max(r => r[i].Length))).ToArray();
        _text.Append(_container?.QualifiedName ?? "no container").Append('\n');
        Line(_headers, "", widths);
        foreach (var row in _rows)
            Line(row.AsSpan(0, _headers.Length), row[^1], widths);
        _rows.Clear();
        // At once: a terminal is written through at every call.
        output.Write(_text);
        _text.Clear();
    }

    private void Line(ReadOnlySpan<string> cells, string note, int[] widths)
    {
        for (var i = 0; i < cells.Length; i++)
            _text.Append(' ', 2 + widths[i] - cells[i].Length).Append(cells[i]);
        _text.Append(note).Append('\n');
    }
}
