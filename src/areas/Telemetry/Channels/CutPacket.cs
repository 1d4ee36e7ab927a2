namespace Gantry.Telemetry;

/// <summary>A packet as it was cut out of a channel.</summary>
/// <param name="Source">Where it came from; null where there are no frames.</param>
internal readonly record struct CutPacket(byte[] Octets, FrameSource? Source);
