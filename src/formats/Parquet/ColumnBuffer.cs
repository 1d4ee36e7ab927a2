using System.Runtime.InteropServices;
using System.Text;

namespace Gantry.Parquet;

/// <summary>
/// The values of one column, of one group of rows. Numbers are kept as their 64 bits, texts and blobs end to end. It is
/// filled again and again: <see cref="Clear"/> keeps the memory.
/// </summary>
public sealed class ColumnBuffer(ParquetColumn column)
{
    private readonly List<bool> _defined = [];
    private readonly List<long> _numbers = [];
    private readonly List<int> _ends = [];
    private byte[] _octets = [];
    private int _length;

    private ColumnBuffer(ParquetColumn column, ColumnBuffer other)
        : this(column) => (_defined, _numbers, _ends, _octets, _length) = (other._defined, other._numbers, other._ends, other._octets, other._length);

    public ParquetColumn Column => column;

    /// <summary>How many rows there are, those without a value too.</summary>
    public int Rows => _defined.Count;

    /// <summary>How many rows have a value.</summary>
    public int Values => IsOctets ? _ends.Count : _numbers.Count;

    /// <summary>How many octets the values take.</summary>
    public long SizeBytes => IsOctets ? _length + 4L * _ends.Count : 8L * _numbers.Count;

    /// <summary>Which rows have a value.</summary>
    public ReadOnlySpan<bool> Defined => CollectionsMarshal.AsSpan(_defined);

    /// <summary>The values that are there, as whole numbers; of a double its bits.</summary>
    public ReadOnlySpan<long> Numbers => CollectionsMarshal.AsSpan(_numbers);

    /// <summary>The values that are there, as doubles.</summary>
    public ReadOnlySpan<double> Doubles => MemoryMarshal.Cast<long, double>(Numbers);

    internal bool IsOctets => column.Type is ParquetType.Text or ParquetType.Bytes;

    /// <summary>A value that is there, of texts and blobs.</summary>
    public ReadOnlySpan<byte> Octets(int value) => _octets.AsSpan(Begin(value), _ends[value] - Begin(value));

    /// <summary>The same, to be kept: it stays as it is until the buffer is cleared.</summary>
    public ReadOnlyMemory<byte> Memory(int value) => _octets.AsMemory(Begin(value), _ends[value] - Begin(value));

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
        Append(_numbers, numbers);
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
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _octets.AsSpan(_length));
        _ends.Add(_length);
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

    /// <summary>The same values as those of a column that is called so, and that is nullable only if a value is missing. They are shared, not copied.</summary>
    public ColumnBuffer Named(string name) => new(new(name, column.Type, IsNullable: Values < Rows), this);

    public void Clear()
    {
        _defined.Clear();
        _numbers.Clear();
        _ends.Clear();
        _length = 0;
    }

    internal void AddBits(long bits)
    {
        _numbers.Add(bits);
        _defined.Add(true);
    }

    internal void AddOctets(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length);
        octets.CopyTo(_octets.AsSpan(_length));
        _length += octets.Length;
        _ends.Add(_length);
        _defined.Add(true);
    }

    private int Begin(int value) => value == 0 ? 0 : _ends[value - 1];

    private static void Append<T>(List<T> list, ReadOnlySpan<T> more)
    {
        var from = list.Count;
        CollectionsMarshal.SetCount(list, from + more.Length);
        more.CopyTo(CollectionsMarshal.AsSpan(list)[from..]);
    }

    private void Define(int rows, bool isThere)
    {
        var from = _defined.Count;
        CollectionsMarshal.SetCount(_defined, from + rows);
        CollectionsMarshal.AsSpan(_defined)[from..].Fill(isThere);
    }

    private void Reserve(int more)
    {
        var wanted = _length + (long)more;
        if (wanted > Array.MaxLength)
            throw new InvalidOperationException($"A group of rows of {column.Name} is longer than 2 GB; begin a new one earlier.");
        if (wanted > _octets.Length)
            Array.Resize(ref _octets, (int)Math.Min(Array.MaxLength, Math.Max(wanted, Math.Max(256, 2L * _octets.Length))));
    }

    private void Expect(bool fits)
    {
        if (!fits)
            throw new ArgumentException($"The column {column.Name} holds {column.Type}.");
    }
}
