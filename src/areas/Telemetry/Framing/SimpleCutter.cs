using Gantry.Ccsds;

namespace Gantry.Telemetry;

/// <summary>Packets in one of the simple framings of small missions.</summary>
internal sealed class SimpleCutter(PacketFraming framing) : PacketCutter
{
    public override CutCounts Counts => new(0, framing.Faults, 0, 0, framing.DroppedOctets);

    public override void Take(ReadOnlySpan<byte> octets, PacketTaker taker)
    {
        while (true)
        {
            switch (framing.Read(ref octets, out var packet))
            {
                case FramingStatus.Packet:
                    taker(packet);
                    break;
                case FramingStatus.NeedMore:
                    return;
            }
        }
    }

    public override void End(PacketTaker taker) => framing.Forget();
}
