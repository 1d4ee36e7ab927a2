using FsCheck;
using FsCheck.Fluent;
using Gantry.Ccsds;
using Gantry.Simulation;

namespace Gantry.Telemetry.Tests.Simulating;

/// <summary>What a simulated spacecraft sends in frames, a channel of the same settings receives.</summary>
public sealed class FramedPacketsTests
{
    private static readonly LinkFormat _coded = new() { Frames = FrameKind.Tm, Code = new(16, 2) };

    [Fact]
    public void Any_link_gives_the_packets_that_were_put_into_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var format = new LinkFormat
            {
                Frames = (FrameKind)chance.Next(3), Code = chance.Next(2) == 0 ? null : new(chance.Next(2) == 0 ? 8 : 16, chance.Next(1, 6)), IsRandomised = chance.Next(2) == 0,
                HasMarkers = chance.Next(3) > 0, Check = (FrameCheck)chance.Next(3), SpacecraftId = chance.Next(2) == 0 ? 99 : null,
            };
            format = format with { FrameLength = format.Code is null ? chance.Next(80, 1_200) : null };
            var sent = Packets(chance.Next(1, 120), chance).ToList();
            var received = Receive(format, Send(sent, new(format) { VirtualChannels = chance.Next(1, 6), LeastPerSecond = chance.Next(1, 20) }, new()));
            // Processes that share a virtual channel stay in their order.
            Assert.Equal(sent.Select(p => Convert.ToHexString(p.Octets)).GroupBy(Process).OrderBy(g => g.Key).Select(g => string.Join(' ', g)), received.Packets.GroupBy(Process).OrderBy(g => g.Key).Select(g => string.Join(' ', g)));
            Assert.Equal((0L, 0L, 0L), (received.Counts.BadFrames, received.Counts.LostFrames, received.Counts.CorrectedOctets));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Octets_that_are_wrong_on_the_link_are_put_right_by_the_code()
    {
        var sent = Packets(400, new(1)).ToList();
        var received = Receive(_coded, Send(sent, new(_coded), Scenario.Of("corrupt", hasFrames: true)));
        Assert.Equal(400, received.Packets.Count);
        Assert.True(received.Counts.CorrectedOctets >= 6 && received.Counts.CorrectedOctets % 6 == 0, $"{received.Counts}");
        Assert.Equal(0, received.Counts.BadFrames);

        // Without one they are a bad frame, and the packets in it are gone.
        var bare = new LinkFormat { Frames = FrameKind.Tm, FrameLength = 300, Check = FrameCheck.Crc16 };
        received = Receive(bare, Send(sent, new(bare), Scenario.Of("corrupt", hasFrames: true)));
        Assert.True(received.Counts is { BadFrames: > 0, LostFrames: > 0 } && received.Packets.Count < 400, $"{received.Counts}");
    }

    [Fact]
    public void Frames_that_get_lost_are_missed()
    {
        var frames = new SimulatedFrames(_coded) { LeastPerSecond = 20 };
        var scenario = new Scenario { Events = [new GapEvent(null) { At = TimeSpan.FromSeconds(2), Frames = 3 }] };
        var received = Receive(_coded, Send(Packets(400, new(1)).ToList(), frames, scenario));
        Assert.Equal(3, received.Counts.LostFrames);
        Assert.InRange(received.Packets.Count, 300, 399);
    }

    [Fact]
    public void Idle_frames_and_half_full_ones_go_when_there_is_little_to_say()
    {
        var frames = new SimulatedFrames(_coded) { LeastPerSecond = 4 };
        SimulatedPacket[] sent = [new(TimeSpan.FromSeconds(5.1), Packet(9, 0, 20))];
        var all = Send(sent, frames, new());
        Assert.Equal([.. Enumerable.Range(1, 20).Select(i => i / 4.0), 5.25], all.Select(f => f.Due.TotalSeconds));
        var received = Receive(_coded, all);
        Assert.Equal([1L, 0L], received.Sources.OrderBy(s => s.Source.VirtualChannel).Select(s => s.Frames - s.IdleFrames));
        Assert.Single(received.Packets);
    }

    [Theory]
    [InlineData(7, null, FrameKind.Tm, null)]
    [InlineData(8, null, FrameKind.Tm, "8 virtual channels are not 1 to 7; one more carries idle frames")]
    [InlineData(63, null, FrameKind.Aos, null)]
    [InlineData(1, 1024, FrameKind.Aos, "the spacecraft is 0 to 1023, not 1024")]
    [InlineData(63, 65_535, FrameKind.Uslp, null)]
    [InlineData(1, 65_536, FrameKind.Uslp, "the spacecraft is 0 to 65535, not 65536")]
    public void What_cannot_be_sent_is_told(int channels, int? spacecraft, FrameKind kind, string? why) =>
        Assert.Equal(why, new SimulatedFrames(new() { Frames = kind, FrameLength = 300, SpacecraftId = spacecraft }) { VirtualChannels = channels }.WhyInvalid());

    private static string Process(string packet) => packet[..4];

    private static IEnumerable<SimulatedPacket> Packets(int count, System.Random chance) =>
        Enumerable.Range(0, count).Select(i => new SimulatedPacket(TimeSpan.FromMilliseconds(20 * i), Packet(9 + i % 5, i, chance.Next(1, 200))));

    private static byte[] Packet(int process, int count, int length)
    {
        var packet = new byte[SpacePacketHeader.Length + length];
        packet.AsSpan().Fill((byte)count);
        new SpacePacketHeader(process, count, length).TryWrite(packet);
        return packet;
    }

    private static List<SimulatedPacket> Send(IReadOnlyList<SimulatedPacket> packets, SimulatedFrames frames, Scenario scenario)
    {
        var at = 0;
        var framed = new FramedPackets(() => at < packets.Count ? packets[at++] : null, frames, scenario, 1);
        var sent = new List<SimulatedPacket>();
        // The tick after the last packet would be the next thing to happen.
        while (framed.Next() is { } frame)
            sent.Add(frame);
        return sent;
    }

    private static (List<string> Packets, CutCounts Counts, List<SourceCounts> Sources) Receive(LinkFormat format, IEnumerable<SimulatedPacket> frames)
    {
        var cutter = PacketCutter.Of(new FramesDeclaration(format));
        var packets = new List<string>();
        foreach (var frame in frames)
            cutter.Take(frame.Octets, packet => packets.Add(Convert.ToHexString(packet)));
        cutter.End(packet => packets.Add(Convert.ToHexString(packet)));
        return (packets, cutter.Counts, [.. cutter.Sources]);
    }
}
