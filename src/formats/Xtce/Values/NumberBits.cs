namespace Gantry.Xtce;

/// <summary>Brings the bits of a number into their usual order.</summary>
internal static class NumberBits
{
    /// <summary>Up to 64 bits in the order the encoding has them.</summary>
    public static ulong Read(ReadOnlySpan<byte> data, long bit, int count, DataEncoding encoding)
    {
        var bits = Bits.Read(data, bit, count);
        if (encoding.LeastSignificantBitFirst)
            bits = Bits.Reverse(bits, count);
        return encoding.ByteOrder.IsPlain((count + 7) / 8) ? bits : Order(bits, count, encoding.ByteOrder);
    }

    /// <summary>
    /// Puts bytes in their order. Where the last of them is part of one, which no standard explains, the parts keep
    /// their sizes and change their places.
    /// </summary>
    public static ulong Order(ulong bits, int count, ByteOrder order)
    {
        var bytes = (count + 7) / 8;
        if (order.IsLeastSignificantFirst)
        {
            var swapped = 0UL;
            var done = 0;
            for (var left = count; left > 0; left -= 8)
            {
                var size = Math.Min(8, left);
                swapped |= (bits >> (left - size) & Bits.Mask(size)) << done;
                done += size;
            }
            return swapped;
        }
        if (order.Significance.Count != bytes || count % 8 != 0)
            return bits;
        var ordered = 0UL;
        for (var i = 0; i < bytes; i++)
            ordered |= (bits >> (8 * (bytes - 1 - i)) & 0xFF) << (8 * order.Significance[i]);
        return ordered;
    }

    /// <summary>The inverse of <see cref="Order"/>.</summary>
    public static ulong Unorder(ulong bits, int count, ByteOrder order)
    {
        var bytes = (count + 7) / 8;
        if (order.IsLeastSignificantFirst)
        {
            var swapped = 0UL;
            for (var done = 0; done < count; done += 8)
            {
                var size = Math.Min(8, count - done);
                swapped = swapped << size | bits >> done & Bits.Mask(size);
            }
            return swapped;
        }
        if (order.Significance.Count != bytes || count % 8 != 0)
            return bits;
        var raw = 0UL;
        for (var i = 0; i < bytes; i++)
            raw |= (bits >> (8 * order.Significance[i]) & 0xFF) << (8 * (bytes - 1 - i));
        return raw;
    }
}
