using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Gantry.Parquet;

/// <summary>The pages of one column of a group of rows: its distinct values, where that pays, and the values.</summary>
internal sealed record ColumnPages(byte[]? Dictionary, byte[] Data, long UncompressedBytes, ParquetCompression Compression)
{
    public static ColumnPages Of(ColumnPart column, ParquetCompression compression)
    {
        var data = SpareStreams.Take();
        var pages = Of(column, compression, data);
        SpareStreams.GiveBack(data);
        return pages;
    }

    private static ColumnPages Of(ColumnPart column, ParquetCompression compression, MemoryStream data)
    {
        if (column.Column.IsNullable)
            Levels(column.Defined, data);
        using var dictionary = ValueDictionary.Of(column);
        if (compression == ParquetCompression.Sparing)
            compression = dictionary is null ? ParquetCompression.Gzip : ParquetCompression.None;
        if (dictionary is null)
        {
            Plain(column, data);
        }
        else
        {
            var width = BitPacking.Width(dictionary.Values.Values - 1);
            data.WriteByte((byte)width);
            BitPacking.Write(dictionary.Places, width, data);
        }
        var pages = Page(data, compression, isDictionary: false, column.Rows, dictionary is null ? Words.Plain : Words.RleDictionary, out var size);
        if (dictionary is null)
            return new(null, pages, size, compression);
        data.SetLength(0);
        Plain(ColumnPart.Whole(dictionary.Values), data);
        var first = Page(data, compression, isDictionary: true, dictionary.Values.Values, Words.Plain, out var more);
        return new(first, pages, size + more, compression);
    }

    private static void Levels(ReadOnlySpan<bool> defined, MemoryStream output)
    {
        var levels = ArrayPool<int>.Shared.Rent(defined.Length);
        for (var i = 0; i < defined.Length; i++)
            levels[i] = defined[i] ? 1 : 0;
        var start = output.Position;
        output.Write([0, 0, 0, 0]);
        BitPacking.Write(levels.AsSpan(0, defined.Length), 1, output);
        ArrayPool<int>.Shared.Return(levels);
        BinaryPrimitives.WriteInt32LittleEndian(output.GetBuffer().AsSpan((int)start), (int)(output.Position - start - 4));
    }

    private static void Plain(ColumnPart column, MemoryStream output)
    {
        Span<byte> octets = stackalloc byte[8];
        if (column.IsOctets)
        {
            for (var i = 0; i < column.Values; i++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(octets, column.Octets(i).Length);
                output.Write(octets[..4]);
                output.Write(column.Octets(i));
            }
            return;
        }
        if (column.Column.Type == ParquetType.Boolean)
        {
            var numbers = column.Numbers;
            for (var i = 0; i < numbers.Length; i += 8)
            {
                var packed = 0;
                for (var bit = 0; bit < Math.Min(8, numbers.Length - i); bit++)
                    packed |= (int)numbers[i + bit] << bit;
                output.WriteByte((byte)packed);
            }
            return;
        }
        if (BitConverter.IsLittleEndian)
        {
            output.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(column.Numbers));
            return;
        }
        foreach (var number in column.Numbers)
        {
            BinaryPrimitives.WriteInt64LittleEndian(octets, number);
            output.Write(octets);
        }
    }

    private static byte[] Page(MemoryStream content, ParquetCompression compression, bool isDictionary, int values, int encoding, out long size)
    {
        if (compression != ParquetCompression.Gzip)
            return Page(content, content, isDictionary, values, encoding, out size);
        var body = SpareStreams.Take();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content.GetBuffer().AsSpan(0, (int)content.Length));
        var page = Page(content, body, isDictionary, values, encoding, out size);
        SpareStreams.GiveBack(body);
        return page;
    }

    private static byte[] Page(MemoryStream content, MemoryStream body, bool isDictionary, int values, int encoding, out long size)
    {
        using var head = new MemoryStream();
        var thrift = new CompactWriter(head);
        thrift.Begin();
        thrift.Write(1, isDictionary ? Words.DictionaryPage : Words.DataPage);
        thrift.Write(2, (int)content.Length);
        thrift.Write(3, (int)body.Length);
        thrift.Begin(isDictionary ? (short)7 : (short)5);
        thrift.Write(1, values);
        thrift.Write(2, encoding);
        if (!isDictionary)
        {
            thrift.Write(3, Words.Rle);
            thrift.Write(4, Words.Rle);
        }
        thrift.End();
        thrift.End();
        size = head.Length + content.Length;
        return [.. head.GetBuffer().AsSpan(0, (int)head.Length), .. body.GetBuffer().AsSpan(0, (int)body.Length)];
    }
}
