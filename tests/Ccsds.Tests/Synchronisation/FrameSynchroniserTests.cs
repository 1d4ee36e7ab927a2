using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class FrameSynchroniserTests
{
    private const int FrameLength = 60;

    private static readonly FrameSyncFormat _format = new(FrameLength);

    private sealed record Found(byte[] Octets, long StartBit, int MarkerErrors, bool IsInverted, int Slip, bool IsAssumed);

    [Fact]
    public void Finds_every_frame_at_any_bit_in_pieces_of_any_size() => Prop.ForAll(Gen.Choose(0, 200).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (shift, piece) =>
    {
        var found = Read(_format, Shifted(Stream(6), shift), piece);
        Assert.Equal(Frames(6), found.Select(f => f.Octets));
        Assert.All(found, (f, i) => Assert.Equal((shift + i * 8L * (FrameLength + 4), 0, false, 0), (f.StartBit, f.MarkerErrors, f.IsInverted, f.Slip)));
    }).Check(Some.Few);

    [Fact]
    public void Turns_an_inverted_stream_upright()
    {
        var stream = Array.ConvertAll(Shifted(Stream(4), 3), octet => (byte)~octet);
        var found = Read(_format, stream, 50);
        Assert.Equal(Frames(4), found.Select(f => f.Octets));
        Assert.All(found, f => Assert.True(f.IsInverted && f.MarkerErrors == 0));
        Assert.Empty(Read(_format with { AllowsInversion = false }, stream, 50));
    }

    [Fact]
    public void Tolerates_wrong_bits_in_markers_once_it_is_in_lock()
    {
        var stream = Stream(5);
        foreach (var bit in (int[])[1, 9, 30])
            Some.Flip(stream, 2 * 8 * (FrameLength + 4) + bit);
        var found = Read(_format, stream, 1000);
        Assert.Equal(Frames(5), found.Select(f => f.Octets));
        Assert.Equal([0, 0, 3, 0, 0], found.Select(f => f.MarkerErrors));
    }

    [Fact]
    public void Searches_over_wrong_bits_where_that_is_allowed()
    {
        var stream = Stream(3);
        Some.Flip(stream, 5);
        Assert.Equal(2, Read(_format, stream, 1000).Count);
        Assert.Equal(3, Read(_format with { SearchErrors = 1 }, stream, 1000).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(-2)]
    public void Follows_a_slip_of_a_few_bits(int slip)
    {
        var bits = Bits(Stream(6));
        var cut = 3 * 8 * (FrameLength + 4) - 20;
        if (slip > 0)
            bits.InsertRange(cut, new bool[slip]);
        else
            bits.RemoveRange(cut, -slip);
        var found = Read(_format, Octets(bits), 77);
        Assert.Equal(6, found.Count);
        Assert.Equal([0, 0, 0, slip, 0, 0], found.Select(f => f.Slip));
        Assert.Equal(Frames(6)[3..], found.Skip(3).Select(f => f.Octets));
    }

    [Fact]
    public void Passes_over_missing_markers_and_then_searches_anew()
    {
        var stream = Stream(9);
        var unit = FrameLength + 4;
        foreach (var frame in (int[])[2, 4, 5, 6])
            stream.AsSpan(frame * unit, 4).Clear();
        var synchroniser = new FrameSynchroniser(_format);
        var found = Read(synchroniser, stream, 64);
        Assert.Equal([false, false, true, false, true, true, false, false], found.Select(f => f.IsAssumed));
        Assert.Equal((1, unit * 8L), (synchroniser.LockLosses, synchroniser.SkippedBits));
        Assert.Equal(SyncState.Lock, synchroniser.State);
    }

    [Fact]
    public void Does_not_believe_a_marker_inside_the_data()
    {
        var frames = Frames(4);
        SyncMarkers.Standard.CopyTo(frames[0].AsSpan(20));
        var stream = (byte[])[.. Some.Bytes(10, 77), .. SyncMarkers.Standard, .. Some.Bytes(20, 5), .. Joined(frames)];
        Assert.Equal(frames, Read(_format, stream, 1000).Select(f => f.Octets));
    }

    [Fact]
    public void Gives_the_only_frame_of_a_stream_at_its_end()
    {
        Assert.Equal(Frames(1), Read(_format, Stream(1), 1000).Select(f => f.Octets));
        Assert.Empty(Read(_format, Stream(1)[..^1], 1000));
    }

    [Fact]
    public void Takes_every_marker_of_the_standard()
    {
        foreach (var marker in new[] { SyncMarkers.Ldpc.ToArray(), SyncMarkers.TurboThird.ToArray(), SyncMarkers.TurboQuarter.ToArray(), SyncMarkers.TurboSixth.ToArray(), [0xEB, 0x90] })
        {
            var stream = Shifted([.. Frames(3).SelectMany(f => (byte[])[.. marker, .. f])], 13);
            Assert.Equal(Frames(3), Read(_format with { Marker = marker, LockErrors = 0 }, stream, 31).Select(f => f.Octets));
        }
    }

    [Fact]
    public void Answers_any_noise() => Prop.ForAll(Some.Noise(600, SyncMarkers.Standard.ToArray(), Stream(2)), Gen.Choose(0, 6).ToArbitrary(), (noise, looseness) =>
    {
        var format = new FrameSyncFormat(1 + looseness * 7) { SearchErrors = looseness, LockErrors = looseness, MostSlip = looseness, Verify = looseness, Flywheel = looseness };
        Read(format, noise, 1 + looseness * 13);
    }).Check(Some.Hard);

    [Fact]
    public void Allocates_nothing_per_frame()
    {
        var synchroniser = new FrameSynchroniser(_format);
        var stream = Stream(20);
        Assert.Equal(0, Some.Allocated(20, () =>
        {
            ReadOnlySpan<byte> input = stream;
            while (synchroniser.TryRead(ref input, out _))
            {
            }
        }));
    }

    [Fact]
    public void Says_what_is_wrong_with_a_format()
    {
        Assert.Null(_format.WhyInvalid());
        foreach (var bad in new[] { new FrameSyncFormat(0), _format with { SearchErrors = 9 }, _format with { Marker = new byte[25] }, _format with { MostSlip = 8 }, _format with { Verify = -1 }, _format with { Flywheel = 65 } })
        {
            Assert.NotNull(bad.WhyInvalid());
            Assert.Throws<ArgumentException>(() => new FrameSynchroniser(bad));
        }
    }

    private static byte[][] Frames(int count) => [.. Enumerable.Range(0, count).Select(i => Some.Bytes(FrameLength, 100 + i))];

    private static byte[] Joined(byte[][] frames) => [.. frames.SelectMany(f => (byte[])[.. SyncMarkers.Standard, .. f])];

    private static byte[] Stream(int count) => Joined(Frames(count));

    private static byte[] Shifted(byte[] octets, int by) => Octets([.. new bool[by], .. Bits(octets)]);

    private static List<bool> Bits(byte[] octets) => [.. octets.SelectMany(octet => Enumerable.Range(0, 8).Select(bit => (octet >> (7 - bit) & 1) != 0))];

    private static byte[] Octets(List<bool> bits) => [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, i) => bit ? 0x80 >> i : 0).Sum())];

    private static List<Found> Read(FrameSyncFormat format, byte[] stream, int piece) => Read(new FrameSynchroniser(format), stream, piece);

    private static List<Found> Read(FrameSynchroniser synchroniser, byte[] stream, int piece)
    {
        var found = new List<Found>();
        for (var at = 0; at < stream.Length; at += piece)
        {
            ReadOnlySpan<byte> input = stream.AsSpan(at, Math.Min(piece, stream.Length - at));
            while (synchroniser.TryRead(ref input, out var frame))
                found.Add(Kept(frame));
            Assert.True(input.IsEmpty);
        }
        while (synchroniser.TryFinish(out var frame))
            found.Add(Kept(frame));
        return found;
    }

    private static Found Kept(SyncedFrame frame) =>
        new(frame.Octets.ToArray(), frame.StartBit, frame.MarkerErrors, frame.IsInverted, frame.Slip, frame.IsAssumed);
}
