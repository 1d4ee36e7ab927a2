namespace Gantry.Parquet;

/// <summary>Writes the end of a file.</summary>
internal static class FooterWriter
{
    private const int ConvertedUtf8 = 0;
    private const int ConvertedUInt64 = 14;

    public static void Write(FileFooter footer, Stream output)
    {
        var thrift = new CompactWriter(output);
        thrift.Begin();
        thrift.Write(1, 2);
        thrift.List(2, CompactType.Struct, footer.Columns.Count + 1);
        thrift.Begin();
        thrift.Write(4, "schema");
        thrift.Write(5, footer.Columns.Count);
        thrift.End();
        foreach (var column in footer.Columns)
            Column(thrift, column);
        thrift.Write(3, footer.Groups.Sum(g => g.Rows));
        thrift.List(4, CompactType.Struct, footer.Groups.Count);
        foreach (var group in footer.Groups)
            Group(thrift, group, footer.Columns);
        if (footer.Notes.Count > 0)
        {
            thrift.List(5, CompactType.Struct, footer.Notes.Count);
            foreach (var (key, value) in footer.Notes.OrderBy(n => n.Key, StringComparer.Ordinal))
            {
                thrift.Begin();
                thrift.Write(1, key);
                thrift.Write(2, value);
                thrift.End();
            }
        }
        thrift.Write(6, "Gantry");
        // Bounds are to be believed only where it is said in which order values are compared.
        thrift.List(7, CompactType.Struct, footer.Columns.Count);
        for (var i = 0; i < footer.Columns.Count; i++)
        {
            thrift.Begin();
            thrift.Empty(1);
            thrift.End();
        }
        thrift.End();
    }

    private static void Column(CompactWriter thrift, ParquetColumn column)
    {
        thrift.Begin();
        thrift.Write(1, Words.Physical(column.Type));
        thrift.Write(3, column.IsNullable ? Words.Optional : Words.Required);
        thrift.Write(4, column.Name);
        switch (column.Type)
        {
            case ParquetType.Text:
                thrift.Write(6, ConvertedUtf8);
                thrift.Begin(10);
                thrift.Empty(1);
                thrift.End();
                break;
            case ParquetType.Time:
                thrift.Begin(10);
                thrift.Begin(8);
                thrift.Write(1, true);
                thrift.Begin(2);
                thrift.Empty(3);
                thrift.End();
                thrift.End();
                thrift.End();
                break;
            case ParquetType.UInt64:
                thrift.Write(6, ConvertedUInt64);
                thrift.Begin(10);
                thrift.Begin(10);
                thrift.Write(1, (sbyte)64);
                thrift.Write(2, false);
                thrift.End();
                thrift.End();
                break;
        }
        thrift.End();
    }

    private static void Group(CompactWriter thrift, RowGroup group, IReadOnlyList<ParquetColumn> columns)
    {
        thrift.Begin();
        thrift.List(1, CompactType.Struct, group.Chunks.Count);
        foreach (var chunk in group.Chunks)
            Chunk(thrift, chunk, columns[chunk.Column]);
        thrift.Write(2, group.Chunks.Sum(c => c.UncompressedBytes));
        thrift.Write(3, group.Rows);
        if (group.Chunks.Count > 0)
            thrift.Write(5, group.Chunks[0].Start);
        thrift.Write(6, group.Chunks.Sum(c => c.CompressedBytes));
        thrift.End();
    }

    private static void Chunk(CompactWriter thrift, ChunkPlace chunk, ParquetColumn column)
    {
        thrift.Begin();
        thrift.Write(2, 0L);
        thrift.Begin(3);
        thrift.Write(1, Words.Physical(column.Type));
        thrift.List(2, CompactType.I32, chunk.DictionaryOffset is null ? 2 : 3);
        thrift.Item(Words.Plain);
        thrift.Item(Words.Rle);
        if (chunk.DictionaryOffset is not null)
            thrift.Item(Words.RleDictionary);
        thrift.List(3, CompactType.Binary, 1);
        thrift.Item(System.Text.Encoding.UTF8.GetBytes(column.Name));
        thrift.Write(4, chunk.Compression == ParquetCompression.Gzip ? Words.CodecGzip : Words.CodecNone);
        thrift.Write(5, chunk.Values);
        thrift.Write(6, chunk.UncompressedBytes);
        thrift.Write(7, chunk.CompressedBytes);
        thrift.Write(9, chunk.DataOffset);
        if (chunk.DictionaryOffset is { } dictionary)
            thrift.Write(11, dictionary);
        thrift.Begin(12);
        if (chunk.Statistics.Nulls is { } nulls)
            thrift.Write(3, nulls);
        if (chunk.Statistics.HasBounds)
        {
            thrift.Write(5, chunk.Statistics.Max.Span);
            thrift.Write(6, chunk.Statistics.Min.Span);
        }
        thrift.End();
        thrift.End();
        thrift.End();
    }
}
