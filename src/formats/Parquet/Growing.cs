using System.Buffers;
using System.Runtime.CompilerServices;

namespace Gantry.Parquet;

/// <summary>Items in memory that is borrowed: columns are long, and long memory is dear to get and to give back.</summary>
internal struct Growing<T>
    where T : unmanaged
{
    private const int Least = 64;

    private T[]? _items;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<T> Span => _items.AsSpan(0, Count);

    public readonly ReadOnlyMemory<T> Memory => _items.AsMemory(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if (_items is { } items && (uint)Count < (uint)items.Length)
            items[Count++] = item;
        else
            More(1)[0] = item;
    }

    /// <summary>Room for so many more, which count from now on and are to be filled.</summary>
    public Span<T> More(int count)
    {
        var wanted = Count + (long)count;
        if (wanted > (_items?.Length ?? 0))
            Grow(wanted);
        var from = Count;
        Count = (int)wanted;
        return _items.AsSpan(from, count);
    }

    /// <summary>Takes some of the last ones away.</summary>
    public void Less(int count) => Count -= count;

    public void Clear() => Count = 0;

    /// <summary>Gives the memory back: nobody looks at it any more.</summary>
    public void Release()
    {
        if (_items is { } items)
            ArrayPool<T>.Shared.Return(items);
        (_items, Count) = (null, 0);
    }

    private void Grow(long wanted)
    {
        if (wanted > Array.MaxLength)
            throw new InvalidOperationException("A column of a group of rows is longer than 2 GB; begin a new group earlier.");
        var more = ArrayPool<T>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(wanted, Math.Max(Least, 2L * (_items?.Length ?? 0)))));
        Span.CopyTo(more);
        if (_items is { } items)
            ArrayPool<T>.Shared.Return(items);
        _items = more;
    }
}
