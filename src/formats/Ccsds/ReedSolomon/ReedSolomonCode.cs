namespace Gantry.Ccsds;

/// <summary>
/// The Reed-Solomon code of one channel: adds check octets to blocks and puts right what arrived wrong. Allocates nothing
/// per block; one instance serves any number of threads.
/// </summary>
public sealed class ReedSolomonCode
{
    private const int MostErrors = ReedSolomonFormat.MostCorrectable * ReedSolomonFormat.MostInterleave;

    private readonly Syndromes _syndromes;
    private readonly Encoder _encoder;

    /// <exception cref="ArgumentException">The format is none (<see cref="ReedSolomonFormat.WhyInvalid"/> says why).</exception>
    public ReedSolomonCode(ReedSolomonFormat format)
        : this(format, Register.Widest)
    {
    }

    internal ReedSolomonCode(ReedSolomonFormat format, SyndromeWidth width)
    {
        if (format.WhyInvalid() is { } complaint)
            throw new ArgumentException(complaint, nameof(format));
        Format = format;
        _syndromes = new(format, width);
        _encoder = new(format);
    }

    public ReedSolomonFormat Format { get; }

    /// <summary>Computes the check octets at the end of a block from the data in front. False when the block has not the format's length.</summary>
    public bool TryEncode(Span<byte> block)
    {
        if (block.Length != Format.BlockLength)
            return false;
        for (var codeword = 0; codeword < Format.Interleave; codeword++)
            _encoder.Encode(block[codeword..Format.DataLength], block[(Format.DataLength + codeword)..], Format.Interleave);
        return true;
    }

    /// <summary>Puts a block right in place.</summary>
    /// <param name="block">The block without its marker, no longer randomised.</param>
    /// <param name="correctedOctets">How many octets were wrong, in all codewords together.</param>
    public ReedSolomonStatus Correct(Span<byte> block, out int correctedOctets) => Correct(block, [], out correctedOctets);

    /// <summary>Puts a block right in place, and tells of each codeword how many of its octets were wrong, or -1 when too many.</summary>
    /// <param name="block">The block without its marker, no longer randomised.</param>
    /// <param name="perCodeword">As many as the interleave; fewer are filled as far as they go.</param>
    /// <param name="correctedOctets">How many octets were wrong, in all codewords together; 0 when the block could not be put right.</param>
    public ReedSolomonStatus Correct(Span<byte> block, Span<int> perCodeword, out int correctedOctets)
    {
        perCodeword.Clear();
        correctedOctets = 0;
        if (block.Length != Format.BlockLength)
            return ReedSolomonStatus.WrongLength;
        Span<byte> syndromes = stackalloc byte[2 * MostErrors];
        syndromes = syndromes[..Format.CheckLength];
        return _syndromes.Compute(block, syndromes) ? Repair(block, syndromes, perCodeword, out correctedOctets) : ReedSolomonStatus.Clean;
    }

    // Nothing is changed before every codeword is known to come out right: a bad block is kept as it came.
    private ReedSolomonStatus Repair(Span<byte> block, ReadOnlySpan<byte> syndromes, Span<int> perCodeword, out int correctedOctets)
    {
        Span<byte> own = stackalloc byte[2 * ReedSolomonFormat.MostCorrectable];
        Span<byte> places = stackalloc byte[MostErrors];
        Span<byte> values = stackalloc byte[MostErrors];
        Span<int> counts = stackalloc int[ReedSolomonFormat.MostInterleave];
        own = own[..(2 * Format.Correctable)];
        var sentLength = ReedSolomonFormat.CodewordLength - Format.VirtualFill;
        var isLost = false;
        for (var codeword = 0; codeword < Format.Interleave; codeword++)
        {
            for (var j = 0; j < own.Length; j++)
                own[j] = Conventional(syndromes[j * Format.Interleave + codeword]);
            var at = codeword * ReedSolomonFormat.MostCorrectable;
            counts[codeword] = own.ContainsAnyExcept((byte)0) ? ErrorLocator.Find(own, sentLength, places[at..], values[at..]) : 0;
            isLost |= counts[codeword] < 0;
            if (codeword < perCodeword.Length)
                perCodeword[codeword] = counts[codeword];
        }
        correctedOctets = 0;
        if (isLost)
            return ReedSolomonStatus.Uncorrectable;
        for (var codeword = 0; codeword < Format.Interleave; codeword++)
        {
            correctedOctets += counts[codeword];
            for (var n = codeword * ReedSolomonFormat.MostCorrectable; counts[codeword]-- > 0; n++)
                block[(sentLength - 1 - places[n]) * Format.Interleave + codeword] ^= Sent(values[n]);
        }
        return ReedSolomonStatus.Corrected;
    }

    private byte Conventional(byte symbol) => Format.Basis == SymbolBasis.Dual ? DualBasis.ToConventional(symbol) : symbol;

    private byte Sent(byte value) => Format.Basis == SymbolBasis.Dual ? DualBasis.ToDual(value) : value;
}
