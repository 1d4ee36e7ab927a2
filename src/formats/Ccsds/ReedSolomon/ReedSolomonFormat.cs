namespace Gantry.Ccsds;

/// <summary>Which Reed-Solomon code a channel uses.</summary>
/// <param name="Correctable">How many wrong octets per codeword can be put right: 16 for (255,223), 8 for (255,239).</param>
/// <param name="Interleave">How many codewords take turns in a block, 1 to 8.</param>
/// <param name="Basis">How octets stand for symbols.</param>
/// <param name="VirtualFill">How many zero octets per codeword are thought of in front of the data and never sent.</param>
public sealed record ReedSolomonFormat(int Correctable = 16, int Interleave = 1, SymbolBasis Basis = SymbolBasis.Dual, int VirtualFill = 0)
{
    internal const int CodewordLength = GaloisField.Order;
    internal const int MostInterleave = 8;
    internal const int MostCorrectable = 16;

    /// <summary>How many octets of data a block carries.</summary>
    public int DataLength => (CodewordLength - VirtualFill) * Interleave - CheckLength;

    /// <summary>How many check octets follow the data.</summary>
    public int CheckLength => 2 * Correctable * Interleave;

    /// <summary>How long a block is on the link, without its marker.</summary>
    public int BlockLength => DataLength + CheckLength;

    /// <summary>What is wrong with it in words, or null.</summary>
    public string? WhyInvalid()
    {
        if (Correctable is not (8 or MostCorrectable))
            return $"a codeword corrects 8 or 16 octets, not {Correctable}";
        if (Interleave is < 1 or > MostInterleave)
            return $"the interleave is 1 to {MostInterleave}, not {Interleave}";
        if (Basis is not (SymbolBasis.Dual or SymbolBasis.Conventional))
            return $"the basis is {nameof(SymbolBasis.Dual)} or {nameof(SymbolBasis.Conventional)}, not {Basis}";
        var mostFill = CodewordLength - 2 * Correctable - 1;
        return VirtualFill < 0 || VirtualFill > mostFill ? $"the virtual fill is 0 to {mostFill} octets per codeword, not {VirtualFill}" : null;
    }
}

/// <summary>What came of correcting a block.</summary>
public enum ReedSolomonStatus
{
    /// <summary>Every codeword was as it was sent.</summary>
    Clean,

    /// <summary>Some octets were wrong and have been put right.</summary>
    Corrected,

    /// <summary>More is wrong than can be put right; the block is left as it came.</summary>
    Uncorrectable,

    /// <summary>The block has not the length that the format says; nothing was done.</summary>
    WrongLength,
}
