namespace Gantry.Telemetry;

/// <summary>The packets of one container of a settled segment.</summary>
/// <param name="Seq">That of the segment.</param>
/// <param name="Container">The qualified name; empty for packets that are none.</param>
/// <param name="Digest">The file of columns; null where the packets are only kept as they came.</param>
internal sealed record SegmentColumns(ChannelKey Channel, long Seq, int Number, string Container, long Packets, Digest? Digest, long SizeBytes);
