using Gantry.Ccsds;

namespace Gantry.Telemetry;

/// <summary>Packets in transfer frames.</summary>
internal sealed class LinkCutter(LinkReceiver receiver) : PacketCutter
{
    private readonly Sink _sink = new();

    public override CutCounts Counts
    {
        get
        {
            var counts = receiver.Counts;
            return new(counts.GoodFrames, counts.UncorrectableFrames + counts.DamagedFrames + counts.ForeignFrames, counts.CorrectedOctets, receiver.Channels.Sum(c => c.Counts.LostFrames), counts.SkippedOctets);
        }
    }

    public override void Take(ReadOnlySpan<byte> octets, PacketTaker taker)
    {
        _sink.Taker = taker;
        receiver.Take(octets, _sink);
    }

    public override void End(PacketTaker taker)
    {
        _sink.Taker = taker;
        receiver.Finish(_sink);
    }

    private sealed class Sink : ILinkSink
    {
        public PacketTaker Taker { get; set; } = _ => { };

        void ILinkSink.Frame(in LinkFrame frame)
        {
        }

        void ILinkSink.Packet(in LinkPacket packet)
        {
            if (!packet.IsTruncated)
                Taker(packet.Octets);
        }

        void ILinkSink.Bad(ReadOnlySpan<byte> block, BadFrame why)
        {
        }
    }
}
