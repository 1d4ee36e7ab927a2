namespace Gantry.Ccsds;

/// <summary>How far a BCH decoder goes.</summary>
public enum BchMode
{
    /// <summary>One wrong bit per code block is put right.</summary>
    Correct,

    /// <summary>Every wrong bit makes the code block bad.</summary>
    Detect,
}

/// <summary>
/// The BCH(63,56) code of commands: seven octets, then seven parity bits inverted and a zero. The generator is x⁷+x⁶+x²+1.
/// </summary>
public static class BchCode
{
    /// <summary>How many octets of data a code block has.</summary>
    public const int DataLength = 7;

    /// <summary>How long a code block is.</summary>
    public const int BlockLength = 8;

    private const int Generator = 0xC5;
    private const int CodeBits = 63;
    private const byte Good = 0;

    // What an octet leaves of the remainder that stands in the upper seven bits.
    private static readonly byte[] _remainders = MakeRemainders();

    // Which of the 63 bits is wrong, from 1, by what the parity is off.
    private static readonly byte[] _culprits = MakeCulprits();

    /// <summary>The last octet of a code block.</summary>
    public static byte Check(ReadOnlySpan<byte> data) => (byte)~(Remainder(data[..Math.Min(DataLength, data.Length)]) | 1);

    /// <summary>Looks at a code block and puts it right when asked to. False when it is bad.</summary>
    public static bool TryCorrect(Span<byte> block, BchMode mode, out bool isCorrected)
    {
        isCorrected = false;
        if (block.Length != BlockLength)
            return false;
        // The filler bit is not part of the code: it does not matter to the parity.
        var off = (Check(block) ^ block[DataLength]) >> 1;
        if (off == Good)
            return true;
        if (mode == BchMode.Detect || _culprits[off] == 0)
            return false;
        var bit = _culprits[off] - 1;
        block[bit >> 3] ^= (byte)(0x80 >> (bit & 7));
        isCorrected = true;
        return true;
    }

    private static byte Remainder(ReadOnlySpan<byte> data)
    {
        byte remainder = 0;
        foreach (var octet in data)
            remainder = _remainders[remainder ^ octet];
        return remainder;
    }

    private static byte[] MakeRemainders()
    {
        var remainders = new byte[256];
        for (var octet = 0; octet < 256; octet++)
        {
            var value = octet;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 0x80) != 0 ? (value << 1 ^ Generator << 1) & 0xFF : value << 1;
            remainders[octet] = (byte)value;
        }
        return remainders;
    }

    private static byte[] MakeCulprits()
    {
        var culprits = new byte[128];
        Span<byte> block = stackalloc byte[BlockLength];
        for (var bit = 0; bit < CodeBits; bit++)
        {
            block.Clear();
            block[bit >> 3] = (byte)(0x80 >> (bit & 7));
            culprits[(Remainder(block[..DataLength]) ^ block[DataLength]) >> 1] = (byte)(bit + 1);
        }
        return culprits;
    }
}
