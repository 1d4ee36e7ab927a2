using System.Buffers.Binary;

namespace Gantry.Parquet;

/// <summary>Reads a piece of a file: so many octets from a place on.</summary>
public delegate Task<ReadOnlyMemory<byte>> PieceReader(long start, int length, CancellationToken ct);

/// <summary>
/// Reads what <see cref="ParquetWriter"/> writes, and other files of flat tables that use no more: column by column, of the
/// groups of rows that are asked for. Files may come from anywhere: what is damaged throws <see cref="ParquetException"/>.
/// </summary>
public sealed class ParquetReader
{
    private const int TailLength = 8;
    private const int MostFooterBytes = 256 << 20;

    // A run of a billion missing values takes ten octets in a file, and gigabytes here.
    private const int MostRows = 1 << 24;

    private const int LargestPiece = 64 << 20;

    // The end of most files fits, so that it is one read.
    private const int LikelyTail = 64 << 10;

    private readonly Stream? _input;
    private readonly PieceReader? _pieces;
    private readonly FileFooter _footer;

    private ParquetReader(Stream? input, PieceReader? pieces, FileFooter footer) => (_input, _pieces, _footer) = (input, pieces, footer);

    public IReadOnlyList<ParquetColumn> Columns => _footer.Columns;

    public IReadOnlyList<RowGroup> Groups => _footer.Groups;

    /// <summary>What else is said of the file, by key.</summary>
    public IReadOnlyDictionary<string, string> Notes => _footer.Notes;

    /// <param name="input">The file, in which it can be sought; it stays open.</param>
    public static ParquetReader Open(Stream input)
    {
        Span<byte> tail = stackalloc byte[TailLength];
        input.Position = Math.Max(0, input.Length - TailLength);
        tail = tail[..input.ReadAtLeast(tail, TailLength, throwOnEndOfStream: false)];
        var footer = new byte[FooterLength(tail, input.Length)];
        input.Position = input.Length - TailLength - footer.Length;
        input.ReadExactly(footer);
        return new(input, null, FooterReader.Read(footer, input.Length));
    }

    /// <summary>Opens a file that is far away, of which only the pieces that are needed are fetched.</summary>
    public static async Task<ParquetReader> OpenAsync(PieceReader pieces, long length, CancellationToken ct)
    {
        var tail = await FetchAsync(pieces, Math.Max(0, length - LikelyTail), (int)Math.Min(length, LikelyTail), ct);
        var footer = FooterLength(tail.Span[Math.Max(0, tail.Length - TailLength)..], length);
        var wanted = footer + TailLength;
        if (wanted > tail.Length)
            tail = await FetchAsync(pieces, length - wanted, wanted, ct);
        return new(null, pieces, FooterReader.Read(tail.Slice(tail.Length - wanted, footer).Span, length));
    }

    /// <summary>The place of a column by its name; -1 when there is none.</summary>
    public int Find(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
                return i;
        }
        return -1;
    }

    /// <summary>Reads one column of a group of rows.</summary>
    public ColumnBuffer Read(int group, int column)
    {
        var place = Place(group, column);
        var input = _input ?? throw new InvalidOperationException("The file is far away, and is read with ReadAsync.");
        var octets = new byte[place.CompressedBytes];
        input.Position = place.Start;
        input.ReadExactly(octets);
        return PageReader.Read(octets, Columns[column], place.Compression, (int)place.Values);
    }

    /// <summary>Reads columns of a group of rows; those that stand side by side in the file in one piece.</summary>
    public async Task<IReadOnlyList<ColumnBuffer>> ReadAsync(int group, IReadOnlyList<int> columns, CancellationToken ct)
    {
        if (_pieces is null)
            return [.. columns.Select(c => Read(group, c))];
        var read = new ColumnBuffer[columns.Count];
        var inOrder = Enumerable.Range(0, columns.Count).Select(i => (Place: Place(group, columns[i]), Index: i)).OrderBy(p => p.Place.Start).ToList();
        for (var from = 0; from < inOrder.Count;)
        {
            var (start, end, next) = (inOrder[from].Place.Start, inOrder[from].Place.Start + inOrder[from].Place.CompressedBytes, from + 1);
            while (next < inOrder.Count && inOrder[next].Place.Start == end && end + inOrder[next].Place.CompressedBytes - start <= LargestPiece)
                end += inOrder[next++].Place.CompressedBytes;
            var piece = await FetchAsync(_pieces, start, (int)(end - start), ct);
            for (; from < next; from++)
            {
                var (place, index) = inOrder[from];
                read[index] = PageReader.Read(piece.Span.Slice((int)(place.Start - start), (int)place.CompressedBytes), Columns[columns[index]], place.Compression, (int)place.Values);
            }
        }
        return read;
    }

    private static int FooterLength(ReadOnlySpan<byte> tail, long fileBytes)
    {
        if (tail.Length < TailLength || fileBytes < FileFooter.Magic.Length + TailLength)
            throw new ParquetException("The file is too short for Parquet.");
        if (!tail[4..].SequenceEqual(FileFooter.Magic))
            throw new ParquetException("The file is not Parquet, or its end is missing.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        return length is > 0 and <= MostFooterBytes && length <= fileBytes - TailLength - FileFooter.Magic.Length
            ? length : throw new ParquetException("The end of the file is damaged: its length is impossible.");
    }

    private static async Task<ReadOnlyMemory<byte>> FetchAsync(PieceReader pieces, long start, int length, CancellationToken ct)
    {
        var piece = await pieces(start, length, ct);
        return piece.Length == length ? piece : throw new ParquetException($"The file ends too early: {length} octets from {start} on are {piece.Length}.");
    }

    private ChunkPlace Place(int group, int column)
    {
        var place = Groups[group].Chunks[column];
        return place.CompressedBytes <= Array.MaxLength && place.Values <= MostRows
            ? place : throw new ParquetException($"The column {Columns[column].Name} of a group of rows is too large to be read.");
    }
}
