using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Parquet;

/// <summary>The distinct values of a column, where there are few: each value is then its place among them.</summary>
internal sealed class ValueDictionary : IDisposable
{
    private const int Most = 1 << 14;
    private const int Slots = Most + 1;
    private const int SlotBits = 15;

    private readonly int[] _places;
    private readonly int _count;

    private ValueDictionary(int[] places, int count, ColumnBuffer values) => (_places, _count, Values) = (places, count, values);

    public ReadOnlySpan<int> Places => _places.AsSpan(0, _count);

    public ColumnBuffer Values { get; }

    /// <summary>Null where the values are too many for it to pay.</summary>
    public static ValueDictionary? Of(ColumnPart column)
    {
        if (column.Column.Type == ParquetType.Boolean || column.Values < 2)
            return null;
        var places = ArrayPool<int>.Shared.Rent(column.Values);
        var distinct = new ColumnBuffer(column.Column);
        if (column.IsOctets ? Octets(column, places, distinct) : Numbers(column, places, distinct))
            return new(places, column.Values, distinct);
        ArrayPool<int>.Shared.Return(places);
        distinct.Release();
        return null;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_places);
        Values.Release();
    }

    // A column that has hardly repeated itself so far is not going to.
    private static bool IsHopeless(int distinct, int seen) => distinct > Most || distinct > 64 && distinct > seen / 2;

    private static bool Numbers(ColumnPart column, int[] places, ColumnBuffer distinct)
    {
        // Half full at most, so that a free slot is near.
        var (slots, keys) = (ArrayPool<int>.Shared.Rent(1 << SlotBits), ArrayPool<long>.Shared.Rent(Slots));
        slots.AsSpan(0, 1 << SlotBits).Clear();
        var isWorth = Numbers(column.Numbers, places, distinct, slots.AsSpan(0, 1 << SlotBits), keys);
        ArrayPool<int>.Shared.Return(slots);
        ArrayPool<long>.Shared.Return(keys);
        return isWorth;
    }

    private static bool Numbers(ReadOnlySpan<long> numbers, int[] places, ColumnBuffer distinct, Span<int> slots, long[] keys)
    {
        var count = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            var slot = (int)((ulong)(number ^ number >>> 29) * 0x9E3779B97F4A7C15 >> 64 - SlotBits);
            while (slots[slot] != 0 && keys[slots[slot] - 1] != number)
                slot = slot + 1 & slots.Length - 1;
            if (slots[slot] == 0)
            {
                distinct.AddBits(number);
                keys[count++] = number;
                slots[slot] = count;
                if (IsHopeless(count, i + 1))
                    return false;
            }
            places[i] = slots[slot] - 1;
        }
        return count <= numbers.Length / 2;
    }

    private static bool Octets(ColumnPart column, int[] places, ColumnBuffer distinct)
    {
        var known = new Dictionary<byte[], int>(new ByOctets());
        var lookup = known.GetAlternateLookup<ReadOnlySpan<byte>>();
        for (var i = 0; i < column.Values; i++)
        {
            var octets = column.Octets(i);
            if (!lookup.TryGetValue(octets, out places[i]))
            {
                lookup[octets] = places[i] = known.Count;
                distinct.AddOctets(octets);
                if (IsHopeless(known.Count, i + 1))
                    return false;
            }
        }
        return known.Count <= column.Values / 2;
    }

    private sealed class ByOctets : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] octets) => GetHashCode(octets.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> octets) => octets.ToArray();

        public bool Equals(ReadOnlySpan<byte> octets, byte[] other) => octets.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> octets)
        {
            var hash = new HashCode();
            hash.AddBytes(octets);
            return hash.ToHashCode();
        }
    }
}
