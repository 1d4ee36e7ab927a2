using System.Buffers.Binary;

namespace Gantry.Ccsds;

/// <summary>The command link control word (232.0): what the receiver on board says of one virtual channel.</summary>
/// <param name="NextExpected">The sequence number it waits for, N(R).</param>
/// <param name="FarmB">Two bits that count frames taken outside sequence control.</param>
public readonly record struct Clcw(
    int VirtualChannel, byte NextExpected, int FarmB = 0, bool IsLockout = false, bool IsWait = false, bool IsRetransmit = false,
    bool HasNoRf = false, bool HasNoBitLock = false, int StatusField = 0)
{
    /// <summary>How long it is.</summary>
    public const int Length = 4;

    private const uint InEffect = 1u << 24;

    /// <summary>Reads the operational control field of a frame. False when it is something else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out Clcw clcw)
    {
        clcw = default;
        if (octets.Length < Length)
            return false;
        var word = BinaryPrimitives.ReadUInt32BigEndian(octets);
        // Type and version are 0, the procedure in effect is 1.
        if (word >> 29 != 0 || (word & 3u << 24) != InEffect)
            return false;
        clcw = new((int)(word >> 18 & 0x3F), (byte)word, (int)(word >> 9 & 3), Has(word, 13), Has(word, 12), Has(word, 11), Has(word, 15), Has(word, 14), (int)(word >> 26 & 7));
        return true;
    }

    /// <summary>Writes it. False when a field is out of its range or there is no room.</summary>
    public bool TryWrite(Span<byte> octets)
    {
        if (octets.Length < Length || VirtualChannel is < 0 or > 63 || FarmB is < 0 or > 3 || StatusField is < 0 or > 7)
            return false;
        BinaryPrimitives.WriteUInt32BigEndian(octets, InEffect | (uint)StatusField << 26 | (uint)VirtualChannel << 18
            | Flag(HasNoRf, 15) | Flag(HasNoBitLock, 14) | Flag(IsLockout, 13) | Flag(IsWait, 12) | Flag(IsRetransmit, 11) | (uint)FarmB << 9 | NextExpected);
        return true;
    }

    private static bool Has(uint word, int bit) => (word >> bit & 1) != 0;

    private static uint Flag(bool isSet, int bit) => isSet ? 1u << bit : 0;
}
