namespace Gantry.Parquet.Tests;

/// <summary>A table by chance: any columns, any number of rows, values that repeat and values that do not.</summary>
internal sealed class SomeTable
{
    private readonly Random _chance;

    public SomeTable(int seed)
    {
        _chance = new(seed);
        var types = Enum.GetValues<ParquetType>();
        Columns = [.. Enumerable.Range(0, _chance.Next(1, 6)).Select(i => new ParquetColumn($"c{i}", types[_chance.Next(types.Length)], _chance.Next(2) == 0))];
        MostRows = _chance.Next(2) == 0 ? int.MaxValue : _chance.Next(20, 500);
        Filled = [.. Enumerable.Range(0, _chance.Next(0, 4)).Select(_ => Group(_chance.Next(1, 400)))];
    }

    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The most rows of a group.</summary>
    public int MostRows { get; }

    /// <summary>Of each group of the file the values of each column; null where there is none.</summary>
    public IReadOnlyList<object?[][]> Groups =>
        [.. Filled.SelectMany(f => Enumerable.Range(0, (int)Math.Ceiling(f[0].Length / (double)MostRows)).Select(part => f.Select(c => c.Skip(part * MostRows).Take(MostRows).ToArray()).ToArray()))];

    // What is handed to the writer at once.
    private object?[][][] Filled { get; }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, Columns, _chance.Next(2) == 0 ? ParquetCompression.None : ParquetCompression.Gzip);
        foreach (var group in Filled)
        {
            for (var c = 0; c < Columns.Count; c++)
            {
                foreach (var value in group[c])
                    Add(writer.Buffers[c], value);
            }
            writer.WriteGroup(writer.Buffers, MostRows);
            foreach (var buffer in writer.Buffers)
                buffer.Clear();
        }
        writer.Finish();
        return stream.ToArray();
    }

    public static object?[] Values(ColumnBuffer buffer)
    {
        var (values, next) = (new object?[buffer.Rows], 0);
        for (var i = 0; i < values.Length; i++)
            values[i] = buffer.Defined[i] ? Value(buffer, next++) : null;
        return values;
    }

    private static object Value(ColumnBuffer buffer, int i) => buffer.Column.Type switch
    {
        ParquetType.Boolean => buffer.Numbers[i] != 0,
        ParquetType.UInt64 => (ulong)buffer.Numbers[i],
        ParquetType.Double => BitConverter.DoubleToInt64Bits(buffer.Doubles[i]),
        ParquetType.Text => System.Text.Encoding.UTF8.GetString(buffer.Octets(i)),
        ParquetType.Bytes => Convert.ToHexString(buffer.Octets(i)),
        _ => buffer.Numbers[i],
    };

    private static void Add(ColumnBuffer buffer, object? value)
    {
        switch (value)
        {
            case null:
                buffer.AddNull();
                break;
            case bool flag:
                buffer.Add(flag);
                break;
            case ulong number:
                buffer.Add(number);
                break;
            case long number when buffer.Column.Type == ParquetType.Double:
                buffer.Add(BitConverter.Int64BitsToDouble(number));
                break;
            case long number:
                buffer.Add(number);
                break;
            case string text when buffer.Column.Type == ParquetType.Bytes:
                buffer.Add(Convert.FromHexString(text).AsSpan());
                break;
            case string text:
                buffer.Add(text);
                break;
        }
    }

    private object?[][] Group(int rows) => [.. Columns.Select(column =>
    {
        var (distinct, nulls) = (_chance.Next(3) switch { 0 => 1, 1 => 9, _ => int.MaxValue }, _chance.Next(4));
        return Enumerable.Range(0, rows).Select(_ => column.IsNullable && _chance.Next(4) < nulls ? null : Value(column.Type, _chance.Next(distinct))).ToArray();
    })];

    private static object Value(ParquetType type, int seed) => type switch
    {
        ParquetType.Boolean => seed % 2 == 0,
        ParquetType.UInt64 => (ulong)seed << 33,
        ParquetType.Double => BitConverter.DoubleToInt64Bits(seed % 7 == 3 ? double.NaN : seed / 3.0),
        ParquetType.Text => new string('é', seed % 50) + seed,
        ParquetType.Bytes => Convert.ToHexString(BitConverter.GetBytes(seed).AsSpan(0, seed % 5)),
        _ => (long)seed * (seed % 2 == 0 ? -77 : 13),
    };
}
