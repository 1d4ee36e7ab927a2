namespace Gantry.Ccsds;

/// <summary>How a stream of symbols has to be laid before the decoder.</summary>
/// <param name="Skip">How many symbols to leave out at the beginning.</param>
/// <param name="IsRotated">Whether the symbols of each pair have changed places and one of them its sign, as after a quarter turn of the carrier.</param>
/// <param name="ErrorRate">The share of symbols that spoke against what was decoded then.</param>
public readonly record struct SymbolPhase(int Skip, bool IsRotated, double ErrorRate);

/// <summary>
/// Finds out where the pattern of symbols begins and whether the carrier was locked a quarter turn off, by decoding a
/// piece in every way. Half a turn needs no search: it turns all bits round.
/// </summary>
public sealed class PhaseFinder(ConvolutionalFormat format)
{
    // A wrong phase looks like noise; a right one is clearly below it, and below the next best.
    private const double MostErrorRate = 0.2;
    private const double LeastLead = 1.25;
    private const int Piece = 2_048;

    private readonly ViterbiDecoder _decoder = new(format);
    private readonly sbyte[] _symbols = new sbyte[Piece];
    private readonly byte[] _octets = new byte[ViterbiDecoder.MostOctets(Piece)];

    /// <summary>Looks at the first symbols, at most 2,048, of which a few hundred suffice. False when no phase is clearly the right one.</summary>
    public bool TryFind(ReadOnlySpan<sbyte> symbols, out SymbolPhase phase)
    {
        symbols = symbols[..Math.Min(symbols.Length, Piece)];
        phase = new(0, false, 1);
        var second = 1.0;
        for (var way = 0; way < 2 * format.SymbolsPerPeriod; way++)
        {
            var (skip, isRotated) = (way >> 1, (way & 1) != 0);
            var rate = Try(symbols, skip, isRotated);
            if (rate < phase.ErrorRate)
                (second, phase) = (phase.ErrorRate, new(skip, isRotated, rate));
            else
                second = Math.Min(second, rate);
        }
        return phase.ErrorRate < MostErrorRate && second > LeastLead * phase.ErrorRate && second - phase.ErrorRate > 0.02;
    }

    /// <summary>Turns symbols back in place by a quarter, pair by pair from the first on: before any are skipped.</summary>
    public static void Rotate(Span<sbyte> symbols)
    {
        for (var i = 0; i + 1 < symbols.Length; i += 2)
            (symbols[i], symbols[i + 1]) = (symbols[i + 1], (sbyte)-Math.Max((int)symbols[i], -sbyte.MaxValue));
    }

    private double Try(ReadOnlySpan<sbyte> symbols, int skip, bool isRotated)
    {
        var own = _symbols.AsSpan(0, symbols.Length);
        symbols.CopyTo(own);
        if (isRotated)
            Rotate(own);
        _decoder.Reset();
        if (symbols.Length <= skip)
            return 1;
        _decoder.Decode(own[skip..], _octets);
        _decoder.Settle();
        return _decoder.ErrorRate;
    }
}
