using System.Runtime.InteropServices;
using System.Text;

namespace Gantry.Parquet;

/// <summary>
/// The values of one column, of one group of rows. Numbers are kept as their 64 bits, texts and blobs end to end. It is
/// filled again and again: <see cref="Clear"/> keeps the memory, <see cref="Release"/> lets others have it.
/// </summary>
public sealed class ColumnBuffer(ParquetColumn column)
{
    private Growing<bool> _defined;
    private Growing<long> _numbers;
    private Growing<int> _ends;
    private Growing<byte> _octets;

    private ColumnBuffer(ParquetColumn column, ColumnBuffer other)
        : this(column) => (_defined, _numbers, _ends, _octets) = (other._defined, other._numbers, other._ends, other._octets);

    public ParquetColumn Column => column;

    /// <summary>How many rows there are, those without a value too.</summary>
    public int Rows => _defined.Count;

    /// <summary>How many rows have a value.</summary>
    public int Values => IsOctets ? _ends.Count : _numbers.Count;

    /// <summary>How many octets the values take.</summary>
    public long SizeBytes => IsOctets ? _octets.Count + 4L * _ends.Count : 8L * _numbers.Count;

    /// <summary>Which rows have a value.</summary>
    public ReadOnlySpan<bool> Defined => _defined.Span;

    /// <summary>The values that are there, as whole numbers; of a double its bits.</summary>
    public ReadOnlySpan<long> Numbers => _numbers.Span;

    /// <summary>The values that are there, as doubles.</summary>
    public ReadOnlySpan<double> Doubles => MemoryMarshal.Cast<long, double>(Numbers);

    internal bool IsOctets => column.Type is ParquetType.Text or ParquetType.Bytes;

    /// <summary>A value that is there, of texts and blobs.</summary>
    public ReadOnlySpan<byte> Octets(int value) => _octets.Span[Begin(value).._ends.Span[value]];

    /// <summary>The same, to be kept: it stays as it is until the buffer is cleared or released.</summary>
    public ReadOnlyMemory<byte> Memory(int value) => _octets.Memory[Begin(value).._ends.Span[value]];

    /// <exception cref="InvalidOperationException">Every row of the column has a value.</exception>
    public void AddNull()
    {
        if (!column.IsNullable)
            throw new InvalidOperationException($"Every row of {column.Name} has a value.");
        _defined.Add(false);
    }

    public void Add(long number)
    {
        Expect(column.Type is ParquetType.Int64 or ParquetType.Time);
        AddBits(number);
    }

    public void Add(ulong number)
    {
        Expect(column.Type == ParquetType.UInt64);
        AddBits((long)number);
    }

    public void Add(double number)
    {
        Expect(column.Type == ParquetType.Double);
        AddBits(BitConverter.DoubleToInt64Bits(number));
    }

    public void Add(bool flag)
    {
        Expect(column.Type == ParquetType.Boolean);
        AddBits(flag ? 1 : 0);
    }

    /// <summary>Many numbers at once: the 64 bits of each, of a double as of a whole number.</summary>
    public void AddMany(ReadOnlySpan<long> numbers)
    {
        Expect(!IsOctets);
        numbers.CopyTo(_numbers.More(numbers.Length));
        Define(numbers.Length, true);
    }

    public void AddMany(ReadOnlySpan<double> numbers)
    {
        Expect(column.Type == ParquetType.Double);
        AddMany(MemoryMarshal.Cast<double, long>(numbers));
    }

    /// <summary>Rows without a value until there are so many rows.</summary>
    public void AddNulls(int rows)
    {
        if (rows > Rows && !column.IsNullable)
            throw new InvalidOperationException($"Every row of {column.Name} has a value.");
        Define(Math.Max(0, rows - Rows), false);
    }

    public void Add(ReadOnlySpan<byte> octets)
    {
        Expect(IsOctets);
        AddOctets(octets);
    }

    public void Add(string text)
    {
        Expect(column.Type == ParquetType.Text);
        var room = _octets.More(Encoding.UTF8.GetMaxByteCount(text.Length));
        _octets.Less(room.Length - Encoding.UTF8.GetBytes(text, room));
        _ends.Add(_octets.Count);
        _defined.Add(true);
    }

    /// <summary>Time to 100 ns, as .NET has it. What is outside of the years 1678 to 2261 does not fit and is null.</summary>
    public void Add(DateTimeOffset time)
    {
        var ticks = (Int128)(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
        if (ticks < long.MinValue || ticks > long.MaxValue)
            AddNull();
        else
            Add((long)ticks);
    }

    /// <summary>The same values as those of a column that is called so, and that is nullable only if a value is missing. They are shared, not copied: nothing is added any more.</summary>
    public ColumnBuffer Named(string name) => new(new(name, column.Type, IsNullable: Values < Rows), this);

    public void Clear()
    {
        _defined.Clear();
        _numbers.Clear();
        _ends.Clear();
        _octets.Clear();
    }

    /// <summary>Empties it and gives its memory back: no value of it is looked at any more.</summary>
    public void Release()
    {
        _defined.Release();
        _numbers.Release();
        _ends.Release();
        _octets.Release();
    }

    internal void AddBits(long bits)
    {
        _numbers.Add(bits);
        _defined.Add(true);
    }

    internal void AddOctets(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_octets.More(octets.Length));
        _ends.Add(_octets.Count);
        _defined.Add(true);
    }

    private int Begin(int value) => value == 0 ? 0 : _ends.Span[value - 1];

    private void Define(int rows, bool isThere) => _defined.More(rows).Fill(isThere);

    private void Expect(bool fits)
    {
        if (!fits)
            throw new ArgumentException($"The column {column.Name} holds {column.Type}.");
    }
}
