using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>What the values of a column are, over all packets.</summary>
internal enum ColumnType
{
    Nothing,
    Whole,
    LargeWhole,
    Real,
    Flag,
    Time,
    Bytes,
    Text,
}

/// <summary>A column of a table: a leaf by its shortest clear name.</summary>
internal sealed record RowColumn(string Header, string Leaf, ColumnType Type);

/// <summary>Finds out, in a first pass, which columns a table of packets has.</summary>
internal sealed class RowColumns(bool isRaw)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<(Leaf Leaf, ColumnType Type)> _columns = [];

    public void Add(DecodedRow row)
    {
        foreach (var cell in row.Cells)
        {
            if (!_places.TryGetValue(cell.Leaf.Name, out var place))
            {
                _places[cell.Leaf.Name] = place = _columns.Count;
                _columns.Add((cell.Leaf, ColumnType.Nothing));
            }
            _columns[place] = (cell.Leaf, Join(_columns[place].Type, Of(isRaw ? cell.Raw : cell.Value)));
        }
    }

    public IReadOnlyList<RowColumn> Columns
    {
        get
        {
            var ambiguous = _columns.GroupBy(c => Short(c.Leaf), StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
            return [.. _columns.Select(c => new RowColumn(ambiguous.Contains(Short(c.Leaf)) ? c.Leaf.Name : Short(c.Leaf), c.Leaf.Name, c.Type))];
        }
    }

    /// <summary>The bare name of the parameter, with the way to the part.</summary>
    public static string Short(Leaf leaf) => leaf.Parameter.Name + leaf.Name[leaf.Parameter.QualifiedName.Length..];

    private static ColumnType Of(Value value) => value.Kind switch
    {
        ValueKind.None => ColumnType.Nothing,
        ValueKind.Unsigned when value.AsUnsigned > long.MaxValue => ColumnType.LargeWhole,
        ValueKind.Unsigned or ValueKind.Signed => ColumnType.Whole,
        ValueKind.Real or ValueKind.Duration => ColumnType.Real,
        ValueKind.Flag => ColumnType.Flag,
        ValueKind.Instant => value.AsInstant.ToUtc() is null ? ColumnType.Text : ColumnType.Time,
        ValueKind.Bytes => ColumnType.Bytes,
        _ => ColumnType.Text,
    };

    private static ColumnType Join(ColumnType one, ColumnType two) =>
        one == two || two == ColumnType.Nothing ? one
        : one == ColumnType.Nothing ? two
        : (one, two) is (ColumnType.Whole, ColumnType.LargeWhole) or (ColumnType.LargeWhole, ColumnType.Whole) ? ColumnType.Text
        : one <= ColumnType.Real && two <= ColumnType.Real ? ColumnType.Real
        : ColumnType.Text;
}
