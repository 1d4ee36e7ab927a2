using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Gantry.Parquet;

/// <summary>Reads the pages of one column of a group of rows.</summary>
internal static class PageReader
{
    private const int MostPageBytes = 1 << 30;

    public static ColumnBuffer Read(ReadOnlySpan<byte> octets, ParquetColumn column, ParquetCompression compression, int rows)
    {
        var (values, distinct) = (new ColumnBuffer(column), new ColumnBuffer(column with { IsNullable = false }));
        while (values.Rows < rows)
        {
            if (octets.IsEmpty)
                throw Damaged(column, "rows are missing");
            var thrift = new CompactReader(octets);
            var page = Header(ref thrift, column);
            octets = octets[thrift.Position..];
            if (page.Compressed > octets.Length)
                throw Damaged(column, "a page reaches beyond its column");
            var body = Open(octets[..page.Compressed], page.Size, compression, column);
            octets = octets[page.Compressed..];
            if (page.Kind == Words.DictionaryPage)
                Plain(body, column, page.Values, distinct);
            else if (page.Kind == Words.DataPage)
                Data(body, column, page, Math.Min(page.Values, rows - values.Rows), distinct, values);
            else
                throw Damaged(column, $"pages of kind {page.Kind} are not read here");
        }
        return values;
    }

    private static void Data(ReadOnlySpan<byte> body, ParquetColumn column, PageHeader page, int rows, ColumnBuffer distinct, ColumnBuffer values)
    {
        var defined = new int[column.IsNullable ? rows : 0];
        if (column.IsNullable)
        {
            if (body.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(body) is var length && (length < 0 || length > body.Length - 4))
                throw Damaged(column, "its levels reach beyond the page");
            BitPacking.Read(body.Slice(4, length), 1, defined);
            body = body[(4 + length)..];
        }
        var there = column.IsNullable ? defined.AsSpan().Count(1) : rows;
        var isWhole = there == rows;
        var found = isWhole ? values : new ColumnBuffer(column with { IsNullable = false });
        if (page.Encoding == Words.Plain)
            Plain(body, column, there, found);
        else if (page.Encoding is Words.RleDictionary or Words.PlainDictionary)
            Places(body, column, there, distinct, found);
        else
            throw Damaged(column, $"the encoding {page.Encoding} is not read here");
        if (isWhole)
            return;
        for (int i = 0, next = 0; i < rows; i++)
        {
            if (defined[i] != 1)
                values.AddNull();
            else if (values.IsOctets)
                values.AddOctets(found.Octets(next++));
            else
                values.AddBits(found.Numbers[next++]);
        }
    }

    private static void Places(ReadOnlySpan<byte> body, ParquetColumn column, int count, ColumnBuffer distinct, ColumnBuffer found)
    {
        if (count == 0)
            return;
        if (body.IsEmpty)
            throw Damaged(column, "a page ends too early");
        var places = new int[count];
        BitPacking.Read(body[1..], body[0], places);
        foreach (var place in places)
        {
            if ((uint)place >= (uint)distinct.Values)
                throw Damaged(column, "a value is none of its dictionary");
            if (distinct.IsOctets)
                found.AddOctets(distinct.Octets(place));
            else
                found.AddBits(distinct.Numbers[place]);
        }
    }

    private static void Plain(ReadOnlySpan<byte> body, ParquetColumn column, int count, ColumnBuffer found)
    {
        switch (column.Type)
        {
            case ParquetType.Boolean:
                if (body.Length < (count + 7) / 8)
                    throw Damaged(column, "a page ends too early");
                for (var i = 0; i < count; i++)
                    found.AddBits(body[i / 8] >> i % 8 & 1);
                break;
            case ParquetType.Text or ParquetType.Bytes:
                for (var i = 0; i < count; i++)
                {
                    if (body.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(body) is var length && (length < 0 || length > body.Length - 4))
                        throw Damaged(column, "a value reaches beyond its page");
                    found.AddOctets(body.Slice(4, length));
                    body = body[(4 + length)..];
                }
                break;
            default:
                if (body.Length / 8 < count)
                    throw Damaged(column, "a page ends too early");
                if (BitConverter.IsLittleEndian)
                {
                    found.AddMany(MemoryMarshal.Cast<byte, long>(body[..(8 * count)]));
                    break;
                }
                for (var i = 0; i < count; i++)
                    found.AddBits(BinaryPrimitives.ReadInt64LittleEndian(body[(8 * i)..]));
                break;
        }
    }

    private static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> body, int size, ParquetCompression compression, ParquetColumn column)
    {
        if (compression == ParquetCompression.None)
            return body;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
            using var opened = new MemoryStream();
            var piece = new byte[Math.Min(1 << 16, size + 1)];
            // The header says how much it becomes; what becomes more is damaged, however small it is here.
            while (gzip.Read(piece) is > 0 and var count)
            {
                if (opened.Length + count > size)
                    throw Damaged(column, "a page is longer than it says");
                opened.Write(piece, 0, count);
            }
            return opened.GetBuffer().AsSpan(0, (int)opened.Length);
        }
        catch (InvalidDataException e)
        {
            throw new ParquetException($"The column {column.Name} is damaged: {e.Message}", e);
        }
    }

    private static PageHeader Header(ref CompactReader thrift, ParquetColumn column)
    {
        var page = new PageHeader();
        short id = 0;
        while (thrift.Field(ref id) is not CompactType.Stop and var type)
        {
            switch (id)
            {
                case 1:
                    page.Kind = thrift.I32(type);
                    break;
                case 2:
                    page.Size = thrift.I32(type);
                    break;
                case 3:
                    page.Compressed = thrift.I32(type);
                    break;
                case 5 or 7 when type == CompactType.Struct:
                    short inner = 0;
                    while (thrift.Field(ref inner) is not CompactType.Stop and var of)
                    {
                        if (inner == 1)
                            page.Values = thrift.I32(of);
                        else if (inner == 2)
                            page.Encoding = thrift.I32(of);
                        else
                            thrift.Skip(of);
                    }
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }
        // A page without values would be read for ever.
        return page.Size is >= 0 and <= MostPageBytes && page.Compressed is >= 0 and <= MostPageBytes && (page.Values > 0 || page.Kind == Words.DictionaryPage && page.Values == 0)
            ? page : throw Damaged(column, "the header of a page is impossible");
    }

    private static ParquetException Damaged(ParquetColumn column, string why) => new($"The column {column.Name} is damaged: {why}.");

    private struct PageHeader
    {
        public int Kind { get; set; }

        public int Size { get; set; }

        public int Compressed { get; set; }

        public int Values { get; set; }

        public int Encoding { get; set; }
    }
}
