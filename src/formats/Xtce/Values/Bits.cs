using System.Buffers.Binary;

namespace Gantry.Xtce;

/// <summary>Reads bits. The first bit is the most significant one of the first byte.</summary>
internal static class Bits
{
    /// <summary>Up to 64 bits, which the caller knows to be there.</summary>
    public static ulong Read(ReadOnlySpan<byte> data, long bit, int count)
    {
        if (count == 0)
            return 0;
        var at = (int)(bit >> 3);
        var skip = (int)(bit & 7);
        if (skip + count <= 64 && at + 8 <= data.Length)
            return BinaryPrimitives.ReadUInt64BigEndian(data[at..]) << skip >> (64 - count);
        var value = (ulong)(data[at] & (0xFF >> skip));
        var have = 8 - skip;
        if (have >= count)
            return value >> (have - count);
        for (at++; have + 8 <= count; at++, have += 8)
            value = value << 8 | data[at];
        var rest = count - have;
        return rest == 0 ? value : value << rest | (uint)(data[at] >> (8 - rest));
    }

    /// <summary>Writes bits over what is there.</summary>
    public static void Write(Span<byte> data, long bit, int count, ulong value)
    {
        for (var i = count - 1; i >= 0; i--, bit++)
        {
            var mask = (byte)(0x80 >> (int)(bit & 7));
            if ((value >> i & 1) != 0)
                data[(int)(bit >> 3)] |= mask;
            else
                data[(int)(bit >> 3)] &= (byte)~mask;
        }
    }

    /// <summary>Bits as bytes: a slice where they begin and end with bytes, a copy where not; the last byte is filled with zeros.</summary>
    public static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> data, long bit, long count)
    {
        var bytes = (int)((count + 7) / 8);
        if ((bit & 7) == 0 && (count & 7) == 0)
            return data.Slice((int)(bit >> 3), bytes);
        var copy = new byte[bytes];
        for (var i = 0; i < bytes; i++)
        {
            var left = (int)Math.Min(8, count - i * 8L);
            copy[i] = (byte)(Read(data.Span, bit + i * 8L, left) << (8 - left));
        }
        return copy;
    }

    public static ulong Reverse(ulong value, int count)
    {
        var reversed = 0UL;
        for (var i = 0; i < count; i++, value >>= 1)
            reversed = reversed << 1 | value & 1;
        return reversed;
    }

    public static ulong Mask(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;
}
