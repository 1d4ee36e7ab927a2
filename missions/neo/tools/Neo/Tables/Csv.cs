using System.Text;

namespace Neo.Tables;

/// <summary>Comma-separated values after RFC 4180: the first line names the columns, quotes hold what needs them.</summary>
public static class Csv
{
    public static Reading<Table> Read(string text, string source)
    {
        var lines = Split(text);
        if (lines is null)
            return TableRefusals.OpenQuote(source);
        if (lines.Count == 0)
            return TableRefusals.Empty(source);
        var columns = lines[0].Values;
        if (columns.Distinct().Count() != columns.Length)
            return TableRefusals.TwoAlike(source);
        var places = columns.Select((name, place) => (name, place)).ToDictionary(c => c.name, c => c.place);
        foreach (var (values, line) in lines.Skip(1))
        {
            if (values.Length != columns.Length)
                return TableRefusals.Width(source, line, values.Length, columns.Length);
        }
        return new Table(source, columns, [.. lines.Skip(1).Select(l => new TableRow(places, l.Values, l.Line))]);
    }

    public static string Write(IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(columns))
            text.AppendJoin(',', row.Select(Quote)).Append('\n');
        return text.ToString();
    }

    private static string Quote(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    // Null when a quote is never closed.
    private static List<(string[] Values, int Line)>? Split(string text)
    {
        var lines = new List<(string[], int)>();
        var values = new List<string>();
        var value = new StringBuilder();
        var (line, begun, inQuotes, wasQuoted) = (1, 1, false, false);
        text = text.TrimStart('\uFEFF');
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '\n')
                line++;
            if (inQuotes)
            {
                if (letter != '"')
                    value.Append(letter);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    value.Append(text[++i]);
                else
                    inQuotes = false;
            }
            else if (letter == '"' && value.Length == 0 && !wasQuoted)
            {
                (inQuotes, wasQuoted) = (true, true);
            }
            else if (letter == ',')
            {
                EndValue();
            }
            else if (letter == '\n')
            {
                EndLine();
                begun = line;
            }
            else if (letter != '\r')
            {
                value.Append(letter);
            }
        }
        if (inQuotes)
            return null;
        EndLine();
        return lines;

        void EndValue()
        {
            values.Add(value.ToString());
            value.Clear();
            wasQuoted = false;
        }

        void EndLine()
        {
            if (values.Count == 0 && value.Length == 0 && !wasQuoted)
                return;
            EndValue();
            lines.Add(([.. values], begun));
            values.Clear();
        }
    }
}
