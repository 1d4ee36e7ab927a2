namespace Gantry.Ccsds;

/// <summary>How the eight bits of a symbol stand for an element of the field.</summary>
public enum SymbolBasis
{
    /// <summary>Berlekamp's dual basis, which 131.0 prescribes and links use.</summary>
    Dual,

    /// <summary>The polynomial basis, which some products of laboratories use.</summary>
    Conventional,
}

/// <summary>From one basis to the other, octet by octet.</summary>
internal static class DualBasis
{
    // What each bit of a symbol becomes, the most significant first.
    private static readonly byte[] _toDual = MakeTable([0x8D, 0xEF, 0xEC, 0x86, 0xFA, 0x99, 0xAF, 0x7B]);
    private static readonly byte[] _toConventional = MakeTable([0xC5, 0x42, 0x2E, 0xFD, 0xF0, 0x79, 0xAC, 0xCC]);

    public static byte ToDual(byte conventional) => _toDual[conventional];

    public static byte ToConventional(byte dual) => _toConventional[dual];

    /// <summary>The product of a symbol as it is sent with an element of the field, as it is sent.</summary>
    public static byte Multiply(SymbolBasis basis, byte symbol, byte factor) => basis == SymbolBasis.Conventional
        ? GaloisField.Multiply(symbol, factor)
        : ToDual(GaloisField.Multiply(ToConventional(symbol), factor));

    private static byte[] MakeTable(ReadOnlySpan<byte> rows)
    {
        var table = new byte[256];
        for (var value = 0; value < 256; value++)
        {
            for (var bit = 0; bit < 8; bit++)
                table[value] ^= (value & (0x80 >> bit)) != 0 ? rows[bit] : (byte)0;
        }
        return table;
    }
}
