using System.Globalization;
using System.Text;

namespace Gantry.Comparing;

/// <summary>One way through two tables, side by side: rows with the same key are compared as soon as both have come.</summary>
internal sealed class RowPairing(TableReader left, TableReader right, ComparisonRules rules, TableTally tally)
{
    // What a row that waits takes beside its bytes.
    private const int RowCostBytes = 400;

    private readonly WaitingRows _waitingLeft = new();
    private readonly WaitingRows _waitingRight = new();
    private ColumnPairs _columns = ColumnPairs.None;

    /// <summary>Whether it gave up because too many rows wait.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Goes the whole way, looking at one part of the keys; says why the two cannot be compared, null when they can.</summary>
    public async Task<string?> WhyNotAsync(int part, int parts, CancellationToken ct)
    {
        for (var (hasLeft, hasRight) = (true, true); hasLeft || hasRight;)
        {
            var l = hasLeft ? await left.ReadAsync(ct) : null;
            var r = hasRight ? await right.ReadAsync(ct) : null;
            (hasLeft, hasRight) = (l is not null, r is not null);
            if ((left.Problem ?? right.Problem) is { } problem)
                return $"{(left.Problem is null ? rules.Names.Right : rules.Names.Left)}, {problem}";
            if (part == 0)
                tally.Count(l, r);
            if (!_columns.Fits(left, right))
                _columns = ColumnPairs.Of(left, right, rules);
            if (l is null && r is null)
                break;
            if (WhyNoKey(l, r) is { } why)
                return why;
            Meet(l, r, part, parts);
            if ((_waitingLeft.Bytes + _waitingRight.Bytes) > rules.MostWaitingBytes)
            {
                IsOverfull = true;
                return null;
            }
        }
        foreach (var row in _waitingLeft.All)
            tally.OnlyLeft(row, KeyCells(left, row));
        foreach (var row in _waitingRight.All)
            tally.OnlyRight(row, KeyCells(right, row));
        tally.Columns(_columns);
        return null;
    }

    private void Meet(TableRow? l, TableRow? r, int part, int parts)
    {
        if (rules.Keys.Count == 0)
        {
            if (l is not null && r is not null)
                tally.Compare(_columns, l, r, []);
            else if (l is not null)
                tally.OnlyLeft(l, []);
            else
                tally.OnlyRight(r!, []);
            return;
        }
        var (keyLeft, keyRight) = (l is null ? null : Key(left, l), r is null ? null : Key(right, r));
        if (l is not null && IsIn(keyLeft!, part, parts))
        {
            if (_waitingRight.TryTake(keyLeft!, out var partner))
                tally.Compare(_columns, l, partner, KeyCells(left, l));
            else
                _waitingLeft.Add(keyLeft!, l, l.Raw.Length + RowCostBytes);
        }
        if (r is not null && IsIn(keyRight!, part, parts))
        {
            if (_waitingLeft.TryTake(keyRight!, out var partner))
                tally.Compare(_columns, partner, r, KeyCells(left, partner));
            else
                _waitingRight.Add(keyRight!, r, r.Raw.Length + RowCostBytes);
        }
    }

    private string? WhyNoKey(TableRow? l, TableRow? r)
    {
        foreach (var key in rules.Keys)
        {
            if (l is not null && left.PlaceOf(key) < 0)
                return Without(rules.Names.Left, key, left);
            if (r is not null && right.PlaceOf(key) < 0)
                return Without(rules.Names.Right, key, right);
        }
        return null;
    }

    private static string Without(string name, string key, TableReader table) =>
        $"{name} has no column '{key}'; its columns are {string.Join(", ", table.Columns.Take(20).Select(Wording.Cut))}{(table.Columns.Count > 20 ? " …" : "")}";

    private static bool IsIn(string key, int part, int parts) =>
        parts == 1 || (uint)key.GetHashCode(StringComparison.Ordinal) % (uint)parts == (uint)part;

    private List<string> KeyCells(TableReader table, TableRow row) => [.. rules.Keys.Select(key => row[table.PlaceOf(key)].Text ?? "")];

    // Lengths stand before the parts, so that no two lists of parts give the same key.
    private string Key(TableReader table, TableRow row)
    {
        if (rules.Keys.Count == 1)
            return row[table.PlaceOf(rules.Keys[0])].Text ?? "";
        var key = new StringBuilder();
        foreach (var cell in KeyCells(table, row))
            key.Append(CultureInfo.InvariantCulture, $"{cell.Length}:").Append(cell);
        return key.ToString();
    }
}
