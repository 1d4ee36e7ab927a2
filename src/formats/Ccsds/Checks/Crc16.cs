using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gantry.Ccsds;

/// <summary>
/// The frame error control of TM, TC, AOS and USLP frames and the packet error control of PUS: x¹⁶+x¹²+x⁵+1, all ones
/// at the start, nothing reflected or inverted.
/// </summary>
public static class Crc16
{
    /// <summary>How many octets the check takes at the end of what it protects.</summary>
    public const int Length = 2;

    private const int Slices = 8;

    private static readonly ushort[] _tables = MakeTables();

    /// <summary>The check over some octets.</summary>
    public static ushort Compute(ReadOnlySpan<byte> octets) => Continue(0xFFFF, octets);

    /// <summary>Goes on with a check that was begun over the octets before these.</summary>
    public static ushort Continue(ushort check, ReadOnlySpan<byte> octets)
    {
        // An index is an octet and the table's place: it is always inside.
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        while (octets.Length >= Slices)
        {
            var word = BinaryPrimitives.ReadUInt64BigEndian(octets);
            // What does not hang on the check before is added up first, while that one is still being made.
            var rest = At(ref tables, 5, word >> 40) ^ At(ref tables, 4, word >> 32) ^ At(ref tables, 3, word >> 24)
                ^ At(ref tables, 2, word >> 16) ^ At(ref tables, 1, word >> 8) ^ At(ref tables, 0, word);
            check = (ushort)(rest ^ At(ref tables, 7, word >> 56 ^ (uint)(check >> 8)) ^ At(ref tables, 6, word >> 48 ^ check));
            octets = octets[Slices..];
        }
        foreach (var octet in octets)
            check = (ushort)((check << 8) ^ _tables[(check >> 8) ^ octet]);
        return check;
    }

    /// <summary>Whether octets that end with their check are as they were sent.</summary>
    public static bool IsGood(ReadOnlySpan<byte> sealedOctets) => sealedOctets.Length >= Length && Compute(sealedOctets) == 0;

    /// <summary>Writes the check of everything before into the last two octets. False when there is no room for it.</summary>
    public static bool Seal(Span<byte> octets)
    {
        if (octets.Length < Length)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(octets[^Length..], Compute(octets[..^Length]));
        return true;
    }

    private static ushort At(ref ushort tables, int slice, ulong word) => Unsafe.Add(ref tables, slice * 256 + (byte)word);

    // Table k tells what an octet does to the check when k further octets follow it.
    private static ushort[] MakeTables()
    {
        var tables = new ushort[Slices * 256];
        for (var octet = 0; octet < 256; octet++)
        {
            var check = octet << 8;
            for (var bit = 0; bit < 8; bit++)
                check = (check & 0x8000) != 0 ? (check << 1) ^ 0x1021 : check << 1;
            tables[octet] = (ushort)check;
        }
        for (var i = 256; i < tables.Length; i++)
            tables[i] = (ushort)((tables[i - 256] << 8) ^ tables[tables[i - 256] >> 8]);
        return tables;
    }
}
