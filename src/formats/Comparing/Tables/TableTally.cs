namespace Gantry.Comparing;

/// <summary>What has been found different so far.</summary>
internal sealed class TableTally(ComparisonRules rules)
{
    private readonly List<Difference> _first = [];
    private readonly Dictionary<string, ColumnDifference> _columns = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _columnsOnlyLeft = [];
    private IReadOnlyList<string> _columnsOnlyRight = [];
    private long _left;
    private long _right;
    private long _compared;
    private long _differing;
    private long _onlyLeft;
    private long _onlyRight;

    public void Count(TableRow? left, TableRow? right)
    {
        _left += left is null ? 0 : 1;
        _right += right is null ? 0 : 1;
    }

    public void Columns(ColumnPairs columns) => (_columnsOnlyLeft, _columnsOnlyRight) = (columns.OnlyLeft, columns.OnlyRight);

    public void Compare(ColumnPairs columns, TableRow left, TableRow right, IReadOnlyList<string> key)
    {
        _compared++;
        var differs = false;
        foreach (var pair in columns.Pairs)
        {
            var (l, r) = (left[pair.Left], right[pair.Right]);
            var closeness = Closeness.Of(l, r, pair.Tolerance);
            if (closeness.IsClose)
                continue;
            differs = true;
            var soFar = _columns.GetValueOrDefault(pair.Name) ?? new(pair.Name, 0, null, null);
            _columns[pair.Name] = soFar with
            {
                Rows = soFar.Rows + 1,
                LargestAbsolute = Larger(soFar.LargestAbsolute, closeness.Absolute),
                LargestRelative = Larger(soFar.LargestRelative, closeness.Relative),
            };
            if (_first.Count < rules.MostShown)
                _first.Add(Changed(pair.Name, left, l, right, r, closeness, key));
        }
        // Cells beyond the named columns belong to no column, and are a difference all the same.
        if (!differs && (left.Cells.Count > columns.CountLeft || right.Cells.Count > columns.CountRight)
            && !left.Cells.Skip(columns.CountLeft).Select(c => c.Text).SequenceEqual(right.Cells.Skip(columns.CountRight).Select(c => c.Text)))
        {
            differs = true;
            if (_first.Count < rules.MostShown)
                _first.Add(new(DifferenceKind.Changed, $"{Place(left, key)}: the cells beyond the last column differ") { LeftPlace = left.Line, RightPlace = right.Line, Key = key });
        }
        _differing += differs ? 1 : 0;
    }

    public void OnlyLeft(TableRow row, IReadOnlyList<string> key)
    {
        _onlyLeft++;
        if (_first.Count < rules.MostShown)
            _first.Add(new(DifferenceKind.OnlyLeft, $"{Place(row, key)} is only in {rules.Names.Left}") { LeftPlace = row.Line, Key = [.. key.Select(Wording.Cut)], Left = Wording.Cut(Wording.Decode(row.Raw.Span)) });
    }

    public void OnlyRight(TableRow row, IReadOnlyList<string> key)
    {
        _onlyRight++;
        if (_first.Count < rules.MostShown)
            _first.Add(new(DifferenceKind.OnlyRight, $"{Place(row, key)} is only in {rules.Names.Right}") { RightPlace = row.Line, Key = [.. key.Select(Wording.Cut)], Right = Wording.Cut(Wording.Decode(row.Raw.Span)) });
    }

    public ComparisonResult Result()
    {
        var isSame = _differing + _onlyLeft + _onlyRight + _columnsOnlyLeft.Count + _columnsOnlyRight.Count == 0;
        return new(Manner.Table, isSame ? Outcome.Same : Outcome.Different, isSame ? $"They are the same, {Wording.Count(_left, "row")}." : $"{string.Join("; ", Parts())}.")
        {
            Left = _left,
            Right = _right,
            Differing = _differing,
            OnlyLeft = _onlyLeft,
            OnlyRight = _onlyRight,
            ColumnsOnlyLeft = _columnsOnlyLeft,
            ColumnsOnlyRight = _columnsOnlyRight,
            Columns = [.. _columns.Values.OrderByDescending(c => c.Rows).ThenBy(c => c.Name, StringComparer.Ordinal)],
            First = _first,
        };
    }

    private IEnumerable<string> Parts()
    {
        if (_columnsOnlyLeft.Count > 0)
            yield return $"only {rules.Names.Left} has the {Named(_columnsOnlyLeft)}";
        if (_columnsOnlyRight.Count > 0)
            yield return $"only {rules.Names.Right} has the {Named(_columnsOnlyRight)}";
        if (_differing > 0)
        {
            var named = _columns.Values.OrderByDescending(c => c.Rows).ThenBy(c => c.Name, StringComparer.Ordinal).Take(5)
                .Select(c => $"{Wording.Cut(c.Name)} ({c.Rows:N0}{(c.LargestAbsolute is { } most ? $", at most by {Wording.Number(most)}" : "")})").ToList();
            yield return $"{_differing:N0} of {Wording.Count(_compared, "row")} that both have {(_differing == 1 ? "differs" : "differ")}{(named.Count > 0 ? $" in {string.Join(", ", named)}{(_columns.Count > 5 ? " …" : "")}" : "")}";
        }
        if (_onlyLeft > 0)
            yield return $"{Wording.Count(_onlyLeft, "row is", "rows are")} only in {rules.Names.Left}";
        if (_onlyRight > 0)
            yield return $"{Wording.Count(_onlyRight, "row is", "rows are")} only in {rules.Names.Right}";
    }

    private static string Named(IReadOnlyList<string> columns) =>
        $"{(columns.Count == 1 ? "column" : "columns")} {string.Join(", ", columns.Take(10).Select(Wording.Cut))}{(columns.Count > 10 ? " …" : "")}";

    private static Difference Changed(string column, TableRow left, Cell l, TableRow right, Cell r, Closeness closeness, IReadOnlyList<string> key)
    {
        var by = closeness.Absolute is { } apart ? $", {Wording.Number(apart)} apart" : l.Kind != r.Kind && l.Text == r.Text ? $", a {Word(l.Kind)} and a {Word(r.Kind)}" : "";
        return new(DifferenceKind.Changed, $"{Place(left, key)}, {Wording.Cut(column)}: {Wording.Quote(l.Text)} and {Wording.Quote(r.Text)}{by}")
        {
            LeftPlace = left.Line,
            RightPlace = right.Line,
            Key = [.. key.Select(Wording.Cut)],
            Column = column,
            Left = l.Text is null ? null : Wording.Cut(l.Text),
            Right = r.Text is null ? null : Wording.Cut(r.Text),
        };
    }

    private static string Place(TableRow row, IReadOnlyList<string> key) =>
        key.Count > 0 ? string.Join(", ", key.Select(Wording.Quote)) : $"row {row.Number}";

    private static string Word(CellKind kind) => kind switch { CellKind.Number => "number", CellKind.Flag => "flag", _ => "text" };

    private static double? Larger(double? a, double? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
