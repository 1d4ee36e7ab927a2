using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests.Links;

public class LinkReceiverTests
{
    private static readonly LinkFormat _coded = new() { Code = new(16, 4) };

    [Fact]
    public void A_coded_recording_in_any_pieces_becomes_the_packets_that_were_sent()
    {
        var recording = Recording(_coded, frames: 12, damage: 7);
        foreach (var piece in (int[])[1, 100, 4096, recording.Length])
        {
            var heard = new Heard();
            var receiver = new LinkReceiver(_coded);
            foreach (var part in recording.Chunk(piece))
                receiver.Take(part, heard);
            receiver.Finish(heard);
            Assert.Equal((12, 0, 12 * 7), ((int)receiver.Counts.GoodFrames, heard.Bad.Count, (int)receiver.Counts.CorrectedOctets));
            Assert.Equal(Enumerable.Range(0, heard.Counts.Count), heard.Counts);
            Assert.True(heard.Counts.Count > 50);
            var channel = Assert.Single(receiver.Channels);
            Assert.Equal((77, 5, 12, 0L), (channel.SpacecraftId, channel.Id, (int)channel.CorrectedFrames, channel.Gaps));
        }
    }

    [Fact]
    public void A_block_beyond_repair_is_a_gap_and_is_handed_over_as_it_came()
    {
        var recording = Recording(_coded, frames: 12, damage: 0);
        var at = 5 * (4 + _coded.BlockLength) + 4;
        for (var i = 0; i < 400; i++)
            recording[at + i] ^= 0x55;
        var heard = new Heard();
        var receiver = new LinkReceiver(_coded);
        receiver.Take(recording, heard);
        receiver.Finish(heard);
        Assert.Equal(BadFrame.Uncorrectable, Assert.Single(heard.Bad).Why);
        Assert.Equal(recording[at..(at + _coded.BlockLength)], heard.Bad[0].Block);
        Assert.Equal((11, 1), ((int)receiver.Counts.GoodFrames, (int)receiver.Counts.UncorrectableFrames));
        var channel = Assert.Single(receiver.Channels);
        Assert.Equal((1L, 1L), (channel.Gaps, channel.Counts.LostFrames));
        Assert.Equal(1, heard.Truncated);
        Assert.Equal(heard.Counts.Order().Distinct(), heard.Counts);
    }

    [Fact]
    public void Frames_without_markers_code_or_randomiser_follow_each_other_exactly()
    {
        var format = new LinkFormat { FrameLength = 300, HasMarkers = false, IsRandomised = false, Check = FrameCheck.Crc16, SpacecraftId = 77 };
        var recording = Recording(format, frames: 20, damage: 0);
        recording[300 * 3 + 40] ^= 1;
        var heard = new Heard();
        var receiver = new LinkReceiver(format);
        receiver.Take([.. recording, 1, 2, 3], heard);
        receiver.Finish(heard);
        Assert.Equal((19, 1, 3), ((int)receiver.Counts.GoodFrames, (int)receiver.Counts.DamagedFrames, (int)receiver.Counts.SkippedOctets));

        var others = new LinkReceiver(format with { SpacecraftId = 78 });
        others.Take(recording, heard);
        Assert.Equal((0, 19), ((int)others.Counts.GoodFrames, (int)others.Counts.ForeignFrames));
    }

    [Fact]
    public void Noise_is_no_link_and_breaks_nothing() =>
        Prop.ForAll(Some.Noise(5_000, [.. SyncMarkers.Standard]), (byte[] noise) =>
        {
            foreach (var kind in Enum.GetValues<FrameKind>())
            {
                var format = new LinkFormat { Frames = kind, FrameLength = 64, HasMarkers = noise.Length % 2 == 0, IsRandomised = false };
                var (receiver, heard) = (new LinkReceiver(format), new Heard());
                receiver.Take(noise, heard);
                receiver.Finish(heard);
                Assert.True(receiver.Channels.Count <= 256);
            }
        }).Check(Some.Few);

    [Theory]
    [InlineData("the length of a frame must be said", null, null)]
    [InlineData("carries frames of 892 octets", 893, 4)]
    [InlineData("the interleave is 1 to 8", null, 9)]
    [InlineData("a frame has 8 to", 7, null)]
    public void A_format_that_cannot_be_is_refused_in_words(string words, int? length, int? interleave)
    {
        var format = new LinkFormat { FrameLength = length, Code = interleave is { } i ? new(16, i) : null };
        Assert.Contains(words, format.WhyInvalid(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LinkReceiver(format));
    }

    /// <summary>Packets of process 9, counted from 0, in frames of spacecraft 77, channel 5.</summary>
    private static byte[] Recording(LinkFormat format, int frames, int damage)
    {
        var code = format.Code is { } rs ? new ReedSolomonCode(rs) : null;
        var zone = format.DataLength - 8 - (format.Check == FrameCheck.Crc16 ? 2 : 0);
        var (stream, starts) = (new List<byte>(), new List<int>());
        for (var count = 0; stream.Count < frames * zone; count++)
        {
            starts.Add(stream.Count);
            stream.AddRange(SomePackets.Space(9, count, 60 + count % 90));
        }
        var recording = new List<byte>();
        for (var i = 0; i < frames; i++)
        {
            var first = starts.Where(s => s >= i * zone && s < (i + 1) * zone).Select(s => s - i * zone).DefaultIfEmpty(0x7FF).First();
            var block = new byte[format.BlockLength];
            var frame = new AosFrame { SpacecraftId = 77, VirtualChannel = 5, Count = i, Pointer = first, Data = stream.ToArray().AsSpan(i * zone, zone) };
            Assert.True(frame.TryWrite(block.AsSpan(0, format.DataLength), new(format.Check)));
            code?.TryEncode(block);
            if (format.IsRandomised)
                Randomiser.Telemetry.Apply(block);
            for (var k = 0; k < damage; k++)
                block[100 + k * 31] ^= 0x42;
            recording.AddRange(format.HasMarkers ? [.. SyncMarkers.Standard, .. block] : block);
        }
        return [.. recording];
    }

    private sealed class Heard : ILinkSink
    {
        public List<int> Counts { get; } = [];

        public List<(byte[] Block, BadFrame Why)> Bad { get; } = [];

        public int Truncated { get; private set; }

        void ILinkSink.Frame(in LinkFrame frame) => Assert.True(frame.Count < 1 << 24);

        void ILinkSink.Packet(in LinkPacket packet)
        {
            if (packet.IsTruncated)
                Truncated++;
            else if (SpacePacketHeader.TryRead(packet.Octets, out var header) == PacketStatus.Whole)
                Counts.Add(header.SequenceCount);
        }

        void ILinkSink.Bad(ReadOnlySpan<byte> block, BadFrame why) => Bad.Add((block.ToArray(), why));
    }
}
