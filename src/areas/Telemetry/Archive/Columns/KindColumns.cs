using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Reads values row by row out of the columns of their kinds.</summary>
internal sealed class KindColumns(IEnumerable<(ValueKind Kind, ColumnBuffer[] Buffers)> kinds)
{
    private readonly Kept[] _kinds = [.. kinds.Select(k => new Kept(k.Kind, k.Buffers, Places(k.Buffers[^1])))];

    public Value At(int row)
    {
        foreach (var kind in _kinds)
        {
            if (kind.At(row) is >= 0 and var at)
                return ValueColumn.Read(kind.Kind, kind.Buffers, at);
        }
        return Value.None;
    }

    /// <summary>All values, where each row has a number of one kind: their 64 bits.</summary>
    public ReadOnlySpan<long> Numbers(out ValueKind kind)
    {
        kind = ValueKind.None;
        if (_kinds is not [{ Kind: ValueKind.Unsigned or ValueKind.Signed or ValueKind.Real, Places: null } one])
            return default;
        kind = one.Kind;
        return one.Buffers[0].Numbers;
    }

    public bool IsThere(int row)
    {
        foreach (var kind in _kinds)
        {
            if (kind.At(row) >= 0)
                return true;
        }
        return false;
    }

    /// <summary>As <see cref="Value.TryNumber"/> says it.</summary>
    public bool TryNumber(int row, out double number)
    {
        foreach (var kind in _kinds)
        {
            if (kind.At(row) is not (>= 0 and var at))
                continue;
            var bits = kind.Kind is ValueKind.Unsigned or ValueKind.Signed or ValueKind.Real or ValueKind.Flag ? kind.Buffers[^1].Numbers[at] : 0;
            switch (kind.Kind)
            {
                case ValueKind.Unsigned:
                    number = (ulong)bits;
                    return true;
                case ValueKind.Signed or ValueKind.Flag:
                    number = bits;
                    return true;
                case ValueKind.Real:
                    number = BitConverter.Int64BitsToDouble(bits);
                    return true;
                default:
                    return ValueColumn.Read(kind.Kind, kind.Buffers, at).TryNumber(out number);
            }
        }
        number = 0;
        return false;
    }

    // Where a value is missing, the places of those that are there.
    private static int[]? Places(ColumnBuffer buffer)
    {
        if (buffer.Values == buffer.Rows)
            return null;
        var (places, next) = (new int[buffer.Rows], 0);
        for (var row = 0; row < places.Length; row++)
            places[row] = buffer.Defined[row] ? next++ : -1;
        return places;
    }

    private readonly record struct Kept(ValueKind Kind, ColumnBuffer[] Buffers, int[]? Places)
    {
        public int At(int row) => Places is null ? row : Places[row];
    }
}
