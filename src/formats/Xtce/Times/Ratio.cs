using System.Globalization;
using System.Numerics;

namespace Gantry.Xtce;

/// <summary>A number as one whole number over another.</summary>
internal readonly record struct Ratio(BigInteger Numerator, BigInteger Denominator)
{
    public static Ratio operator *(Ratio left, Ratio right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Ratio operator +(Ratio left, Ratio right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <summary>What somebody wrote who wrote this number in decimal: 1e-6 is a millionth, not the double beside it.</summary>
    public static Ratio Of(double written)
    {
        if (!double.IsFinite(written))
            return new(0, 1);
        // A power of two is meant as it is, and has a short decimal only when it is large.
        var bits = BitConverter.DoubleToInt64Bits(written) & 0xF_FFFF_FFFF_FFFF;
        if (bits == 0)
            return Exactly(written);
        var round = written.ToString("R", CultureInfo.InvariantCulture);
        var cut = round.IndexOf('E', StringComparison.Ordinal);
        var mantissa = cut < 0 ? round : round[..cut];
        var exponent = cut < 0 ? 0 : int.Parse(round.AsSpan(cut + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }
        var number = BigInteger.Parse(mantissa, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent >= 0 ? new(number * BigInteger.Pow(10, exponent), 1) : new(number, BigInteger.Pow(10, -exponent));
    }

    /// <summary>A double, bit for bit.</summary>
    public static Ratio Exactly(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)(bits >> 52 & 0x7FF);
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        var whole = new BigInteger(exponent == 0 ? fraction : fraction | 0x10_0000_0000_0000);
        var power = Math.Max(exponent, 1) - 1075;
        if (bits < 0)
            whole = -whole;
        return power >= 0 ? new(whole << power, 1) : new(whole, BigInteger.One << -power);
    }
}
