using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class CommandTests
{
    [Theory]
    [InlineData("22F600FF00421A", 0x12)]
    [InlineData("301B0009008200", 0x54)]
    public void Code_blocks_end_as_published_ones_do(string data, byte check) => Assert.Equal(check, BchCode.Check(Some.Hex(data)));

    [Fact]
    public void One_wrong_bit_is_put_right_and_two_are_noticed() => Prop.ForAll(Gen.Choose(0, 62).ToArbitrary(), Gen.Choose(0, 62).ToArbitrary(), Gen.Choose(1, 1000).ToArbitrary(), (a, b, seed) =>
    {
        var sent = (byte[])[.. Some.Bytes(7, seed), 0];
        sent[7] = BchCode.Check(sent);
        var received = sent.ToArray();
        Some.Flip(received, a);
        Assert.False(BchCode.TryCorrect(received, BchMode.Detect, out _));
        Assert.True(BchCode.TryCorrect(received, BchMode.Correct, out var isCorrected) && isCorrected);
        Assert.Equal(sent, received);
        Some.Flip(received, a);
        Some.Flip(received, b);
        Assert.Equal(a == b, BchCode.TryCorrect(received, BchMode.Correct, out _));
    }).Check(Some.Hard);

    [Fact]
    public void The_tail_is_a_bad_code_block_even_when_bits_are_put_right() =>
        Assert.False(BchCode.TryCorrect(Cltu.Tail.ToArray(), BchMode.Correct, out _));

    [Fact]
    public void A_unit_looks_as_the_standard_draws_it()
    {
        var unit = new byte[Cltu.LengthFor(8)];
        Assert.True(Cltu.TryEncode(Some.Hex("22F600FF00421A 99"), unit, new(), out _));
        Assert.Equal("EB90" + "22F600FF00421A12" + "99555555555555", Convert.ToHexString(unit)[..34]);
        Assert.EndsWith("C5C5C5C5C5C5C579", Convert.ToHexString(unit), StringComparison.Ordinal);
    }

    [Fact]
    public void Units_are_unwrapped_to_what_was_wrapped() => Prop.ForAll(Some.Noise(300), Gen.Elements(true, false).ToArbitrary(), (frames, isRandomised) =>
    {
        var format = new CltuFormat(isRandomised);
        var (unit, decoded) = (new byte[500], new byte[400]);
        Assert.True(Cltu.TryEncode(frames, unit, format, out var length));
        for (var block = 2; block < length - 8; block += 8)
            Some.Flip(unit, block * 8 + block % 56);
        Some.Flip(unit, 3);
        Assert.Equal(CltuStatus.Good, Cltu.TryDecode(unit, decoded, format, out var filled, out var corrected));
        Assert.Equal((length - 10) / 8, corrected);
        Assert.Equal(frames, decoded[..frames.Length]);
        Assert.All(decoded[frames.Length..filled], octet => Assert.Equal(isRandomised ? octet : 0x55, octet));
    }).Check(Some.Few);

    [Fact]
    public void Units_that_break_off_keep_what_came_before()
    {
        var unit = new byte[Cltu.LengthFor(21)];
        Cltu.TryEncode(Some.Bytes(21), unit, new(), out _);
        var decoded = new byte[21];
        Assert.Equal(CltuStatus.NoTail, Cltu.TryDecode(unit.AsSpan(0, 20), decoded, new(), out var length, out _));
        Assert.Equal(14, length);
        Assert.Equal(CltuStatus.NoRoom, Cltu.TryDecode(unit, decoded.AsSpan(0, 20), new(), out _, out _));
        Assert.Equal(CltuStatus.NoStart, Cltu.TryDecode(unit.AsSpan(1), decoded, new(), out _, out _));
        Assert.False(Cltu.TryEncode(decoded, new byte[33], new(), out _));
    }

    [Fact]
    public void Any_unit_is_answered() => Prop.ForAll(Some.Noise(100, Cltu.Start.ToArray(), [0xEB, 0x90, .. Some.Hex("22F600FF00421A12")]), Gen.Choose(0, 60).ToArbitrary(), (noise, room) =>
        Cltu.TryDecode(noise, new byte[room], new(room % 2 == 0, (BchMode)(room % 2)), out var length, out _) != CltuStatus.NoStart || length == 0).Check(Some.Hard);

    [Fact]
    public void Command_frames_read_back_as_they_were_written() => Prop.ForAll(Some.Noise(60, [0x10, 0, 0, 20], [0x30, 0, 0, 10]), noise =>
    {
        if (TcFrame.TryRead(noise, new(FrameCheck.None), out var frame, out var length) != FrameStatus.Good)
            return;
        var written = new byte[length + 2];
        Assert.True(frame.TryWrite(written, new(FrameCheck.Crc16), out var sealedLength));
        Assert.Equal(FrameStatus.Good, TcFrame.TryRead(written, new(FrameCheck.Crc16, frame.SpacecraftId), out var again, out _));
        Assert.True(sealedLength == length + 2 && again.Data.SequenceEqual(frame.Data) && again.Type == frame.Type && again.VirtualChannel == frame.VirtualChannel);
        written[length / 2] ^= 1;
        Assert.NotEqual(FrameStatus.Good, TcFrame.TryRead(written, new(FrameCheck.Crc16), out _, out _));
    }).Check(Some.Hard);

    [Fact]
    public void Reads_a_command_frame_bit_by_bit()
    {
        Assert.Equal(FrameStatus.Good, TcFrame.TryRead(Some.Hex("22AB 5407 2A C0FFEE 55"), new(FrameCheck.None), out var frame, out var length));
        Assert.Equal((TcFrameType.BD, 0x2AB, 0x15, 0x2A, 8), (frame.Type, frame.SpacecraftId, frame.VirtualChannel, frame.SequenceNumber, length));
        Assert.Equal("C0FFEE", Convert.ToHexString(frame.Data));
    }

    [Fact]
    public void Units_are_cut_into_segments_and_joined_again() => Prop.ForAll(Some.Noise(300, [1]), Gen.Choose(1, 100).ToArbitrary(), (unit, most) =>
    {
        if (unit.Length == 0)
            return;
        var joiner = new TcSegmentJoiner(400);
        byte[]? joined = null;
        foreach (var part in Cut(unit, most))
        {
            Assert.Null(joined);
            Assert.True(TcSegmentHeader.TryRead(part, out var header, out var segment) && header.Map == 9);
            joined = joiner.TryTake(header, segment, out var whole) ? whole.ToArray() : null;
        }
        Assert.Equal(unit, joined);
        Assert.Equal(0, joiner.LostUnits);
    }).Check(Some.Few);

    [Fact]
    public void Segments_out_of_order_lose_their_unit_and_no_other()
    {
        var joiner = new TcSegmentJoiner(4);
        SequenceFlags[] flags = [SequenceFlags.Last, SequenceFlags.First, SequenceFlags.First, SequenceFlags.Last, SequenceFlags.First, SequenceFlags.Middle, SequenceFlags.Middle, SequenceFlags.Whole];
        var whole = flags.Select(f => joiner.TryTake(new(f, 0), new byte[2], out _)).ToArray();
        Assert.Equal([false, false, false, true, false, false, false, true], whole);
        Assert.Equal(3, joiner.LostUnits);
    }

    [Fact]
    public void Control_commands_read_back()
    {
        foreach (var command in new[] { ControlCommand.Unlock, new ControlCommand(0), new ControlCommand(200) })
            Assert.True(ControlCommand.TryRead(command.Write(new byte[3]), out var again) && again == command);
        Assert.False(ControlCommand.TryRead([0x82, 0x01, 0x00], out _));
        Assert.False(ControlCommand.TryRead([], out _));
    }

    private static List<byte[]> Cut(byte[] unit, int most)
    {
        var parts = new List<byte[]>();
        var segments = new TcSegments(unit, 9, most);
        while (segments.MoveNext())
            parts.Add([segments.Header.ToOctet(), .. segments.Current]);
        return parts;
    }
}
