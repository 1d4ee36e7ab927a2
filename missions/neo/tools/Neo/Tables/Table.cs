namespace Neo.Tables;

/// <summary>A table of text with named columns, as it stands in a CSV file.</summary>
public sealed class Table(string source, IReadOnlyList<string> columns, IReadOnlyList<TableRow> rows)
{
    public string Source => source;

    public IReadOnlyList<string> Columns => columns;

    public IReadOnlyList<TableRow> Rows => rows;

    /// <summary>The first of the wanted columns that is not there.</summary>
    public string? Lacks(params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (!columns.Contains(name))
                return name;
        }
        return null;
    }
}

/// <summary>One row; a column that the table does not have reads as empty.</summary>
public sealed class TableRow(IReadOnlyDictionary<string, int> places, string[] values, int line)
{
    public int Line => line;

    public string this[string column] => places.TryGetValue(column, out var place) && place < values.Length ? values[place] : "";
}
