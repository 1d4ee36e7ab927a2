namespace Gantry.Parquet;

/// <summary>Reads the end of a file.</summary>
internal static class FooterReader
{
    public static FileFooter Read(ReadOnlySpan<byte> octets, long fileBytes)
    {
        var thrift = new CompactReader(octets);
        var (schema, groups, notes) = (new List<SchemaElement>(), new List<RowGroup>(), new Dictionary<string, string>());
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            switch (id)
            {
                case 2:
                    for (var i = thrift.List(type, CompactType.Struct); i > 0; i--)
                        schema.Add(Element(ref thrift));
                    break;
                case 4:
                    for (var i = thrift.List(type, CompactType.Struct); i > 0; i--)
                        groups.Add(Group(ref thrift, fileBytes));
                    break;
                case 5:
                    for (var i = thrift.List(type, CompactType.Struct); i > 0; i--)
                        Note(ref thrift, notes);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        var columns = Columns(schema);
        foreach (var group in groups)
        {
            if (group.Chunks.Count != columns.Count)
                throw new ParquetException($"The end of the file is damaged: a group of rows has {group.Chunks.Count} columns and the file {columns.Count}.");
        }
        return new(columns, groups, notes);
    }

    private static List<ParquetColumn> Columns(List<SchemaElement> schema)
    {
        if (schema.Count < 2 || schema[0].Children != schema.Count - 1)
            throw new ParquetException("The file has columns inside columns, or none; only flat tables are read.");
        return [.. schema.Skip(1).Select(Column)];
    }

    private static ParquetColumn Column(SchemaElement element)
    {
        if (element.Children != 0 || element.Repetition is not (Words.Required or Words.Optional))
            throw new ParquetException($"The column {element.Name} is repeated or has columns inside; only flat tables are read.");
        ParquetType? type = element.Physical switch
        {
            Words.Boolean => ParquetType.Boolean,
            Words.Double => ParquetType.Double,
            Words.ByteArray => element.IsText ? ParquetType.Text : ParquetType.Bytes,
            Words.Int64 when element.IsForeignTime => null,
            Words.Int64 => element.IsTime ? ParquetType.Time : element.IsUnsigned ? ParquetType.UInt64 : ParquetType.Int64,
            _ => null,
        };
        return new(element.Name, type ?? throw new ParquetException($"The values of the column {element.Name} are of a kind that is not read here."), element.Repetition == Words.Optional);
    }

    private static SchemaElement Element(ref CompactReader thrift)
    {
        var element = new SchemaElement();
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            switch (id)
            {
                case 1:
                    element.Physical = thrift.I32(type);
                    break;
                case 3:
                    element.Repetition = thrift.I32(type);
                    break;
                case 4:
                    element.Name = thrift.Text(type);
                    break;
                case 5:
                    element.Children = thrift.I32(type);
                    break;
                case 6:
                    var converted = thrift.I32(type);
                    element.IsText |= converted == 0;
                    element.IsUnsigned |= converted == 14;
                    element.IsForeignTime |= converted is 9 or 10;
                    break;
                case 10 when type == CompactType.Struct:
                    Meaning(ref thrift, element);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        return element;
    }

    private static void Meaning(ref CompactReader thrift, SchemaElement element)
    {
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            switch (id)
            {
                case 8 when type == CompactType.Struct:
                    element.IsTime = IsNanoseconds(ref thrift);
                    element.IsForeignTime = !element.IsTime;
                    break;
                case 1 or 4 or 12:
                    element.IsText = true;
                    thrift.Skip(type);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
    }

    private static bool IsNanoseconds(ref CompactReader thrift)
    {
        var isNano = false;
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            if (id != 2 || type != CompactType.Struct)
            {
                thrift.Skip(type);
                continue;
            }
            short unit = 0;
            while (thrift.Field(ref unit) is not CompactType.Stop and var inner)
            {
                isNano = unit == 3;
                thrift.Skip(inner);
            }
        }
        return isNano;
    }

    private static RowGroup Group(ref CompactReader thrift, long fileBytes)
    {
        var (chunks, rows) = (new List<ChunkPlace>(), 0L);
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            switch (id)
            {
                case 1:
                    for (var i = thrift.List(type, CompactType.Struct); i > 0; i--)
                        chunks.Add(Chunk(ref thrift, chunks.Count));
                    break;
                case 3:
                    rows = thrift.I64(type);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        foreach (var chunk in chunks)
        {
            if (rows < 0 || chunk.Values != rows || chunk.Start < 4 || chunk.CompressedBytes <= 0 || chunk.CompressedBytes > fileBytes - chunk.Start || chunk.DataOffset >= chunk.Start + chunk.CompressedBytes)
                throw new ParquetException("The end of the file is damaged: a column lies outside of the file, or has another number of rows.");
        }
        return new(rows, chunks);
    }

    private static ChunkPlace Chunk(ref CompactReader thrift, int column)
    {
        ChunkPlace? place = null;
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            if (id == 3 && type == CompactType.Struct)
                place = Place(ref thrift, column);
            else if (id == 1)
                throw new ParquetException("A column of the file stands in another file.");
            else
                thrift.Skip(type);
        }
        return place ?? throw new ParquetException("The end of the file is damaged: it does not say where a column is.");
    }

    private static ChunkPlace Place(ref CompactReader thrift, int column)
    {
        var (codec, values, uncompressed, compressed, data, statistics) = (0, 0L, 0L, 0L, 0L, ColumnStatistics.None);
        long? dictionary = null;
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            switch (id)
            {
                case 4:
                    codec = thrift.I32(type);
                    break;
                case 5:
                    values = thrift.I64(type);
                    break;
                case 6:
                    uncompressed = thrift.I64(type);
                    break;
                case 7:
                    compressed = thrift.I64(type);
                    break;
                case 9:
                    data = thrift.I64(type);
                    break;
                case 11:
                    dictionary = thrift.I64(type);
                    break;
                case 12 when type == CompactType.Struct:
                    statistics = Statistics(ref thrift);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        var compression = codec switch
        {
            Words.CodecNone => ParquetCompression.None,
            Words.CodecGzip => ParquetCompression.Gzip,
            _ => throw new ParquetException($"The file is compressed by method {codec}; none and gzip are read here."),
        };
        return new(column, compression, values, uncompressed, compressed, data, dictionary is > 0 ? dictionary : null, statistics);
    }

    private static ColumnStatistics Statistics(ref CompactReader thrift)
    {
        var statistics = ColumnStatistics.None;
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            switch (id)
            {
                case 3:
                    statistics = statistics with { Nulls = thrift.I64(type) };
                    break;
                case 5:
                    statistics = statistics with { Max = thrift.Binary(type).ToArray() };
                    break;
                case 6:
                    statistics = statistics with { Min = thrift.Binary(type).ToArray() };
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        return statistics;
    }

    private static void Note(ref CompactReader thrift, Dictionary<string, string> notes)
    {
        var (key, value) = ("", "");
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            if (id == 1)
                key = thrift.Text(type);
            else if (id == 2)
                value = thrift.Text(type);
            else
                thrift.Skip(type);
        }
        notes[key] = value;
    }

    private sealed class SchemaElement
    {
        public int Physical { get; set; } = -1;

        public int Repetition { get; set; }

        public string Name { get; set; } = "";

        public int Children { get; set; }

        public bool IsText { get; set; }

        public bool IsUnsigned { get; set; }

        public bool IsTime { get; set; }

        /// <summary>A time of another unit than nanoseconds.</summary>
        public bool IsForeignTime { get; set; }
    }
}
