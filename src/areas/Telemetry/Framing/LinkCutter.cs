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

    public override FrameSource? Source => _sink.Source;

    public override IEnumerable<SourceCounts> Sources =>
        receiver.Channels.Select(c => new SourceCounts(new(c.SpacecraftId, c.Id), c.Counts.Frames, c.IdleFrames, c.Counts.LostFrames, c.CorrectedOctets));

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

        public FrameSource? Source { get; private set; }

        void ILinkSink.Frame(in LinkFrame frame)
        {
        }

        void ILinkSink.Packet(in LinkPacket packet)
        {
            if (packet.IsTruncated)
                return;
            Source = new(packet.Channel.SpacecraftId, packet.Channel.Id);
            Taker(packet.Octets);
        }

        void ILinkSink.Bad(ReadOnlySpan<byte> block, BadFrame why)
        {
        }
    }
}
