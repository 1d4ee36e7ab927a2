namespace Gantry.Telemetry;

/// <summary>Packets of a channel that came one after the other and are decoded by one database.</summary>
/// <param name="Seq">Its place among the segments of the channel, from 1.</param>
/// <param name="FirstPacket">The number of its first packet in the channel, from 0.</param>
/// <param name="IsSettled">It stays as it is, and its values stand in columns.</param>
internal sealed record Segment(
    ChannelKey Channel, long Seq, DatabaseKey Database, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset FirstReceived, DateTimeOffset LastReceived,
    long FirstPacket, long Packets, Digest Digest, long SizeBytes, bool IsSettled = false);

/// <summary>A packet as it is kept.</summary>
/// <param name="At">When it was made, as it says itself; when it was received where it does not.</param>
/// <param name="Source">Which spacecraft and virtual channel brought it; null where there are no frames.</param>
internal readonly record struct KeptPacket(DateTimeOffset At, DateTimeOffset Received, ReadOnlyMemory<byte> Octets, FrameSource? Source = null);
