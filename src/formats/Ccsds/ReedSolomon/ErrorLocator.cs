namespace Gantry.Ccsds;

/// <summary>Finds which octets of one codeword are wrong, and by how much, from its syndromes in the conventional basis.</summary>
internal static class ErrorLocator
{
    private const int MostChecks = 2 * ReedSolomonFormat.MostCorrectable;

    /// <summary>
    /// Writes places, counted from the end of the codeword, and what must be added there. The number of them, or -1
    /// when there are more than the code can put right or one lies where nothing was sent.
    /// </summary>
    public static int Find(ReadOnlySpan<byte> syndromes, int sentLength, Span<byte> places, Span<byte> values)
    {
        Span<byte> locator = stackalloc byte[MostChecks + 1];
        var degree = Locate(syndromes, locator);
        if (degree > syndromes.Length / 2 || locator[degree] == 0)
            return -1;
        locator = locator[..(degree + 1)];
        Span<byte> sums = stackalloc byte[GaloisField.Order + 1];
        FieldPolynomial.EvaluateEverywhere(locator, sums);
        var found = 0;
        for (var place = 0; place < GaloisField.Order; place++)
        {
            if (sums[place] != 0)
                continue;
            if (place >= sentLength || found == degree)
                return -1;
            places[found++] = (byte)place;
        }
        if (found != degree)
            return -1;
        Evaluate(syndromes, locator, places[..found], values);
        return found;
    }

    // Berlekamp and Massey: the shortest register that makes the syndromes.
    private static int Locate(ReadOnlySpan<byte> syndromes, Span<byte> locator)
    {
        Span<byte> before = stackalloc byte[MostChecks + 1];
        Span<byte> kept = stackalloc byte[MostChecks + 1];
        before.Clear();
        locator.Clear();
        (locator[0], before[0]) = (1, 1);
        var (length, lengthBefore, since, lastDiscrepancy) = (0, 0, 1, (byte)1);
        for (var n = 0; n < syndromes.Length; n++)
        {
            var discrepancy = syndromes[n];
            for (var i = 1; i <= length; i++)
                discrepancy ^= GaloisField.Multiply(locator[i], syndromes[n - i]);
            if (discrepancy == 0)
            {
                since++;
                continue;
            }
            locator.CopyTo(kept);
            var factor = GaloisField.Divide(discrepancy, lastDiscrepancy);
            for (var i = since; i < locator.Length && i - since <= lengthBefore; i++)
                locator[i] ^= GaloisField.Multiply(factor, before[i - since]);
            if (2 * length > n)
            {
                since++;
                continue;
            }
            kept.CopyTo(before);
            (lengthBefore, length, lastDiscrepancy, since) = (length, n + 1 - length, discrepancy, 1);
        }
        return length;
    }

    // Forney: the size of an error is the evaluator over the derivative of the locator, at the inverse of its place.
    private static void Evaluate(ReadOnlySpan<byte> syndromes, ReadOnlySpan<byte> locator, ReadOnlySpan<byte> places, Span<byte> values)
    {
        Span<byte> evaluator = stackalloc byte[ReedSolomonFormat.MostCorrectable];
        evaluator = evaluator[..(locator.Length - 1)];
        for (var i = 0; i < evaluator.Length; i++)
        {
            byte sum = 0;
            for (var k = 0; k <= i; k++)
                sum ^= GaloisField.Multiply(locator[k], syndromes[i - k]);
            evaluator[i] = sum;
        }
        var firstRoot = Syndromes.RootExponent(syndromes.Length / 2, 0);
        for (var n = 0; n < places.Length; n++)
        {
            var (x, above, below) = (GaloisField.Power(-places[n]), (byte)0, (byte)0);
            for (var i = evaluator.Length - 1; i >= 0; i--)
                above = (byte)(GaloisField.Multiply(above, x) ^ evaluator[i]);
            // Of the derivative only the odd coefficients remain, at even powers.
            var square = GaloisField.Multiply(x, x);
            for (var i = (locator.Length - 2) | 1; i > 0; i -= 2)
                below = (byte)(GaloisField.Multiply(below, square) ^ locator[i]);
            // A locator without a double root has a derivative that is zero nowhere on its roots.
            values[n] = GaloisField.Multiply(GaloisField.Divide(above, below), GaloisField.Power(places[n] * (1 - firstRoot)));
        }
    }
}
