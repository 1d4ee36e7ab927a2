using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>The columns of an export, and how many rows it will have: found out in a first reading of what is to be written.</summary>
internal sealed class ExportColumns(bool isRaw)
{
    private readonly List<Leaf> _leaves = [];
    private readonly List<ParquetType?> _types = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    public int Count => _leaves.Count;

    public void Add(IReadOnlyList<Cell> cells)
    {
        if (cells.Count == 0)
            return;
        Rows++;
        foreach (var cell in cells)
        {
            if (!_places.TryGetValue(cell.Leaf.Name, out var place))
            {
                _places[cell.Leaf.Name] = place = _leaves.Count;
                _leaves.Add(cell.Leaf);
                _types.Add(null);
            }
            _types[place] = Join(_types[place], TypeOf(Of(cell)));
        }
    }

    /// <summary>The place of a leaf; -1 for one that has come since.</summary>
    public int PlaceOf(Leaf leaf) => _places.GetValueOrDefault(leaf.Name, -1);

    public ParquetType TypeOf(int place) => _types[place] ?? ParquetType.Text;

    public Value Of(in Cell cell) => isRaw ? cell.Raw : cell.Value;

    /// <summary>The bare names of parameters, with the way to the part; whole where two are alike, or like what every row has.</summary>
    public IReadOnlyList<string> Headers()
    {
        var shorts = _leaves.ConvertAll(l => l.Parameter.Name + l.Name[l.Parameter.QualifiedName.Length..]);
        var taken = shorts.Concat(ExportWriter.Common).GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return [.. shorts.Select((s, i) => taken.Contains(s) ? _leaves[i].Name : s)];
    }

    private static ParquetType? TypeOf(in Value value) => value.Kind switch
    {
        ValueKind.None => null,
        ValueKind.Unsigned when value.AsUnsigned > long.MaxValue => ParquetType.UInt64,
        ValueKind.Unsigned or ValueKind.Signed => ParquetType.Int64,
        ValueKind.Real or ValueKind.Duration => ParquetType.Double,
        ValueKind.Flag => ParquetType.Boolean,
        ValueKind.Instant => value.AsInstant.ToUtc() is { } time && SegmentFile.CanHold(time) ? ParquetType.Time : ParquetType.Text,
        ValueKind.Bytes => ParquetType.Bytes,
        _ => ParquetType.Text,
    };

    // What does not fit together is text, but whole numbers among reals are reals.
    private static ParquetType? Join(ParquetType? one, ParquetType? two) =>
        one == two || two is null ? one : one is null ? two
        : (one, two) is (ParquetType.Int64, ParquetType.Double) or (ParquetType.Double, ParquetType.Int64) ? ParquetType.Double
        : ParquetType.Text;
}
