using System.Globalization;

namespace Gantry.Xtce;

/// <summary>Numbers as XTCE writes them: decimal, <c>0x1F</c>, <c>0o17</c>, <c>0b101</c>.</summary>
internal static class Numbers
{
    public static bool TryWhole(string text, out long number)
    {
        var digits = text.AsSpan().Trim();
        var isNegative = digits.StartsWith("-");
        var bare = isNegative || digits.StartsWith("+") ? digits[1..] : digits;
        if (bare.Length > 2 && bare[0] == '0' && Radix(bare[1]) is var radix && radix > 0)
        {
            if (!TryRadix(bare[2..], radix, out var bits))
            {
                number = 0;
                return false;
            }
            number = isNegative ? unchecked(-(long)bits) : unchecked((long)bits);
            return true;
        }
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return true;
        // The upper half of 64 unsigned bits is a literal too.
        if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var large))
        {
            number = unchecked((long)large);
            return true;
        }
        return false;
    }

    public static bool TryReal(string text, out double number)
    {
        var digits = text.Trim();
        switch (digits)
        {
            case "INF" or "+INF":
                number = double.PositiveInfinity;
                return true;
            case "-INF":
                number = double.NegativeInfinity;
                return true;
            case "NaN":
                number = double.NaN;
                return true;
        }
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        if (!TryWhole(digits, out var whole))
            return false;
        number = whole;
        return true;
    }

    private static int Radix(char letter) => letter switch { 'x' or 'X' => 16, 'o' or 'O' => 8, 'b' or 'B' => 2, _ => 0 };

    private static bool TryRadix(ReadOnlySpan<char> digits, int radix, out ulong bits)
    {
        bits = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix || bits > (ulong.MaxValue - (ulong)digit) / (ulong)radix)
                return false;
            bits = bits * (ulong)radix + (ulong)digit;
        }
        return true;
    }
}
