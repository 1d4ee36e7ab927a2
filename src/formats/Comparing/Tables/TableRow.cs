namespace Gantry.Comparing;

/// <summary>How a table is written.</summary>
public enum TableFormat
{
    /// <summary>Cells between commas, semicolons, tabs or bars, in quotes where need be; the first row names the columns.</summary>
    Csv,

    /// <summary>A list of objects, or objects one after the other (JSON lines).</summary>
    Json,
}

public enum CellKind
{
    /// <summary>The row has no such column.</summary>
    Missing,
    Null,

    /// <summary>As CSV has it: letters that may mean anything.</summary>
    Plain,
    Text,
    Number,
    Flag,
}

/// <summary>One value. A number keeps the letters it was written with.</summary>
public readonly record struct Cell(CellKind Kind, string? Text)
{
    /// <summary>No value: nothing between two commas, null, or no such column.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Text);
}

/// <summary>A row: its number and the line it begins in, both from 1, its cells in the order of the table's columns, and its bytes as they stood.</summary>
public sealed record TableRow(long Number, long Line, IReadOnlyList<Cell> Cells, ReadOnlyMemory<byte> Raw)
{
    public Cell this[int column] => column < Cells.Count && column >= 0 ? Cells[column] : default;
}

/// <summary>Why reading ended before the end.</summary>
public sealed record TableProblem(long Line, string Message)
{
    public override string ToString() => $"line {Line}: {Message}";
}
