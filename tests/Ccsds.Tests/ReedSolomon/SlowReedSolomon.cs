namespace Gantry.Ccsds.Tests;

/// <summary>
/// The code by its definition, with nothing taken from the library: carry-less products, the generator as a product of
/// its roots, long division, and the published basis matrices bit by bit.
/// </summary>
internal static class SlowReedSolomon
{
    private static readonly int[] _toDual = [0x8D, 0xEF, 0xEC, 0x86, 0xFA, 0x99, 0xAF, 0x7B];
    private static readonly int[] _toConventional = [0xC5, 0x42, 0x2E, 0xFD, 0xF0, 0x79, 0xAC, 0xCC];

    public static int Times(int a, int b)
    {
        var product = 0;
        for (var bit = 0; bit < 8; bit++)
            product ^= (b >> bit & 1) != 0 ? a << bit : 0;
        for (var bit = 14; bit >= 8; bit--)
            product ^= (product >> bit & 1) != 0 ? 0x187 << (bit - 8) : 0;
        return product;
    }

    public static int Alpha(int exponent)
    {
        var value = 1;
        for (var i = 0; i < exponent % 255; i++)
            value = Times(value, 2);
        return value;
    }

    /// <summary>The highest power first.</summary>
    public static int[] Generator(int correctable)
    {
        int[] generator = [1];
        for (var j = 128 - correctable; j < 128 + correctable; j++)
        {
            var root = Alpha(11 * j);
            var shifted = (int[])[.. generator, 0];
            for (var i = 0; i < generator.Length; i++)
                shifted[i + 1] ^= Times(generator[i], root);
            generator = shifted;
        }
        return generator;
    }

    public static byte[] Encode(byte[] data, ReedSolomonFormat format)
    {
        var generator = Generator(format.Correctable);
        var checks = 2 * format.Correctable;
        var block = new byte[data.Length + checks * format.Interleave];
        data.CopyTo(block, 0);
        for (var codeword = 0; codeword < format.Interleave; codeword++)
        {
            var own = data.Where((_, i) => i % format.Interleave == codeword).Select(octet => In(octet, format.Basis)).ToList();
            var rest = Enumerable.Repeat(0, format.VirtualFill).Concat(own).Concat(new int[checks]).ToArray();
            for (var i = 0; i < rest.Length - checks; i++)
            {
                var lead = rest[i];
                for (var k = 0; k < generator.Length; k++)
                    rest[i + k] ^= Times(lead, generator[k]);
            }
            for (var k = 0; k < checks; k++)
                block[data.Length + k * format.Interleave + codeword] = (byte)Out(rest[rest.Length - checks + k], format.Basis);
        }
        return block;
    }

    private static int In(int octet, SymbolBasis basis) => basis == SymbolBasis.Conventional ? octet : By(_toConventional, octet);

    private static int Out(int value, SymbolBasis basis) => basis == SymbolBasis.Conventional ? value : By(_toDual, value);

    private static int By(int[] rows, int value) => Enumerable.Range(0, 8).Where(i => (value >> (7 - i) & 1) != 0).Aggregate(0, (sum, i) => sum ^ rows[i]);
}
