using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class PacketAssemblerTests
{
    private sealed record Sent(byte[] Zone, int Pointer, ulong Count);

    [Fact]
    public void Gives_back_every_packet_however_they_lie_across_frames() => Prop.ForAll(Gen.Choose(1, 90).ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (zoneLength, seed) =>
    {
        var packets = Packets(40, seed);
        var assembler = new PacketAssembler();
        Assert.Equal(Wanted(packets), Take(assembler, Frames(packets, zoneLength)).Select(t => t.Octets));
        var counts = assembler.Counts;
        Assert.Equal((0, 0, 0, 0), (counts.LostFrames, counts.TruncatedPackets, counts.DroppedOctets, counts.Faults));
    }).Check(Some.Few);

    [Fact]
    public void After_a_gap_gives_the_rest_as_truncated_and_joins_nothing_across_it() => Prop.ForAll(Gen.Choose(8, 60).ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (zoneLength, seed) =>
    {
        var random = new System.Random(seed);
        var packets = Packets(40, seed);
        var frames = Frames(packets, zoneLength);
        var (from, count) = (random.Next(1, frames.Count), random.Next(1, 5));
        var kept = frames.Where((_, i) => i < from || i >= from + count).ToList();
        var assembler = new PacketAssembler();
        var taken = Take(assembler, kept);
        var whole = Wanted(packets).Select(Convert.ToHexString).ToHashSet();
        Assert.All(taken.Where(t => !t.IsTruncated), t => Assert.Contains(Convert.ToHexString(t.Octets), whole));
        // Of an idle packet too little may be there to tell it by.
        var begun = packets.Select(Convert.ToHexString).ToList();
        Assert.All(taken.Where(t => t.IsTruncated), t => Assert.Contains(begun, w => w.StartsWith(Convert.ToHexString(t.Octets), StringComparison.Ordinal)));
        Assert.InRange(taken.Count(t => t.IsTruncated), 0, 1);
        Assert.Equal(kept.Count < frames.Count && from + count < frames.Count ? count : 0, assembler.Counts.LostFrames);
    }).Check(Some.Few);

    [Fact]
    public void Idle_frames_do_not_disturb_a_packet_that_is_begun()
    {
        var packet = SomePackets.Space(1, 0, 30);
        var assembler = new PacketAssembler();
        Assert.Empty(Take(assembler, new PacketZone(packet.AsSpan(0, 20), ZoneKind.Packets, 0, 0, 256)));
        Assert.Empty(Take(assembler, new PacketZone(new byte[20], ZoneKind.Idle, 0, 1, 256)));
        Assert.Equal(packet, Assert.Single(Take(assembler, new PacketZone(packet.AsSpan(20), ZoneKind.Continuation, 0, 2, 256))).Octets);
    }

    [Fact]
    public void A_frame_that_comes_twice_counts_once()
    {
        var packet = SomePackets.Space(1, 0, 10);
        var assembler = new PacketAssembler();
        Assert.Single(Take(assembler, new PacketZone(packet, ZoneKind.Packets, 0, 7, 256)));
        Assert.Empty(Take(assembler, new PacketZone(packet, ZoneKind.Packets, 0, 7, 256)));
        Assert.Equal(1, assembler.Counts.RepeatedFrames);
        Assert.Single(Take(assembler, new PacketZone(SomePackets.Space(1, 1, 10), ZoneKind.Packets, 0, 7, 256)));
        Assert.Equal(255, assembler.Counts.LostFrames);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(14)]
    public void A_pointer_that_does_not_end_the_pending_packet_spoils_only_that_one(int pointer)
    {
        var (first, second) = (SomePackets.Space(1, 0, 30), SomePackets.Space(1, 1, 8));
        var assembler = new PacketAssembler();
        Take(assembler, new PacketZone(first.AsSpan(0, 24), ZoneKind.Packets, 0, 0, 256));
        var taken = Take(assembler, new PacketZone((byte[])[.. first[24..], .. new byte[2], .. second], ZoneKind.Packets, 14, 1, 256));
        if (pointer == 10)
            taken = Take(assembler, new PacketZone((byte[])[.. new byte[10], .. second], ZoneKind.Packets, 10, 2, 256));
        Assert.Equal(second, taken[^1].Octets);
        Assert.False(taken[^1].IsTruncated);
        Assert.Equal(1, assembler.Counts.TruncatedPackets);
    }

    [Fact]
    public void A_length_beyond_the_channels_is_a_fault_and_the_next_pointer_a_new_beginning()
    {
        var assembler = new PacketAssembler(50);
        Assert.Empty(Take(assembler, new PacketZone(SomePackets.Space(1, 0, 60), ZoneKind.Packets, 0, 0, 256)));
        Assert.Empty(Take(assembler, new PacketZone(Some.Hex("2000000000000000"), ZoneKind.Packets, 0, 1, 256)));
        Assert.Empty(Take(assembler, new PacketZone(new byte[9], ZoneKind.Packets, 9, 2, 256)));
        Assert.Single(Take(assembler, new PacketZone(SomePackets.Space(1, 1, 10), ZoneKind.Packets, 0, 3, 256)));
        Assert.Equal(3, assembler.Counts.Faults);
    }

    [Fact]
    public void A_long_count_that_goes_back_is_a_jump_and_no_loss_of_millions()
    {
        var assembler = new PacketAssembler();
        foreach (var count in (ulong[])[1000, 1001, 0, 1])
            Take(assembler, new PacketZone(SomePackets.Space(1, 0, (int)count % 7 + 1), ZoneKind.Packets, 0, count, 1 << 24));
        Assert.Equal((1, 0), (assembler.Counts.Jumps, assembler.Counts.LostFrames));
    }

    [Fact]
    public void Stopping_early_loses_nothing_of_the_frame()
    {
        var packets = Packets(10, 5);
        var frames = Frames(packets, 100);
        var assembler = new PacketAssembler();
        foreach (var frame in frames)
        {
            foreach (var _ in assembler.Take(Zone(frame)))
                break;
        }
        Assert.Equal(Wanted(packets).Count, assembler.Counts.Packets);
    }

    [Fact]
    public void Answers_any_frames() => Prop.ForAll(Some.Noise(120, SomePackets.Space(2, 2, 90)[..40], [0xE0, 0xE7, 0]), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (noise, seed) =>
    {
        var random = new System.Random(seed);
        var assembler = new PacketAssembler(random.Next(100));
        for (var i = 0; i < 6; i++)
        {
            var part = noise.AsSpan(random.Next(noise.Length + 1));
            foreach (var packet in assembler.Take(new(part, (ZoneKind)random.Next(4), random.Next(130), (ulong)(i + random.Next(2)), 256)))
                Assert.InRange(packet.Length, 1, 100);
        }
        Assert.InRange(assembler.Counts.DroppedOctets, 0, 6 * noise.Length);
    }).Check(Some.Hard);

    [Fact]
    public void Allocates_nothing_per_packet()
    {
        var frames = Frames(Packets(60, 9), 64);
        var assembler = new PacketAssembler();
        var found = 0;
        Assert.Equal(0, Some.Allocated(20, () =>
        {
            for (var i = 0; i < frames.Count; i++)
            {
                foreach (var packet in assembler.Take(Zone(frames[i])))
                    found += packet.Length;
            }
        }));
        Assert.NotEqual(0, found);
    }

    private static List<byte[]> Packets(int count, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => random.Next(6) switch
        {
            0 => [EncapsulationHeader.Idle],
            1 => SomePackets.Encapsulated(2, random.Next(2) == 0 ? 2 : 8, random.Next(1, 100)),
            2 => SomePackets.Idle(random.Next(1, 30)),
            _ => SomePackets.Space(random.Next(1, 100), i, random.Next(1, 200)),
        })];
    }

    private static List<byte[]> Wanted(List<byte[]> packets) =>
        [.. packets.Where(p => PacketMeasure.TryMeasure(p, int.MaxValue, out _, out var isIdle) == PacketStatus.Whole && !isIdle)];

    private static List<Sent> Frames(List<byte[]> packets, int zoneLength)
    {
        var stream = packets.SelectMany(p => p).ToList();
        while (stream.Count % zoneLength != 0)
        {
            packets.Add([EncapsulationHeader.Idle]);
            stream.Add(EncapsulationHeader.Idle);
        }
        var starts = packets.Aggregate(new List<int> { 0 }, (list, p) => [.. list, list[^1] + p.Length])[..^1];
        return [.. stream.Chunk(zoneLength).Select((zone, i) =>
            new Sent(zone, starts.Where(s => s >= i * zoneLength && s < (i + 1) * zoneLength).Select(s => s - i * zoneLength).DefaultIfEmpty(-1).First(), (ulong)(i + 250)))];
    }

    private static PacketZone Zone(Sent frame) =>
        new(frame.Zone, frame.Pointer < 0 ? ZoneKind.Continuation : ZoneKind.Packets, Math.Max(0, frame.Pointer), frame.Count & 0xFFF, 1 << 12);

    private static List<(byte[] Octets, bool IsTruncated)> Take(PacketAssembler assembler, List<Sent> frames) => [.. frames.SelectMany(f => Take(assembler, Zone(f)))];

    private static List<(byte[] Octets, bool IsTruncated)> Take(PacketAssembler assembler, PacketZone zone)
    {
        var taken = new List<(byte[], bool)>();
        var packets = assembler.Take(zone);
        while (packets.MoveNext())
            taken.Add((packets.Current.ToArray(), packets.IsTruncated));
        return taken;
    }
}
