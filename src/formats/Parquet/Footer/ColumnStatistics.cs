using System.Buffers.Binary;

namespace Gantry.Parquet;

/// <summary>The smallest and the largest value of a column in a group of rows, as they stand in the file; empty where that is not said.</summary>
/// <param name="Nulls">How many rows have no value; null where that is not said.</param>
public sealed record ColumnStatistics(ReadOnlyMemory<byte> Min, ReadOnlyMemory<byte> Max, long? Nulls)
{
    private const int LongestText = 64;

    public static ColumnStatistics None { get; } = new(default, default, null);

    public bool HasBounds => !Min.IsEmpty && !Max.IsEmpty;

    /// <summary>Of a column of whole numbers or times.</summary>
    public (long Min, long Max)? Whole => Min.Length == 8 && Max.Length == 8 ? (BinaryPrimitives.ReadInt64LittleEndian(Min.Span), BinaryPrimitives.ReadInt64LittleEndian(Max.Span)) : null;

    /// <summary>Of a column of doubles.</summary>
    public (double Min, double Max)? Real => Min.Length == 8 && Max.Length == 8 ? (BinaryPrimitives.ReadDoubleLittleEndian(Min.Span), BinaryPrimitives.ReadDoubleLittleEndian(Max.Span)) : null;

    internal static ColumnStatistics Of(ColumnPart column)
    {
        var nulls = column.Rows - column.Values;
        if (column.Values == 0)
            return None with { Nulls = nulls };
        var bounds = column.Column.Type switch
        {
            ParquetType.Double => Doubles(column.Doubles),
            ParquetType.UInt64 => Numbers(column.Numbers, long.MinValue),
            ParquetType.Text or ParquetType.Bytes => Octets(column),
            _ => Numbers(column.Numbers, 0),
        };
        if (column.Column.Type == ParquetType.Boolean)
            bounds = (bounds.Min[..1], bounds.Max[..1]);
        return new(bounds.Min, bounds.Max, nulls);
    }

    // Turning the sign bit round orders unsigned numbers as signed ones.
    private static (byte[] Min, byte[] Max) Numbers(ReadOnlySpan<long> numbers, long turn)
    {
        var (min, max) = (numbers[0], numbers[0]);
        foreach (var number in numbers)
        {
            min = (number ^ turn) < (min ^ turn) ? number : min;
            max = (number ^ turn) > (max ^ turn) ? number : max;
        }
        return (Bytes(min), Bytes(max));
    }

    // The format forbids NaN among bounds, and wants zeros to be on the safe side.
    private static (byte[] Min, byte[] Max) Doubles(ReadOnlySpan<double> numbers)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in numbers)
        {
            if (double.IsNaN(number))
                return ([], []);
            min = number < min ? number : min;
            max = number > max ? number : max;
        }
        return (Bytes(BitConverter.DoubleToInt64Bits(min == 0 ? -0.0 : min)), Bytes(BitConverter.DoubleToInt64Bits(max == 0 ? 0.0 : max)));
    }

    private static (byte[] Min, byte[] Max) Octets(ColumnPart column)
    {
        var min = column.Octets(0);
        var max = min;
        for (var i = 1; i < column.Values; i++)
        {
            var octets = column.Octets(i);
            min = octets.SequenceCompareTo(min) < 0 ? octets : min;
            max = octets.SequenceCompareTo(max) > 0 ? octets : max;
        }
        return min.Length > LongestText || max.Length > LongestText || min.IsEmpty ? ([], []) : (min.ToArray(), max.ToArray());
    }

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }
}
