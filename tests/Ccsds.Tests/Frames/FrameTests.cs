using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class FrameTests
{
    [Fact]
    public void Reads_a_telemetry_frame_bit_by_bit()
    {
        // Version 00, spacecraft 0x2AB, channel 5, with control field; counts 7 and 9; extension, segments 11, pointer 0x012.
        var octets = Some.Hex("2ABB 07 09 9812 02 A1 A2 DDDDDDDD 01000000");
        Assert.Equal(FrameStatus.Good, TmFrame.TryRead(octets, new(FrameCheck.None, 0x2AB), out var frame));
        Assert.Equal((0x2AB, 5, 7, 9, 0x12, 3), (frame.SpacecraftId, frame.VirtualChannel, frame.MasterCount, frame.VirtualCount, frame.FirstHeaderPointer, frame.SegmentLength));
        Assert.Equal("A1A2", Convert.ToHexString(frame.SecondaryHeader));
        Assert.Equal("DDDDDDDD", Convert.ToHexString(frame.Data));
        Assert.Equal("01000000", Convert.ToHexString(frame.Ocf));
        Assert.Equal(FrameStatus.WrongSpacecraft, TmFrame.TryRead(octets, new(FrameCheck.None, 1), out _));
        Assert.Equal(FrameStatus.BadCheck, TmFrame.TryRead(octets, new(), out _));
    }

    [Theory]
    [InlineData(0x7FF, ZoneKind.Continuation)]
    [InlineData(0x7FE, ZoneKind.Idle)]
    [InlineData(3, ZoneKind.Packets)]
    public void Pointers_of_all_ones_have_meanings_of_their_own(int pointer, ZoneKind kind)
    {
        Assert.Equal(kind, new TmFrame { FirstHeaderPointer = pointer }.Zone.Kind);
        Assert.Equal(ZoneKind.NoPackets, new TmFrame { FirstHeaderPointer = pointer, IsSynchronous = true }.Zone.Kind);
    }

    [Fact]
    public void A_header_extension_beyond_the_frame_is_refused() =>
        Assert.Equal(FrameStatus.BadSecondaryHeader, TmFrame.TryRead(Some.Hex("2ABA 07 09 9812 3F A1 A2"), new(FrameCheck.None), out _));

    [Fact]
    public void Telemetry_frames_read_back_as_they_were_written() => Prop.ForAll(Some.Noise(80), noise =>
    {
        foreach (var check in Enum.GetValues<FrameCheck>())
        {
            if (TmFrame.TryRead(noise, new(FrameCheck.None), out var frame) != FrameStatus.Good || noise.Length > 6 && (noise[4] & 0x80) != 0 && noise[6] == 0)
                return;
            var written = new byte[noise.Length + FrameChecks.LengthOf(check)];
            Assert.True(frame.TryWrite(written, new(check)));
            Assert.Equal(noise, written[..noise.Length]);
            Assert.Equal(FrameStatus.Good, TmFrame.TryRead(written, new(check), out _));
        }
    }).Check(Some.Hard);

    [Fact]
    public void Reads_an_aos_frame_bit_by_bit()
    {
        // Version 01, spacecraft 0x2A5 (upper bits in the signalling field), channel 0x2C; count 0x010203, replay, cycle 6.
        var octets = Some.Hex("696C 010203 E6 EEEE 0005 C0FFEE 01020304");
        var format = new AosFormat(FrameCheck.None, InsertZoneLength: 2, HasOcf: true);
        Assert.Equal(FrameStatus.Good, AosFrame.TryRead(octets, format, out var frame));
        Assert.Equal((0x2A5, 0x2C, 0x010203, true, 6, 5), (frame.SpacecraftId, frame.VirtualChannel, frame.Count, frame.IsReplay, frame.Cycle ?? -1, frame.Pointer));
        Assert.Equal(("EEEE", "C0FFEE", "01020304"), (Convert.ToHexString(frame.InsertZone), Convert.ToHexString(frame.Data), Convert.ToHexString(frame.Ocf)));
        Assert.Equal((0x6010203UL, 1UL << 28), (frame.Zone.Count, frame.Zone.CountModulus));
    }

    [Theory]
    [InlineData(0x3FFF, 24)]
    [InlineData(0x3FFE, 0)]
    [InlineData(9, 10)]
    [InlineData(500, 24)]
    public void A_bitstream_tells_how_many_bits_are_valid(int pointer, int bits)
    {
        var octets = new byte[6 + 2 + 3];
        var format = new AosFormat(FrameCheck.None, Service: AosService.Bitstream);
        Assert.True(new AosFrame { Pointer = pointer, Data = new byte[3] }.TryWrite(octets, format));
        Assert.Equal(FrameStatus.Good, AosFrame.TryRead(octets, format, out var frame));
        Assert.Equal((bits, ZoneKind.NoPackets), (frame.ValidBits, frame.Zone.Kind));
    }

    [Fact]
    public void The_header_check_repairs_two_half_octets_and_only_those()
    {
        var sent = new byte[8];
        Some.Hex("696C010203E6").CopyTo(sent, 0);
        Assert.True(AosHeaderCode.TryEncode(sent));
        int[] nibbles = [0, 1, 2, 3, 10, 11, 12, 13, 14, 15];
        foreach (var a in nibbles)
        {
            foreach (var b in nibbles)
            {
                var received = sent.ToArray();
                received[a / 2] ^= (byte)(9 << (a % 2 == 0 ? 4 : 0));
                received[b / 2] ^= (byte)(5 << (b % 2 == 0 ? 4 : 0));
                Assert.Equal(a == b ? 1 : 2, AosHeaderCode.Correct(received));
                Assert.Equal(sent, received);
            }
        }
        Assert.Equal(0, AosHeaderCode.Correct(sent));
        Assert.Equal(-1, AosHeaderCode.Correct(new byte[7]));
    }

    // The roots of the code are zeros of every codeword: computed here from the field's definition alone.
    [Fact]
    public void The_header_check_is_a_codeword_of_its_roots()
    {
        var header = new byte[8];
        Some.Hex("4ABC123456F7").CopyTo(header, 0);
        AosHeaderCode.TryEncode(header);
        int[] symbols = [header[0] >> 4, header[0] & 15, header[1] >> 4, header[1] & 15, header[5] >> 4, header[5] & 15, header[6] >> 4, header[6] & 15, header[7] >> 4, header[7] & 15];
        for (var root = 6; root <= 9; root++)
        {
            var alpha = Enumerable.Range(0, root).Aggregate(1, (value, _) => Times(value, 2));
            Assert.Equal(0, symbols.Aggregate(0, (sum, symbol) => Times(sum, alpha) ^ symbol));
        }
        static int Times(int a, int b)
        {
            var product = 0;
            for (var bit = 0; bit < 4; bit++)
                product ^= (b >> bit & 1) != 0 ? a << bit : 0;
            for (var bit = 6; bit >= 4; bit--)
                product ^= (product >> bit & 1) != 0 ? 0x13 << (bit - 4) : 0;
            return product;
        }
    }

    [Fact]
    public void A_damaged_aos_header_is_repaired_before_it_is_read()
    {
        var format = new AosFormat(FrameCheck.None, HasHeaderCheck: true, Service: AosService.Access, SpacecraftId: 0x42);
        var octets = new byte[20];
        Assert.True(new AosFrame { SpacecraftId = 0x42, VirtualChannel = 7, Data = new byte[12] }.TryWrite(octets, format));
        (octets[0], octets[1]) = ((byte)(octets[0] ^ 0xF0), (byte)(octets[1] ^ 0x03));
        Assert.Equal(FrameStatus.Good, AosFrame.TryRead(octets, format, out var frame));
        Assert.Equal((7, 2), (frame.VirtualChannel, frame.CorrectedHeaderSymbols));
    }

    [Fact]
    public void Aos_frames_read_back_as_they_were_written() => Prop.ForAll(Some.Noise(80, [0x40]), Gen.Choose(0, 63).ToArbitrary(), (noise, bits) =>
    {
        var format = new AosFormat(FrameCheck.None, (bits & 1) != 0, bits >> 4, (bits & 2) != 0, (AosService)(bits % 3));
        if (AosFrame.TryRead(noise, format, out var frame) != FrameStatus.Good)
            return;
        var (written, again) = (new byte[noise.Length], new byte[noise.Length]);
        Assert.True(frame.TryWrite(written, format));
        Assert.Equal(FrameStatus.Good, AosFrame.TryRead(written, format, out var second));
        Assert.True(second.TryWrite(again, format));
        Assert.Equal(written, again);
        Assert.Equal(noise[format.DataStart..], written[format.DataStart..]);
    }).Check(Some.Hard);

    [Fact]
    public void Reads_a_uslp_frame_bit_by_bit()
    {
        // Version 1100, spacecraft 0xBEEF, destination, channel 0x21, map 9; length 22, bypass, control field, count of 2 octets.
        var octets = Some.Hex("CBEEFC32 0015 8A 0102 EE 00 0003 AABBCCDD 01020304");
        octets[3] = 0b0011_0010;
        (octets[2], octets[3]) = ((byte)(0xF << 4 | 0b1000 | 0b100), 0b0011_0010);
        octets[5] = (byte)(octets.Length - 1);
        Assert.Equal(FrameStatus.Good, UslpFrame.TryRead(octets, new(FrameCheck.None, InsertZoneLength: 1), out var frame));
        Assert.Equal((0xBEEF, true, 0x21, 9), (frame.SpacecraftId, frame.IsDestination, frame.VirtualChannel, frame.Map));
        Assert.Equal((true, false, 0x0102UL, UslpRule.Packets, 0, 3), (frame.IsBypass, frame.IsControlCommand, frame.Count, frame.Rule, frame.Protocol, frame.Pointer));
        Assert.Equal(("EE", "AABBCCDD", "01020304"), (Convert.ToHexString(frame.InsertZone), Convert.ToHexString(frame.Data), Convert.ToHexString(frame.Ocf)));
        Assert.Equal(65_536UL, frame.Zone.CountModulus);
    }

    [Fact]
    public void Uslp_frames_read_back_as_they_were_written() => Prop.ForAll(Some.Noise(80, [0xC0]), Gen.Choose(0, 3).ToArbitrary(), (noise, insert) =>
    {
        var format = new UslpFormat(FrameCheck.None, insert, noise.Length < 6 ? 0 : noise.Length);
        if (noise.Length < 8)
            return;
        noise[0] = (byte)(0xC0 | noise[0] & 0x0F);
        if ((noise[3] & 1) == 0)
            (noise[4], noise[5], noise[6]) = (0, (byte)(noise.Length - 1), (byte)(noise[6] & 0b1100_1111));
        if (UslpFrame.TryRead(noise, format, out var frame) != FrameStatus.Good)
            return;
        foreach (var check in Enum.GetValues<FrameCheck>())
        {
            var written = new byte[noise.Length + FrameChecks.LengthOf(check)];
            Assert.True(frame.TryWrite(written, format with { Check = check, TruncatedLength = written.Length }));
            Assert.Equal(FrameStatus.Good, UslpFrame.TryRead(written, format with { Check = check, TruncatedLength = written.Length }, out var again));
            Assert.True(again.Data.SequenceEqual(frame.Data));
            if (check == FrameCheck.None)
                Assert.Equal(noise, written);
        }
    }).Check(Some.Hard);

    [Fact]
    public void No_reader_is_upset_by_any_octets() => Prop.ForAll(Some.Noise(60, [0x40], [0xC0, 0, 0, 1], [0xC0, 0, 0, 0, 0, 20, 0x0F]), Gen.Choose(0, 70).ToArbitrary(), (noise, number) =>
    {
        TmFrame.TryRead(noise, new(FrameCheck.None), out _);
        TmFrame.TryRead(noise, new(FrameCheck.Crc32), out _);
        AosFrame.TryRead(noise, new(FrameCheck.None, number % 2 == 0, number, number % 3 == 0, (AosService)(number % 4)), out var aos);
        _ = aos.ValidBits;
        UslpFrame.TryRead(noise, new(FrameCheck.None, number, number), out var uslp);
        _ = uslp.Zone;
        TcFrame.TryRead(noise, new(FrameCheck.None), out _, out _);
        Clcw.TryRead(noise, out _);
    }).Check(Some.Hard);

    [Fact]
    public void Nothing_is_allocated_per_frame()
    {
        var (tm, aos, uslp) = (new byte[100], new byte[100], new byte[100]);
        var (tmFormat, aosFormat, uslpFormat) = (new TmFormat(), new AosFormat(HasHeaderCheck: true), new UslpFormat());
        Assert.Equal(0, Some.Allocated(20, () =>
        {
            Assert.True(new TmFrame { Data = tm.AsSpan(8, 92) }.TryWrite(tm, tmFormat));
            Assert.True(new AosFrame { Data = aos.AsSpan(12, 88) }.TryWrite(aos, aosFormat));
            Assert.True(new UslpFrame { Data = uslp.AsSpan(12, 88), Rule = UslpRule.Packets }.TryWrite(uslp, uslpFormat));
            Assert.True(TmFrame.TryRead(tm, tmFormat, out _) == FrameStatus.Good && AosFrame.TryRead(aos, aosFormat, out _) == FrameStatus.Good
                && UslpFrame.TryRead(uslp, uslpFormat, out _) == FrameStatus.Good);
        }));
    }
}
