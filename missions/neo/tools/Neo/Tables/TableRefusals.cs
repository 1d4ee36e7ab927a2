namespace Neo.Tables;

/// <summary>Why a table is refused.</summary>
internal static class TableRefusals
{
    public static Refusal Empty(string source) =>
        new("table.empty", $"{source} is empty; its first line should name the columns.");

    public static Refusal OpenQuote(string source) =>
        new("table.quote", $"{source} has a quote that is never closed.");

    public static Refusal TwoAlike(string source) =>
        new("table.columns", $"{source} names a column twice.");

    public static Refusal Width(string source, int line, int found, int wanted) =>
        new("table.width", $"{source}, line {line}: {found} values where the first line names {wanted} columns.");

    public static Refusal Column(string source, string column) =>
        new("table.column", $"{source} has no column '{column}'. Was it made by another step or an older version?");

    public static Refusal Value(string source, int line, string column, string value) =>
        new("table.value", $"{source}, line {line}: '{value}' in column '{column}' cannot be read.");
}
