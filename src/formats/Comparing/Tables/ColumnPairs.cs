namespace Gantry.Comparing;

/// <summary>The columns of two tables that are compared with one another, and those that only one has.</summary>
internal sealed record ColumnPairs(IReadOnlyList<ColumnPair> Pairs, IReadOnlyList<string> OnlyLeft, IReadOnlyList<string> OnlyRight, int CountLeft, int CountRight)
{
    public static ColumnPairs None { get; } = new([], [], [], -1, -1);

    public bool Fits(TableReader left, TableReader right) => CountLeft == left.Columns.Count && CountRight == right.Columns.Count;

    public static ColumnPairs Of(TableReader left, TableReader right, ComparisonRules rules)
    {
        var ignored = rules.IgnoredColumns.Concat(rules.Keys).ToHashSet(StringComparer.Ordinal);
        var rest = rules.Tolerances.GetValueOrDefault("*");
        // What a row of JSON lacks may stand in a later one, so there the lack itself is compared, row by row.
        var mayGrow = left.Format == TableFormat.Json || right.Format == TableFormat.Json;
        var compared = mayGrow ? left.Columns.Union(right.Columns) : left.Columns.Where(c => right.PlaceOf(c) >= 0);
        return new(
            [.. compared.Where(c => !ignored.Contains(c))
                .Select(c => new ColumnPair(c, left.PlaceOf(c), right.PlaceOf(c), rules.Tolerances.TryGetValue(c, out var own) ? own : rest))],
            [.. left.Columns.Where(c => !ignored.Contains(c) && right.PlaceOf(c) < 0)],
            [.. right.Columns.Where(c => !ignored.Contains(c) && left.PlaceOf(c) < 0)],
            left.Columns.Count, right.Columns.Count);
    }
}

internal sealed record ColumnPair(string Name, int Left, int Right, Tolerance Tolerance);
