namespace Gantry.Xtce;

/// <summary>An array or a part of one: its items, the last dimension varying fastest, and where each dimension begins.</summary>
public sealed class ListValue(Value[] items, int[] from, int[] sizes) : IEquatable<ListValue>
{
    public IReadOnlyList<Value> Items => items;

    /// <summary>The index of the first item in each dimension.</summary>
    public IReadOnlyList<int> From => from;

    public IReadOnlyList<int> Sizes => sizes;

    /// <summary>The item at an index for each dimension; none when it is outside.</summary>
    public Value this[ReadOnlySpan<int> index]
    {
        get
        {
            if (index.Length != sizes.Length)
                return Value.None;
            var at = 0;
            for (var i = 0; i < index.Length; i++)
            {
                var own = index[i] - from[i];
                if (own < 0 || own >= sizes[i])
                    return Value.None;
                at = at * sizes[i] + own;
            }
            return items[at];
        }
    }

    /// <summary>The way to an item: an index for each dimension.</summary>
    internal static string IndexOf(IReadOnlyList<int> from, IReadOnlyList<int> sizes, int item) => string.Concat(Index(from, sizes, item).Select(i => $"[{i}]"));

    internal static int[] Index(IReadOnlyList<int> from, IReadOnlyList<int> sizes, int item)
    {
        var index = new int[sizes.Count];
        for (var d = sizes.Count - 1; d >= 0; d--)
        {
            index[d] = from[d] + item % sizes[d];
            item /= sizes[d];
        }
        return index;
    }

    internal int[] Index(int item) => Index(from, sizes, item);

    public bool Equals(ListValue? other) =>
        other is not null && items.AsSpan().SequenceEqual(other.Items.ToArray()) && from.SequenceEqual(other.From) && sizes.SequenceEqual(other.Sizes);

    public override bool Equals(object? obj) => Equals(obj as ListValue);

    public override int GetHashCode() => items.Length;

    public override string ToString() => "[" + string.Join(", ", items) + "]";
}
