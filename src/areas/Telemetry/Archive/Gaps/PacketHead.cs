using System.Buffers.Binary;
using Gantry.Ccsds;

namespace Gantry.Telemetry;

/// <summary>What a packet is counted by.</summary>
/// <param name="Head">The first four octets of a space packet: its process and its count. Null for other packets.</param>
/// <param name="Source">Null where there are no frames.</param>
internal readonly record struct PacketHead(DateTimeOffset At, long? Head, FrameSource? Source)
{
    public static PacketHead Of(in KeptPacket packet) => new(packet.At, Of(packet.Octets.Span), packet.Source);

    public static long? Of(ReadOnlySpan<byte> octets) => SpacePacketHeader.TryRead(octets, out _) == PacketStatus.Whole ? BinaryPrimitives.ReadUInt32BigEndian(octets) : null;

    /// <summary>The header as far as it is known: all but its length.</summary>
    public SpacePacketHeader? Header
    {
        get
        {
            if (Head is not { } head)
                return null;
            Span<byte> octets = stackalloc byte[SpacePacketHeader.Length];
            BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)head);
            return SpacePacketHeader.TryRead(octets, out var header) == PacketStatus.Whole ? header : null;
        }
    }
}
