using FsCheck;
using FsCheck.Fluent;
using Gantry.TestKit;

namespace Gantry.Telemetry.Tests.Framing;

public sealed class CutterTests
{
    [Fact]
    public void The_same_packets_come_out_whatever_the_pieces_are() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var stream = Stream(chance, noise: seed % 3 == 0);
            foreach (var framing in (FramingDeclaration[])[new PacketsDeclaration(seed % 2 * 3), new SlipDeclaration(200), new CobsDeclaration(200), new LengthDeclaration(new(4, 2, 7), 200), new FixedDeclaration(10, [])])
            {
                var whole = Cut(framing, [stream]);
                var pieces = new List<byte[]>();
                for (var at = 0; at < stream.Length;)
                {
                    var size = Math.Min(stream.Length - at, chance.Next(1, 60));
                    pieces.Add(stream[at..(at + size)]);
                    at += size;
                }
                Assert.Equal(whole, Cut(framing, pieces));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Octets_that_are_no_packet_are_dropped_and_counted_and_the_next_packet_is_found()
    {
        var cutter = PacketCutter.Of(new PacketsDeclaration(0));
        var packets = new List<byte[]>();
        cutter.Take([0x60, 0x61, 0xFF, .. SamplePackets.Of(5, 1, 1), .. SamplePackets.Of(0x7FF, 1, 1), .. SamplePackets.Of(6, 1, 1), 1, 2], p => packets.Add(p.ToArray()));
        Assert.Equal([SamplePackets.Of(5, 1, 1), SamplePackets.Of(6, 1, 1)], packets);
        Assert.Equal(3, cutter.Counts.DroppedOctets);
        cutter.End(_ => Assert.Fail("Half a packet is none."));
        Assert.Equal(5, cutter.Counts.DroppedOctets);
    }

    private static byte[] Stream(System.Random chance, bool noise)
    {
        var stream = new List<byte>();
        for (var i = 0; i < 30; i++)
        {
            stream.AddRange(SamplePackets.Of(chance.Next(3) == 0 ? 6 : 5, i, chance.Next(500)));
            if (noise && chance.Next(4) == 0)
                stream.AddRange(Enumerable.Range(0, chance.Next(5)).Select(_ => (byte)chance.Next(256)));
        }
        return [.. stream];
    }

    private static List<byte[]> Cut(FramingDeclaration framing, IEnumerable<byte[]> pieces)
    {
        var (cutter, packets) = (PacketCutter.Of(framing), new List<byte[]>());
        foreach (var piece in pieces)
            cutter.Take(piece, p => packets.Add(p.ToArray()));
        return packets;
    }
}
