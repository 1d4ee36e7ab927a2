using System.Buffers.Binary;

namespace Gantry.Telemetry;

/// <summary>What became of a packet when its segment was settled.</summary>
internal enum PacketStanding
{
    /// <summary>Its values stand in columns.</summary>
    Columns,

    /// <summary>It can only be decoded among those before it, so it is whenever it is asked for.</summary>
    Alone,

    /// <summary>It was received before; it counts once.</summary>
    Repeated,
}

/// <summary>What packets are known by: two of one channel that were made at one time and have one key are the same packet.</summary>
internal static class PacketKeys
{
    // Odd numbers of no meaning. They stand in files: others would know no packet again.
    private const ulong First = 0x9FB21C651E98DF25;
    private const ulong Second = 0xD6E8FEB86659FD93;

    /// <summary>Words are multiplied to 128 bits, and both halves go on: every octet reaches every bit.</summary>
    public static long Of(ReadOnlySpan<byte> octets)
    {
        var (hash, length) = (First, (ulong)octets.Length);
        while (octets.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(octets), First);
            octets = octets[sizeof(ulong)..];
        }
        var last = 0UL;
        for (var i = 0; i < octets.Length; i++)
            last |= (ulong)octets[i] << 8 * i;
        return (long)Mix(Mix(hash ^ last, First) ^ Second ^ length, Second);
    }

    // Adding what was multiplied keeps a word that makes the product zero from hiding all before it.
    private static ulong Mix(ulong word, ulong by)
    {
        var high = Math.BigMul(word, by, out var low);
        return (high ^ low) + word;
    }
}
