using System.Text;

namespace Gantry.Comparing;

/// <summary>Rows of cells with a delimiter between them, as RFC 4180 has them and a little beyond.</summary>
internal sealed class CsvRows(RecordBytes bytes) : TableReader
{
    private static readonly byte[] _delimiters = ",;\t|"u8.ToArray();

    private byte _delimiter = (byte)',';
    private long _number;

    public override TableFormat Format => TableFormat.Csv;

    private protected override async ValueTask BeginAsync(CancellationToken ct)
    {
        if (await RecordAsync(ct) is not { } header)
        {
            Problem ??= new(1, "the file is empty, and a table has at least a row of column names");
            return;
        }
        Header = header.Bytes;
        _delimiter = DelimiterOf(header.Bytes);
        foreach (var name in Split(header.Bytes))
        {
            if (!TryAddColumn(name.Text!.Trim(), out _))
            {
                Problem = new(header.Line, $"there are more than {MostColumns:N0} columns");
                return;
            }
        }
    }

    public override async ValueTask<TableRow?> ReadAsync(CancellationToken ct) =>
        Problem is null && await RecordAsync(ct) is var (line, record) ? new(++_number, line, Split(record), record) : null;

    private async ValueTask<(long Line, byte[] Bytes)?> RecordAsync(CancellationToken ct)
    {
        while (true)
        {
            var end = EndOf(bytes.Rest, _delimiter, out var isOpen);
            if (end < 0 && !bytes.IsLast)
            {
                if (await bytes.FillAsync(ct) || bytes.IsLast)
                    continue;
                Problem = new(bytes.Line, $"the row has more than {MostRowBytes:N0} bytes{(isOpen ? "; a quote is not closed" : "")}");
                return null;
            }
            if (end < 0 && isOpen)
            {
                Problem = new(bytes.Line, "a quote is opened and not closed");
                return null;
            }
            if (end < 0 && bytes.Rest.IsEmpty)
                return null;
            var line = bytes.Line;
            var record = bytes.Take(end < 0 ? bytes.Rest.Length : end + 1).AsSpan().TrimEnd("\r\n"u8);
            if (!record.IsEmpty)
                return (line, record.ToArray());
        }
    }

    // The place of the line feed that ends the row. Until the delimiter is known, each of them may stand before a quote.
    private int EndOf(ReadOnlySpan<byte> rest, byte delimiter, out bool isOpen)
    {
        isOpen = false;
        for (var at = 0; ;)
        {
            var next = rest[at..].IndexOfAny((byte)'\n', (byte)'"');
            if (next < 0)
                return -1;
            at += next;
            if (rest[at] == '\n')
                return at;
            var opens = at == 0 || rest[at - 1] == delimiter || (Columns.Count == 0 && _delimiters.Contains(rest[at - 1]));
            at++;
            if (!opens)
                continue;
            while (true)
            {
                var close = rest[at..].IndexOf((byte)'"');
                if (close < 0)
                {
                    isOpen = true;
                    return -1;
                }
                at += close + 1;
                if (at == rest.Length || rest[at] != '"')
                    break;
                at++;
            }
        }
    }

    private List<Cell> Split(ReadOnlySpan<byte> record)
    {
        var cells = new List<Cell>(Columns.Count);
        while (true)
        {
            if (record.StartsWith("\""u8))
            {
                cells.Add(new(CellKind.Plain, Unquote(ref record)));
            }
            else
            {
                var end = record.IndexOf(_delimiter);
                cells.Add(new(CellKind.Plain, Wording.Decode(end < 0 ? record : record[..end])));
                record = end < 0 ? [] : record[end..];
            }
            if (record.IsEmpty || cells.Count > MostColumns)
                return cells;
            record = record[1..];
        }
    }

    // What follows the closing quote up to the delimiter is kept, as spreadsheets do.
    private string Unquote(ref ReadOnlySpan<byte> record)
    {
        var text = new StringBuilder();
        for (record = record[1..]; ;)
        {
            var close = record.IndexOf((byte)'"');
            if (close < 0)
                break;
            text.Append(Wording.Decode(record[..close]));
            record = record[(close + 1)..];
            if (!record.StartsWith("\""u8))
                break;
            text.Append('"');
            record = record[1..];
        }
        var end = record.IndexOf(_delimiter);
        text.Append(Wording.Decode(end < 0 ? record : record[..end]));
        record = end < 0 ? [] : record[end..];
        return text.ToString();
    }

    private static byte DelimiterOf(ReadOnlySpan<byte> header)
    {
        var (best, most) = ((byte)',', 0);
        foreach (var delimiter in _delimiters)
        {
            if (header.Count(delimiter) is var count && count > most)
                (best, most) = (delimiter, count);
        }
        return best;
    }
}
