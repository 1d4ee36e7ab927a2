using System.Buffers.Binary;
using System.Numerics;

namespace Gantry.Ccsds;

/// <summary>Octets of a stream that are still of use, looked at from any bit.</summary>
internal sealed class BitWindow(int capacity)
{
    private const int Spare = 16;

    // Reads of whole words may reach beyond what was written.
    private readonly byte[] _octets = new byte[capacity + Spare];
    private int _filled;

    public long Length => (long)_filled * 8;

    /// <summary>How many octets can still be taken.</summary>
    public int Room => capacity - _filled;

    /// <summary>Takes as much as there is room for. How much was taken.</summary>
    public int Append(ReadOnlySpan<byte> octets)
    {
        var taken = Math.Min(octets.Length, Room);
        octets[..taken].CopyTo(_octets.AsSpan(_filled));
        _filled += taken;
        return taken;
    }

    /// <summary>Lets go of whole octets at the beginning.</summary>
    public void Drop(int octets)
    {
        _octets.AsSpan(octets, _filled - octets).CopyTo(_octets);
        _filled -= octets;
    }

    /// <summary>The 64 bits from some bit on; what lies beyond the end is of no meaning.</summary>
    public ulong Word(int bit)
    {
        var at = bit >> 3;
        var word = BinaryPrimitives.ReadUInt64BigEndian(_octets.AsSpan(at));
        return (bit & 7) == 0 ? word : word << (bit & 7) | (uint)_octets[at + 8] >> (8 - (bit & 7));
    }

    /// <summary>In how many bits a marker differs from what stands there.</summary>
    public int Distance(int bit, ReadOnlySpan<byte> marker)
    {
        var wrong = 0;
        for (; marker.Length >= sizeof(ulong); marker = marker[sizeof(ulong)..], bit += 64)
            wrong += BitOperations.PopCount(Word(bit) ^ BinaryPrimitives.ReadUInt64BigEndian(marker));
        if (marker.IsEmpty)
            return wrong;
        var last = 0UL;
        foreach (var octet in marker)
            last = last << 8 | octet;
        return wrong + BitOperations.PopCount(Word(bit) >> (64 - marker.Length * 8) ^ last);
    }

    /// <summary>Copies octets from some bit on, turned round if so wished.</summary>
    public void CopyTo(int bit, Span<byte> target, bool isInverted)
    {
        var turn = isInverted ? ulong.MaxValue : 0;
        for (; target.Length >= sizeof(ulong); target = target[sizeof(ulong)..], bit += 64)
            BinaryPrimitives.WriteUInt64BigEndian(target, Word(bit) ^ turn);
        var rest = Word(bit) ^ turn;
        for (var i = 0; i < target.Length; i++)
            target[i] = (byte)(rest >> (56 - 8 * i));
    }
}
