namespace Gantry.Xtce;

/// <summary>What the bits of an integer mean, and back.</summary>
internal static class IntegerBits
{
    public static bool IsDecimal(IntegerFormat format) => format is IntegerFormat.Bcd or IntegerFormat.PackedBcd;

    public static Value Read(ReadOnlySpan<byte> data, long bit, IntegerEncoding encoding) =>
        IsDecimal(encoding.Format) ? Digits(data, bit, encoding) : Interpret(NumberBits.Read(data, bit, encoding.SizeInBits, encoding), encoding.SizeInBits, encoding.Format);

    public static Value Interpret(ulong bits, int count, IntegerFormat format)
    {
        switch (format)
        {
            case IntegerFormat.Unsigned:
                return Value.Of(bits);
            case IntegerFormat.TwosComplement:
                return Value.Of((long)(bits << (64 - count)) >> (64 - count));
            case IntegerFormat.OnesComplement:
                return Value.Of((bits >> (count - 1) & 1) == 0 ? (long)bits : -(long)(~bits & Bits.Mask(count)));
            default:
                var size = (long)(bits & Bits.Mask(count - 1));
                return Value.Of((bits >> (count - 1) & 1) == 0 ? size : -size);
        }
    }

    /// <summary>The bits of a number; false when it does not fit.</summary>
    public static bool TryWrite(Int128 number, int count, IntegerFormat format, out ulong bits)
    {
        var half = Int128.One << (count - 1);
        bits = 0;
        switch (format)
        {
            case IntegerFormat.Unsigned:
                if (number < 0 || number >= Int128.One << count)
                    return false;
                bits = (ulong)number;
                return true;
            case IntegerFormat.TwosComplement:
                if (number < -half || number >= half)
                    return false;
                bits = unchecked((ulong)(long)number) & Bits.Mask(count);
                return true;
            default:
                var size = Int128.Abs(number);
                if (size >= half)
                    return false;
                bits = number >= 0 ? (ulong)size
                    : format == IntegerFormat.OnesComplement ? ~(ulong)size & Bits.Mask(count)
                    : (ulong)size | 1UL << (count - 1);
                return true;
        }
    }

    // A digit above 9 is a bad value: there is none.
    private static Value Digits(ReadOnlySpan<byte> data, long bit, IntegerEncoding encoding)
    {
        var width = encoding.Format == IntegerFormat.Bcd ? 8 : 4;
        var number = 0UL;
        var count = encoding.SizeInBits / width;
        for (var i = 0; i < count; i++)
        {
            var place = encoding.ByteOrder.IsLeastSignificantFirst ? count - 1 - i : i;
            var digit = Bits.Read(data, bit + (long)place * width, width);
            if (encoding.LeastSignificantBitFirst)
                digit = Bits.Reverse(digit, width);
            if (digit > 9 || number > (ulong.MaxValue - digit) / 10)
                return Value.None;
            number = number * 10 + digit;
        }
        return Value.Of(number);
    }
}
