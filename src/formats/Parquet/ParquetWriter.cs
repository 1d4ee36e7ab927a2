using System.Buffers.Binary;

namespace Gantry.Parquet;

/// <summary>
/// Writes a file, one group of rows after the other; only the group in hand is in memory. The stream need not seek. What
/// was written is a file once <see cref="Finish"/> has been called.
/// </summary>
public sealed class ParquetWriter
{
    private readonly Stream _output;
    private readonly ParquetCompression _compression;
    private readonly List<RowGroup> _groups = [];
    private long _at;
    private bool _isFinished;

    /// <param name="output">Where it goes; it stays open.</param>
    /// <param name="columns">The columns, each with a name of its own.</param>
    /// <param name="compression">How pages are compressed.</param>
    public ParquetWriter(Stream output, IReadOnlyList<ParquetColumn> columns, ParquetCompression compression = ParquetCompression.Gzip)
    {
        if (columns.Count == 0)
            throw new ArgumentException("A file has one column at least.", nameof(columns));
        if (columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two columns are called {twice.Key}.", nameof(columns));
        (_output, _compression) = (output, compression);
        Columns = columns;
        Buffers = [.. columns.Select(c => new ColumnBuffer(c))];
        Emit(FileFooter.Magic);
    }

    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The group of rows that is being filled, a buffer for each column.</summary>
    public IReadOnlyList<ColumnBuffer> Buffers { get; }

    /// <summary>How many octets the group that is being filled takes so far.</summary>
    public long BufferedBytes => Buffers.Sum(b => b.SizeBytes);

    /// <summary>Writes the group of rows that was filled, and empties it.</summary>
    public void WriteGroup()
    {
        WriteGroup(Buffers);
        foreach (var buffer in Buffers)
            buffer.Clear();
    }

    /// <summary>Writes rows that were filled elsewhere, a buffer for each column of the file.</summary>
    /// <param name="mostRows">Where there are more, they are several groups.</param>
    public void WriteGroup(IReadOnlyList<ColumnBuffer> buffers, int mostRows = int.MaxValue)
    {
        ObjectDisposedException.ThrowIf(_isFinished, this);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostRows);
        if (buffers.Count != Columns.Count || !buffers.Select(b => b.Column).SequenceEqual(Columns))
            throw new ArgumentException("The buffers are of other columns than the file.", nameof(buffers));
        if (buffers.FirstOrDefault(b => b.Rows != buffers[0].Rows) is { } other)
            throw new InvalidOperationException($"The column {other.Column.Name} has {other.Rows} rows and {Columns[0].Name} has {buffers[0].Rows}.");
        // Compressing is most of the work, and no column and no group knows of another.
        var parts = buffers.Select(b => ColumnPart.Cut(b, mostRows)).ToArray();
        var groups = parts[0].Length;
        var pages = new (ColumnPages Pages, ColumnStatistics Statistics)[groups, parts.Length];
        Parallel.For(0, pages.Length, i =>
        {
            var (group, column) = (i / parts.Length, i % parts.Length);
            pages[group, column] = (ColumnPages.Of(parts[column][group], _compression), ColumnStatistics.Of(parts[column][group]));
        });
        for (var group = 0; group < groups; group++)
        {
            var rows = parts[0][group].Rows;
            _groups.Add(new(rows, [.. Enumerable.Range(0, parts.Length).Select(column => Emit(column, rows, pages[group, column].Pages, pages[group, column].Statistics))]));
        }
    }

    /// <summary>Writes what is left and the end of the file.</summary>
    /// <param name="notes">What else is to be said of the file, by key.</param>
    public void Finish(IReadOnlyDictionary<string, string>? notes = null)
    {
        WriteGroup();
        _isFinished = true;
        foreach (var buffer in Buffers)
            buffer.Release();
        using var footer = new MemoryStream();
        FooterWriter.Write(new(Columns, _groups, notes ?? new Dictionary<string, string>()), footer);
        Emit(footer.GetBuffer().AsSpan(0, (int)footer.Length));
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)footer.Length);
        Emit(length);
        Emit(FileFooter.Magic);
        _output.Flush();
    }

    private ChunkPlace Emit(int column, int rows, ColumnPages pages, ColumnStatistics statistics)
    {
        long? dictionary = pages.Dictionary is null ? null : _at;
        Emit(pages.Dictionary);
        var data = _at;
        Emit(pages.Data);
        return new(column, pages.Compression, rows, pages.UncompressedBytes, _at - (dictionary ?? data), data, dictionary, statistics);
    }

    private void Emit(ReadOnlySpan<byte> octets)
    {
        _output.Write(octets);
        _at += octets.Length;
    }
}
