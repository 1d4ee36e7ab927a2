using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class FramingTests
{
    [Fact]
    public void Slip_has_the_escapes_of_its_paper()
    {
        var encoded = new byte[20];
        Assert.True(SlipFraming.TryEncode([1, 0xC0, 2, 0xDB], encoded, out var length));
        Assert.Equal("C001DBDC02DBDDC0", Convert.ToHexString(encoded[..length]));
    }

    [Theory]
    [InlineData("00", "010100")]
    [InlineData("0000", "01010100")]
    [InlineData("11220033", "031122023300")]
    [InlineData("11000000", "02110101" + "0100")]
    [InlineData("", "0100")]
    public void Cobs_has_the_examples_of_its_paper(string packet, string expected)
    {
        var encoded = new byte[20];
        Assert.True(CobsFraming.TryEncode(Some.Hex(packet), encoded, out var length));
        Assert.Equal(expected, Convert.ToHexString(encoded[..length]));
    }

    [Fact]
    public void Slip_and_cobs_give_back_what_was_wrapped() => Prop.ForAll(Some.Noise(700, new byte[300], [.. Enumerable.Repeat((byte)1, 254)], [0xC0, 0xDB]), Gen.Choose(1, 64).ToArbitrary(), (packet, piece) =>
    {
        var encoded = new byte[2000];
        byte[][] expected = packet.Length == 0 ? [] : [packet, packet];
        Assert.True(SlipFraming.TryEncode(packet, encoded, out var length) && length <= SlipFraming.MostEncodedLength(packet.Length));
        Assert.Equal(expected, Read(new SlipFraming(1000), [.. encoded[..length], .. encoded[..length]], piece));
        Assert.True(CobsFraming.TryEncode(packet, encoded, out length) && length <= CobsFraming.MostEncodedLength(packet.Length));
        Assert.DoesNotContain((byte)0, encoded[..(length - 1)]);
        Assert.Equal(packet.Length == 0 ? [[], []] : expected, Read(new CobsFraming(1000), [.. encoded[..length], .. encoded[..length]], piece));
    }).Check(Some.Few);

    [Fact]
    public void A_damaged_packet_costs_no_other_one()
    {
        var slip = new SlipFraming(5);
        Assert.Equal([[1], [2], [3]], Read(slip, [0xC0, 1, 0xC0, 0xDB, 7, 0xC0, 2, 0xC0, 1, 2, 3, 4, 5, 6, 7, 0xC0, 3, 0xC0], 4));
        Assert.Equal(2, slip.Faults);
        var cobs = new CobsFraming(5);
        Assert.Equal([[1], [2], [3]], Read(cobs, [2, 1, 0, 9, 7, 0, 2, 2, 0, 30, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 2, 3, 0], 4));
        Assert.Equal(2, cobs.Faults);
        var lines = new TerminatedFraming("\r\n"u8, 5);
        Assert.Equal([[65], [66, 13, 66], [67]], Read(lines, "A\r\nB\rB\r\n\r\n1234567890\r\nC\r\n"u8.ToArray(), 3));
        Assert.Equal((1, 12), (lines.Faults, lines.DroppedOctets));
    }

    [Fact]
    public void A_length_says_where_a_packet_ends()
    {
        var field = new LengthField(4, 2, 7);
        var stream = (byte[])[.. SomePackets.Space(5, 0, 10), .. SomePackets.Space(5, 1, 300)];
        Assert.Equal([SomePackets.Space(5, 0, 10), SomePackets.Space(5, 1, 300)], Read(new LengthFieldFraming(field, 1000), stream, 7));
        Assert.Equal([[0x00, 5, 0, 0, 0, 1]], Read(new LengthFieldFraming(new(1, 2, 1, IsLittleEndian: true), 10), [0x00, 5, 0, 0, 0, 1], 2));
    }

    [Fact]
    public void A_marker_leads_back_after_a_wrong_length()
    {
        var framing = new LengthFieldFraming(new(2, 1, 3) { Marker = new byte[] { 0xAB, 0xCD } }, 8);
        Assert.Equal([[0xAB, 0xCD, 1, 7], [0xAB, 0xCD, 0]], Read(framing, [1, 0xAB, 0xCD, 1, 7, 0xAB, 0xCD, 200, 0xAB, 0xAB, 0xCD, 0], 1));
        Assert.Equal(5, framing.DroppedOctets);
        Assert.Equal([[0xAB, 5], [0xAB, 6]], Read(new FixedFraming(2, [0xAB]), [0xAB, 5, 9, 9, 0xAB, 6], 1));
    }

    [Fact]
    public void Every_framing_answers_any_octets_and_accounts_for_them() => Prop.ForAll(Some.Noise(400, [0xC0], [0, 1, 2], [0xAB, 0xCD]), Gen.Choose(1, 50).ToArbitrary(), (noise, piece) =>
    {
        foreach (var framing in All())
        {
            var found = Read(framing, noise, piece);
            Assert.All(found, packet => Assert.InRange(packet.Length, 0, 40));
            Assert.InRange(framing.DroppedOctets + found.Sum(p => p.Length), 0, noise.Length);
            framing.Forget();
        }
    }).Check(Some.Hard);

    [Fact]
    public void No_framing_allocates_per_packet()
    {
        var stream = new byte[4000];
        stream.AsSpan().Fill(1);
        for (var i = 0; i < stream.Length; i += 20)
            (stream[i], stream[i + 1]) = (0xC0, 0);
        foreach (var framing in All())
        {
            Assert.Equal(0, Some.Allocated(10, () =>
            {
                ReadOnlySpan<byte> input = stream;
                while (framing.Read(ref input, out _) != FramingStatus.NeedMore)
                {
                }
            }));
        }
    }

    [Fact]
    public void Says_what_is_wrong_with_a_length_field()
    {
        Assert.Throws<ArgumentException>(() => new LengthFieldFraming(new(0, 5), 10));
        Assert.Throws<ArgumentException>(() => new LengthFieldFraming(new(0, 1) { Marker = new byte[2] }, 10));
    }

    private static PacketFraming[] All() =>
    [
        new SlipFraming(40), new CobsFraming(40), new FixedFraming(7), new FixedFraming(7, [0xAB, 0xCD]), new TerminatedFraming([0], 40), new TerminatedFraming([0xC0, 1], 39),
        new LengthFieldFraming(new(0, 1), 40), new LengthFieldFraming(new(2, 4, -3) { Marker = new byte[] { 0xAB } }, 40),
    ];

    private static List<byte[]> Read(PacketFraming framing, byte[] stream, int piece)
    {
        var found = new List<byte[]>();
        foreach (var part in stream.Chunk(piece))
        {
            ReadOnlySpan<byte> input = part;
            while (framing.Read(ref input, out var packet) is var status and not FramingStatus.NeedMore)
            {
                if (status == FramingStatus.Packet)
                    found.Add(packet.ToArray());
            }
            Assert.True(input.IsEmpty);
        }
        return found;
    }
}
