namespace Gantry.Comparing;

/// <summary>
/// Reads a table row by row, in bounded memory. Nothing in a file makes it throw: where it cannot go on, the rows end
/// and <see cref="Problem"/> says why.
/// </summary>
public abstract class TableReader
{
    /// <summary>The most bytes of one row.</summary>
    public const int MostRowBytes = 4 << 20;

    public const int MostColumns = 10_000;

    private readonly List<string> _columns = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>The columns known so far: of CSV all after opening, of JSON those of the rows that were read.</summary>
    public IReadOnlyList<string> Columns => _columns;

    public TableProblem? Problem { get; protected set; }

    /// <summary>The row of column names as it stands; nothing where each row names its own.</summary>
    public ReadOnlyMemory<byte> Header { get; private protected set; }

    public abstract TableFormat Format { get; }

    /// <summary>Opens a table; its format is looked up in its first bytes unless it is said.</summary>
    public static async ValueTask<TableReader> OpenAsync(Stream stream, TableFormat? format, CancellationToken ct)
    {
        var bytes = new RecordBytes(stream, MostRowBytes);
        await bytes.FillAsync(ct);
        bytes.SkipMark();
        TableReader reader = (format ?? JsonRows.LooksLike(bytes.Rest)) == TableFormat.Json ? new JsonRows(bytes) : new CsvRows(bytes);
        await reader.BeginAsync(ct);
        return reader;
    }

    /// <summary>The next row; null at the end or where it cannot go on.</summary>
    public abstract ValueTask<TableRow?> ReadAsync(CancellationToken ct);

    /// <summary>The place of a column; -1 when there is none.</summary>
    public int PlaceOf(string column) => _places.GetValueOrDefault(column, -1);

    private protected virtual ValueTask BeginAsync(CancellationToken ct) => ValueTask.CompletedTask;

    // A name that stands twice gets a number, because rows are asked by name.
    private protected bool TryAddColumn(string name, out int place)
    {
        place = _columns.Count;
        if (place == MostColumns)
            return false;
        var own = name;
        for (var i = 2; !_places.TryAdd(own, place); i++)
            own = $"{name} ({i})";
        _columns.Add(own);
        return true;
    }
}
