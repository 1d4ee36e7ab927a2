using System.Runtime.InteropServices;

namespace Gantry.Parquet;

/// <summary>Rows of a column that stand one after the other, and their values; nothing is copied.</summary>
internal readonly struct ColumnPart
{
    private readonly ColumnBuffer _buffer;
    private readonly int _row;
    private readonly int _value;

    private ColumnPart(ColumnBuffer buffer, int row, int rows, int value)
    {
        (_buffer, _row, Rows, _value) = (buffer, row, rows, value);
        Values = buffer.Values == buffer.Rows ? rows : Defined.Count(true);
    }

    public ParquetColumn Column => _buffer.Column;

    public bool IsOctets => _buffer.IsOctets;

    public int Rows { get; }

    public int Values { get; }

    public ReadOnlySpan<bool> Defined => _buffer.Defined.Slice(_row, Rows);

    public ReadOnlySpan<long> Numbers => _buffer.Numbers.Slice(_value, Values);

    public ReadOnlySpan<double> Doubles => MemoryMarshal.Cast<long, double>(Numbers);

    public static ColumnPart Whole(ColumnBuffer buffer) => new(buffer, 0, buffer.Rows, 0);

    /// <summary>All rows, in parts of so many; the last one has what is left.</summary>
    public static ColumnPart[] Cut(ColumnBuffer buffer, int rows)
    {
        var parts = new ColumnPart[(int)(((long)buffer.Rows + rows - 1) / rows)];
        var value = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new(buffer, i * rows, Math.Min(rows, buffer.Rows - i * rows), value);
            value += parts[i].Values;
        }
        return parts;
    }

    public ReadOnlySpan<byte> Octets(int value) => _buffer.Octets(_value + value);
}
