using System.Buffers.Binary;

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
        var tables = _tables.AsSpan(0, Slices * 256);
        while (octets.Length >= Slices)
        {
            var word = BinaryPrimitives.ReadUInt64BigEndian(octets) ^ ((ulong)check << 48);
            check = (ushort)(tables[(int)(word >> 56) + (7 * 256)] ^ tables[(byte)(word >> 48) + (6 * 256)]
                ^ tables[(byte)(word >> 40) + (5 * 256)] ^ tables[(byte)(word >> 32) + (4 * 256)]
                ^ tables[(byte)(word >> 24) + (3 * 256)] ^ tables[(byte)(word >> 16) + (2 * 256)]
                ^ tables[(byte)(word >> 8) + 256] ^ tables[(byte)word]);
            octets = octets[Slices..];
        }
        foreach (var octet in octets)
            check = (ushort)((check << 8) ^ tables[(check >> 8) ^ octet]);
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
