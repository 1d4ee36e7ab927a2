using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests.Links;

public class LinkTransmitterTests
{
    [Fact]
    public void What_is_sent_in_whatever_frames_is_received_as_it_was() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var format = Format(chance);
            Assert.Null(LinkTransmitter.WhyNot(format));
            var (spacecraft, channels) = (chance.Next(0, 256), chance.Next(1, 5));
            var transmitter = new LinkTransmitter(format, spacecraft);
            var (recording, frames, idle) = (new List<byte>(), 0, 0);
            FrameTaker take = octets =>
            {
                recording.AddRange(octets);
                frames++;
            };
            var sent = Enumerable.Range(0, channels).Select(_ => new List<byte[]>()).ToList();
            for (var i = chance.Next(0, 40); i > 0; i--)
            {
                var channel = chance.Next(channels);
                var packet = SomePackets.Space(9 + channel, sent[channel].Count, chance.Next(4) == 0 ? chance.Next(1, 3_000) : chance.Next(1, 90));
                sent[channel].Add(packet);
                transmitter.Send(channel, packet, take);
                if (chance.Next(12) == 0)
                    transmitter.Flush(take);
                if (chance.Next(12) == 0)
                {
                    transmitter.SendIdle(take);
                    idle++;
                }
            }
            transmitter.Flush(take);
            Assert.False(transmitter.HasOpenFrame);

            var (receiver, heard) = (new LinkReceiver(format with { SpacecraftId = spacecraft }), new Heard());
            receiver.Take(recording.ToArray(), heard);
            receiver.Finish(heard);
            Assert.Equal((frames, 0L, 0L, 0L), ((int)receiver.Counts.GoodFrames, receiver.Counts.CorrectedOctets, receiver.Counts.DamagedFrames, receiver.Counts.SkippedOctets));
            Assert.Equal((idle, 0L), ((int)receiver.Channels.Sum(c => c.IdleFrames), receiver.Channels.Sum(c => c.Gaps)));
            for (var channel = 0; channel < channels; channel++)
                Assert.Equal(sent[channel], heard.Packets.GetValueOrDefault(channel, []));
        }).Check(Some.Few);

    [Theory]
    [InlineData("a frame carries 7 to 65534 octets of packets, not 6", FrameKind.Uslp, 20)]
    [InlineData("a USLP frame has up to 65536 octets, not 65537", FrameKind.Uslp, 65_537)]
    [InlineData("a frame carries 7 to 2046 octets of packets, not 2494", FrameKind.Tm, 2_500)]
    [InlineData("a frame carries 7 to 2046 octets of packets, not 2", FrameKind.Tm, 8)]
    [InlineData("without a Reed-Solomon code the length of a frame must be said", FrameKind.Aos, null)]
    public void Frames_that_cannot_be_sent_are_refused_in_words(string words, FrameKind kind, int? length)
    {
        var format = new LinkFormat { Frames = kind, FrameLength = length };
        Assert.Equal(words, LinkTransmitter.WhyNot(format));
        Assert.Throws<ArgumentException>(() => new LinkTransmitter(format, 1));
    }

    [Fact]
    public void Idle_frames_have_a_channel_of_their_own()
    {
        var transmitter = new LinkTransmitter(new() { Frames = FrameKind.Tm, FrameLength = 100 }, 1);
        Assert.Equal(7, transmitter.IdleChannel);
        Assert.Throws<ArgumentOutOfRangeException>(() => transmitter.Send(7, SomePackets.Space(9, 0, 20), _ => { }));
    }

    private static LinkFormat Format(System.Random chance)
    {
        var kind = (FrameKind)chance.Next(3);
        var code = chance.Next(3) switch { 0 => null, 1 => new ReedSolomonFormat(16, chance.Next(1, 6), (SymbolBasis)chance.Next(2), chance.Next(3) * 20), _ => new ReedSolomonFormat(8, chance.Next(1, 6)) };
        return new()
        {
            Frames = kind, Code = code, FrameLength = code is null ? chance.Next(60, kind == FrameKind.Uslp ? 9_000 : 2_000) : null, Check = (FrameCheck)chance.Next(3), IsRandomised = chance.Next(2) == 0,
            HasMarkers = chance.Next(3) > 0, InsertZoneLength = kind == FrameKind.Tm ? 0 : chance.Next(3) * 8, HasOcf = kind != FrameKind.Tm && chance.Next(2) == 0, HasHeaderCheck = kind == FrameKind.Aos && chance.Next(2) == 0,
        };
    }

    private sealed class Heard : ILinkSink
    {
        public Dictionary<int, List<byte[]>> Packets { get; } = [];

        void ILinkSink.Frame(in LinkFrame frame)
        {
        }

        void ILinkSink.Packet(in LinkPacket packet)
        {
            Assert.False(packet.IsTruncated);
            if (!Packets.TryGetValue(packet.Channel.Id, out var list))
                Packets[packet.Channel.Id] = list = [];
            list.Add(packet.Octets.ToArray());
        }

        void ILinkSink.Bad(ReadOnlySpan<byte> block, BadFrame why) => Assert.Fail($"{why}");
    }
}
