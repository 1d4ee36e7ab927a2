namespace Gantry.Parquet;

/// <summary>Where the values of a column are, of one group of rows.</summary>
internal sealed record ChunkPlace(
    int Column, ParquetCompression Compression, long Values, long UncompressedBytes, long CompressedBytes, long DataOffset, long? DictionaryOffset, ColumnStatistics Statistics)
{
    public long Start => Math.Min(DataOffset, DictionaryOffset ?? DataOffset);
}

/// <summary>A group of rows: what is read at once.</summary>
public sealed record RowGroup
{
    internal RowGroup(long rows, IReadOnlyList<ChunkPlace> chunks) => (Rows, Chunks) = (rows, chunks);

    public long Rows { get; }

    internal IReadOnlyList<ChunkPlace> Chunks { get; }

    /// <summary>What is known of a column without reading it.</summary>
    public ColumnStatistics Statistics(int column) => Chunks[column].Statistics;
}

/// <summary>What stands at the end of a file: its columns, and where everything is.</summary>
internal sealed record FileFooter(IReadOnlyList<ParquetColumn> Columns, IReadOnlyList<RowGroup> Groups, IReadOnlyDictionary<string, string> Notes)
{
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;
}

/// <summary>The numbers that the format gives to things.</summary>
internal static class Words
{
    public const int Plain = 0;
    public const int PlainDictionary = 2;
    public const int Rle = 3;
    public const int RleDictionary = 8;

    public const int DataPage = 0;
    public const int DictionaryPage = 2;

    public const int Boolean = 0;
    public const int Int64 = 2;
    public const int Double = 5;
    public const int ByteArray = 6;

    public const int Required = 0;
    public const int Optional = 1;

    public const int CodecNone = 0;
    public const int CodecGzip = 2;

    public static int Physical(ParquetType type) => type switch
    {
        ParquetType.Boolean => Boolean,
        ParquetType.Double => Double,
        ParquetType.Text or ParquetType.Bytes => ByteArray,
        _ => Int64,
    };
}
