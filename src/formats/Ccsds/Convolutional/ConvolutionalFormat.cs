namespace Gantry.Ccsds;

/// <summary>How many of the two symbols per bit are sent.</summary>
public enum ConvolutionalRate
{
    Half,
    TwoThirds,
    ThreeQuarters,
    FiveSixths,
    SevenEighths,
}

/// <summary>The convolutional code of 131.0: constraint length 7, generators 171 and 133 octal.</summary>
/// <param name="Rate">Which symbols are left out.</param>
/// <param name="IsSecondInverted">Whether the second symbol is turned round; by the standard so at rate 1/2 and not at the others.</param>
public sealed record ConvolutionalFormat(ConvolutionalRate Rate, bool IsSecondInverted)
{
    internal const int First = 0b111_1001;
    internal const int Second = 0b101_1011;
    internal const int States = 64;

    public ConvolutionalFormat(ConvolutionalRate rate = ConvolutionalRate.Half)
        : this(rate, rate == ConvolutionalRate.Half)
    {
    }

    /// <summary>How many symbols are sent before the pattern comes round.</summary>
    public int SymbolsPerPeriod => FirstSent.Length + 1;

    // Per bit of the period whether the first, and whether the second symbol is sent.
    internal ReadOnlySpan<bool> FirstSent => Rate switch
    {
        ConvolutionalRate.TwoThirds => [true, false],
        ConvolutionalRate.ThreeQuarters => [true, false, true],
        ConvolutionalRate.FiveSixths => [true, false, true, false, true],
        ConvolutionalRate.SevenEighths => [true, false, false, false, true, false, true],
        _ => [true],
    };

    internal ReadOnlySpan<bool> SecondSent => Rate switch
    {
        ConvolutionalRate.TwoThirds => [true, true],
        ConvolutionalRate.ThreeQuarters => [true, true, false],
        ConvolutionalRate.FiveSixths => [true, true, false, true, false],
        ConvolutionalRate.SevenEighths => [true, true, true, true, false, true, false],
        _ => [true],
    };
}

/// <summary>Hard symbols, eight to an octet, as soft ones.</summary>
public static class HardSymbols
{
    /// <summary>What stands for a symbol that is certainly 1; its negative stands for 0, and 0 for one that is not known.</summary>
    public const sbyte Certain = 64;

    /// <summary>Unpacks as many octets as there is room for. How many symbols were written.</summary>
    public static int Unpack(ReadOnlySpan<byte> octets, Span<sbyte> symbols)
    {
        var count = Math.Min(octets.Length, symbols.Length / 8) * 8;
        for (var i = 0; i < count; i++)
            symbols[i] = (octets[i >> 3] >> (7 - (i & 7)) & 1) != 0 ? Certain : (sbyte)-Certain;
        return count;
    }
}
