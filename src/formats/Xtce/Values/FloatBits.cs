using System.Buffers.Binary;

namespace Gantry.Xtce;

/// <summary>What the bits of a float mean in each of the formats that fly, as a double, and back.</summary>
internal static class FloatBits
{
    public static double Read(ReadOnlySpan<byte> data, long bit, FloatEncoding encoding)
    {
        if (encoding.SizeInBits > 64)
        {
            Span<byte> bytes = stackalloc byte[16];
            ReadLong(data, bit, encoding, bytes[..(encoding.SizeInBits / 8)]);
            return encoding.SizeInBits == 80 ? Extended(bytes) : Quadruple(bytes);
        }
        return Interpret(NumberBits.Read(data, bit, encoding.SizeInBits, encoding), encoding.SizeInBits, encoding.Format);
    }

    public static double Interpret(ulong bits, int count, FloatFormat format) => (format, count) switch
    {
        (FloatFormat.Ieee754, 16) => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        (FloatFormat.Ieee754, 32) => BitConverter.UInt32BitsToSingle((uint)bits),
        (FloatFormat.Ieee754, 64) => BitConverter.UInt64BitsToDouble(bits),
        (FloatFormat.Mil1750A, 32) => Math.ScaleB((int)bits >> 8, (sbyte)bits - 23),
        // The exponent stands between the two parts of the fraction.
        (FloatFormat.Mil1750A, 48) => Math.ScaleB((double)(((long)(bits >> 24) << 40 >> 24) | (long)(bits & 0xFFFF)), (sbyte)(bits >> 16) - 39),
        (FloatFormat.Ibm, _) => Ibm(bits, count),
        (FloatFormat.Dec, _) => Dec(bits, count),
        (FloatFormat.Ti, _) => Ti(bits, count),
        _ => double.NaN,
    };

    private static double Ibm(ulong bits, int count)
    {
        var fraction = bits & Bits.Mask(count - 8);
        var exponent = (int)(bits >> (count - 8) & 0x7F) - 64;
        var size = Math.ScaleB(fraction, 4 * exponent - (count - 8));
        return bits >> (count - 1) == 0 ? size : -size;
    }

    // The 16-bit words come least significant first. With the least significant byte first, this is the memory of a VAX.
    private static double Dec(ulong bits, int count)
    {
        var words = 0UL;
        for (var i = 0; i < count; i += 16)
            words = words << 16 | bits >> i & 0xFFFF;
        var exponent = (int)(words >> (count - 9) & 0xFF);
        if (exponent == 0)
            return words >> (count - 1) == 0 ? 0 : double.NaN;
        var size = Math.ScaleB(words & Bits.Mask(count - 9) | 1UL << (count - 9), exponent - 128 - (count - 8));
        return words >> (count - 1) == 0 ? size : -size;
    }

    private static double Ti(ulong bits, int count)
    {
        var exponent = (sbyte)(bits >> (count - 8));
        if (exponent == -128)
            return 0;
        var fraction = (long)(bits & Bits.Mask(count - 9));
        var one = 1L << (count - 9);
        var isNegative = (bits >> (count - 9) & 1) != 0;
        return Math.ScaleB(isNegative ? fraction - 2 * one : fraction + one, exponent - (count - 9));
    }

    private static void ReadLong(ReadOnlySpan<byte> data, long bit, FloatEncoding encoding, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var one = Bits.Read(data, bit + i * 8L, 8);
            if (encoding.LeastSignificantBitFirst)
                one = Bits.Reverse(Bits.Read(data, bit + (bytes.Length - 1L - i) * 8L, 8), 8);
            var place = encoding.ByteOrder.IsLeastSignificantFirst ? bytes.Length - 1 - i
                : encoding.ByteOrder.Significance.Count == bytes.Length ? bytes.Length - 1 - encoding.ByteOrder.Significance[i]
                : i;
            bytes[place] = (byte)one;
        }
    }

    private static double Extended(ReadOnlySpan<byte> bytes)
    {
        var head = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var fraction = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        var exponent = head & 0x7FFF;
        var size = exponent == 0x7FFF
            ? fraction << 1 == 0 ? double.PositiveInfinity : double.NaN
            : Math.ScaleB(fraction, Math.Max(exponent, 1) - 16383 - 63);
        return head >> 15 == 0 ? size : -size;
    }

    private static double Quadruple(ReadOnlySpan<byte> bytes)
    {
        var head = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var high = BinaryPrimitives.ReadUInt64BigEndian(bytes) & 0xFFFF_FFFF_FFFF;
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        var exponent = head & 0x7FFF;
        double size;
        if (exponent == 0x7FFF)
        {
            size = (high | low) == 0 ? double.PositiveInfinity : double.NaN;
        }
        else
        {
            // The upper 64 bits of the fraction with its hidden one; what is below only decides how the last is rounded.
            var whole = (exponent == 0 ? high : high | 1UL << 48) << 15 | low >> 49;
            if ((low & Bits.Mask(49)) != 0)
                whole |= 1;
            size = Math.ScaleB(whole, Math.Max(exponent, 1) - 16383 - 63);
        }
        return head >> 15 == 0 ? size : -size;
    }
}
