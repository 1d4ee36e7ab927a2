using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Ccsds;

/// <summary>Evaluates a small polynomial at every element of the field but zero.</summary>
internal static class FieldPolynomial
{
    private const int Points = GaloisField.Order + 1;
    private const int Sixteen = 16;

    // For each power k and each place i: the element -i to the k-th.
    private static readonly byte[] _powers = MakePowers();

    // For each constant the products with the sixteen low and the sixteen high half-bytes.
    private static readonly byte[] _products = MakeProducts();

    /// <summary>The value at the inverse of each place 0 to 254; there is room for one more, which means nothing.</summary>
    public static void EvaluateEverywhere(ReadOnlySpan<byte> coefficients, Span<byte> values)
    {
        values.Fill(coefficients[0]);
        for (var k = 1; k < coefficients.Length; k++)
            MultiplyAdd(values, _powers.AsSpan(k * Points, Points), _products.AsSpan(coefficients[k] * 2 * Sixteen, 2 * Sixteen));
    }

    private static void MultiplyAdd(Span<byte> values, ReadOnlySpan<byte> powers, ReadOnlySpan<byte> products)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] ^= (byte)(products[powers[i] & 0x0F] ^ products[Sixteen + (powers[i] >> 4)]);
            return;
        }
        var (low, high) = (Vector128.Create(products[..Sixteen]), Vector128.Create(products[Sixteen..]));
        var sums = MemoryMarshal.Cast<byte, Vector128<byte>>(values);
        var steps = MemoryMarshal.Cast<byte, Vector128<byte>>(powers);
        for (var i = 0; i < sums.Length; i++)
            sums[i] = Register128.MultiplyAdd(steps[i], low, high, sums[i]);
    }

    private static byte[] MakePowers()
    {
        var powers = new byte[(ReedSolomonFormat.MostCorrectable + 1) * Points];
        for (var k = 0; k <= ReedSolomonFormat.MostCorrectable; k++)
        {
            for (var i = 0; i < GaloisField.Order; i++)
                powers[k * Points + i] = GaloisField.Power(-i * k);
        }
        return powers;
    }

    private static byte[] MakeProducts()
    {
        var products = new byte[256 * 2 * Sixteen];
        for (var factor = 0; factor < 256; factor++)
        {
            for (var i = 0; i < Sixteen; i++)
            {
                products[factor * 2 * Sixteen + i] = GaloisField.Multiply((byte)factor, (byte)i);
                products[factor * 2 * Sixteen + Sixteen + i] = GaloisField.Multiply((byte)factor, (byte)(i << 4));
            }
        }
        return products;
    }
}
