using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gantry.Ccsds;

/// <summary>The longer frame error control of USLP and Proximity-1: x³²+x²³+x²¹+x¹¹+x²+1, zero at the start. Not the one of Ethernet.</summary>
public static class Crc32
{
    /// <summary>How many octets the check takes at the end of what it protects.</summary>
    public const int Length = 4;

    private const int Slices = 8;

    private static readonly uint[] _tables = MakeTables();

    /// <summary>The check over some octets.</summary>
    public static uint Compute(ReadOnlySpan<byte> octets) => Continue(0, octets);

    /// <summary>Goes on with a check that was begun over the octets before these.</summary>
    public static uint Continue(uint check, ReadOnlySpan<byte> octets)
    {
        // An index is an octet and the table's place: it is always inside.
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        while (octets.Length >= Slices)
        {
            var word = BinaryPrimitives.ReadUInt64BigEndian(octets);
            // What does not hang on the check before is added up first, while that one is still being made.
            var rest = At(ref tables, 3, word >> 24) ^ At(ref tables, 2, word >> 16) ^ At(ref tables, 1, word >> 8) ^ At(ref tables, 0, word);
            word ^= (ulong)check << 32;
            check = rest ^ At(ref tables, 7, word >> 56) ^ At(ref tables, 6, word >> 48) ^ At(ref tables, 5, word >> 40) ^ At(ref tables, 4, word >> 32);
            octets = octets[Slices..];
        }
        foreach (var octet in octets)
            check = (check << 8) ^ _tables[(int)(check >> 24) ^ octet];
        return check;
    }

    /// <summary>Whether octets that end with their check are as they were sent.</summary>
    public static bool IsGood(ReadOnlySpan<byte> sealedOctets) => sealedOctets.Length >= Length && Compute(sealedOctets) == 0;

    /// <summary>Writes the check of everything before into the last four octets. False when there is no room for it.</summary>
    public static bool Seal(Span<byte> octets)
    {
        if (octets.Length < Length)
            return false;
        BinaryPrimitives.WriteUInt32BigEndian(octets[^Length..], Compute(octets[..^Length]));
        return true;
    }

    private static uint At(ref uint tables, int slice, ulong word) => Unsafe.Add(ref tables, slice * 256 + (byte)word);

    private static uint[] MakeTables()
    {
        var tables = new uint[Slices * 256];
        for (var octet = 0; octet < 256; octet++)
        {
            var check = (uint)octet << 24;
            for (var bit = 0; bit < 8; bit++)
                check = (check & 0x8000_0000) != 0 ? (check << 1) ^ 0x00A0_0805 : check << 1;
            tables[octet] = check;
        }
        for (var i = 256; i < tables.Length; i++)
            tables[i] = (tables[i - 256] << 8) ^ tables[(int)(tables[i - 256] >> 24)];
        return tables;
    }
}
