namespace Gantry.Ccsds;

/// <summary>
/// The 256 elements of x⁸+x⁷+x²+x+1, with exponents and logarithms of the code's own element α¹¹ rather than of α, so that
/// the roots and the places of symbols are whole numbers.
/// </summary>
internal static class GaloisField
{
    public const int Order = 255;

    private const int Polynomial = 0x187;
    private const int RootStep = 11;

    /// <summary>Twice round, so that the sum of two logarithms needs no remainder.</summary>
    private static readonly byte[] _powers = MakePowers();

    private static readonly byte[] _logarithms = MakeLogarithms();

    public static byte Power(int exponent) => _powers[(exponent % Order + Order) % Order];

    public static int Logarithm(byte value) => _logarithms[value];

    public static byte Multiply(byte a, byte b) => a == 0 || b == 0 ? (byte)0 : _powers[_logarithms[a] + _logarithms[b]];

    public static byte Divide(byte a, byte b) => a == 0 ? (byte)0 : _powers[_logarithms[a] + Order - _logarithms[b]];

    private static byte[] MakePowers()
    {
        var alpha = new byte[Order];
        var value = 1;
        for (var i = 0; i < Order; i++)
        {
            alpha[i] = (byte)value;
            value <<= 1;
            if (value > byte.MaxValue)
                value ^= Polynomial;
        }
        var powers = new byte[2 * Order];
        for (var i = 0; i < powers.Length; i++)
            powers[i] = alpha[i * RootStep % Order];
        return powers;
    }

    private static byte[] MakeLogarithms()
    {
        var logarithms = new byte[256];
        for (var i = 0; i < Order; i++)
            logarithms[_powers[i]] = (byte)i;
        return logarithms;
    }
}
