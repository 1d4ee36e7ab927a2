using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class PacketTests
{
    [Fact]
    public void Reads_a_header_bit_by_bit()
    {
        Assert.Equal(PacketStatus.Whole, SpacePacketHeader.TryRead(Some.Hex("1C2A C005 000A"), out var header));
        Assert.Equal(new(0x42A, 5, 11, IsTelecommand: true, HasSecondaryHeader: true, SequenceFlags.Whole), header);
        Assert.Equal(17, header.TotalLength);
        Assert.Equal(PacketStatus.UnknownVersion, SpacePacketHeader.TryRead(Some.Hex("2C2AC005000A"), out _));
        Assert.Equal(PacketStatus.Incomplete, SpacePacketHeader.TryRead(Some.Hex("1C2AC00500"), out _));
    }

    [Fact]
    public void Every_header_reads_back_as_it_was_written() => Prop.ForAll(Some.Noise(6, new byte[6]), noise =>
    {
        if (SpacePacketHeader.TryRead(noise, out var header) != PacketStatus.Whole)
            return;
        var written = new byte[6];
        Assert.True(header.TryWrite(written));
        Assert.Equal(noise[..6], written);
    }).Check(Some.Hard);

    [Theory]
    [InlineData("E0", 1, 1, 0)]
    [InlineData("E50A", 10, 2, 1)]
    [InlineData("FA530100", 256, 4, 6)]
    [InlineData("FF53123400010000", 65536, 8, 7)]
    public void Reads_encapsulation_headers_of_each_length(string hex, int total, int headerLength, int protocol)
    {
        Assert.Equal(PacketStatus.Whole, EncapsulationHeader.TryRead(Some.Hex(hex), out var header));
        Assert.Equal((total, headerLength, protocol), (header.TotalLength, header.HeaderLength, header.Protocol));
        var written = new byte[headerLength];
        Assert.True(header.TryWrite(written));
        Assert.Equal(hex, Convert.ToHexString(written));
        Assert.Equal(PacketStatus.Incomplete, EncapsulationHeader.TryRead(written.AsSpan(0, headerLength - 1), out _));
    }

    [Theory]
    [InlineData("E501")]
    [InlineData("E4")]
    [InlineData("EE000003")]
    public void Refuses_encapsulation_packets_shorter_than_their_header(string hex) =>
        Assert.Equal(PacketStatus.BadLength, EncapsulationHeader.TryRead(Some.Hex(hex), out _));

    [Fact]
    public void Walks_over_packets_of_both_kinds()
    {
        byte[][] packets = [SomePackets.Space(1, 0, 10), SomePackets.Encapsulated(2, 2, 20), [EncapsulationHeader.Idle], SomePackets.Idle(3), SomePackets.Encapsulated(2, 8, 500)];
        var walk = new PacketWalk([.. packets.SelectMany(p => p), .. SomePackets.Space(1, 1, 9)[..12]]);
        var (found, idle) = (new List<byte[]>(), 0);
        while (walk.MoveNext())
        {
            found.Add(walk.Current.ToArray());
            idle += walk.IsIdle ? 1 : 0;
        }
        Assert.Equal(packets, found);
        Assert.Equal((2, PacketStatus.Incomplete, 12), (idle, walk.Status, walk.Rest.Length));
    }

    [Fact]
    public void A_walk_over_noise_ends_and_stays_inside() => Prop.ForAll(Some.Noise(400, SomePackets.Space(3, 3, 20), [0xE0, 0xE5, 4, 0, 0]), noise =>
    {
        var walk = new PacketWalk(noise, 100);
        var length = 0;
        foreach (var _ in walk)
        {
        }
        while (walk.MoveNext())
            length += walk.Current.Length;
        Assert.Equal(noise.Length, length + walk.Rest.Length);
    }).Check(Some.Hard);

    [Fact]
    public void Sequence_counts_tell_gaps_repeats_resets_and_wraps()
    {
        var counts = new SequenceCounts();
        (int Count, SequenceStep Step, int Missing)[] story =
        [
            (16382, SequenceStep.First, 0), (16383, SequenceStep.Next, 0), (0, SequenceStep.Next, 0), (1, SequenceStep.Next, 0),
            (5, SequenceStep.Gap, 3), (5, SequenceStep.Repeat, 0), (0, SequenceStep.Reset, 0), (1, SequenceStep.Next, 0),
        ];
        foreach (var (count, step, missing) in story)
        {
            Assert.Equal(step, counts.Follow(new(7, count, 1), out var found));
            Assert.Equal(missing, found);
        }
        Assert.Equal(SequenceStep.First, counts.Follow(new(7, 1, 1, IsTelecommand: true), out _));
    }
}
