using System.Buffers.Binary;

namespace Gantry.Parquet;

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

    private readonly Stream _input;
    private readonly FileFooter _footer;

    private ParquetReader(Stream input, FileFooter footer) => (_input, _footer) = (input, footer);

    public IReadOnlyList<ParquetColumn> Columns => _footer.Columns;

    public IReadOnlyList<RowGroup> Groups => _footer.Groups;

    /// <summary>What else is said of the file, by key.</summary>
    public IReadOnlyDictionary<string, string> Notes => _footer.Notes;

    /// <param name="input">The file, in which it can be sought; it stays open.</param>
    public static ParquetReader Open(Stream input)
    {
        if (input.Length < FileFooter.Magic.Length + TailLength)
            throw new ParquetException("The file is too short for Parquet.");
        Span<byte> tail = stackalloc byte[TailLength];
        input.Position = input.Length - TailLength;
        input.ReadExactly(tail);
        if (!tail[4..].SequenceEqual(FileFooter.Magic))
            throw new ParquetException("The file is not Parquet, or its end is missing.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length is <= 0 or > MostFooterBytes || length > input.Length - TailLength - FileFooter.Magic.Length)
            throw new ParquetException("The end of the file is damaged: its length is impossible.");
        var footer = new byte[length];
        input.Position = input.Length - TailLength - length;
        input.ReadExactly(footer);
        return new(input, FooterReader.Read(footer, input.Length));
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
        var place = Groups[group].Chunks[column];
        if (place.CompressedBytes > Array.MaxLength || place.Values > MostRows)
            throw new ParquetException($"The column {Columns[column].Name} of a group of rows is too large to be read.");
        var octets = new byte[place.CompressedBytes];
        _input.Position = place.Start;
        _input.ReadExactly(octets);
        return PageReader.Read(octets, Columns[column], place.Compression, (int)place.Values);
    }
}
