using System.Buffers.Binary;
using System.Security.Cryptography;

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
    public static long Of(ReadOnlySpan<byte> octets)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(octets, digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }
}
