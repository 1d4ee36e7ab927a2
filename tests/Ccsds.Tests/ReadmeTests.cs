using System.Text.RegularExpressions;

namespace Gantry.Ccsds.Tests;

public partial class ReadmeTests
{
    // The lines of the README, over frames that the library makes.
    [Fact]
    public void The_example_turns_a_recording_into_packets()
    {
        var recording = Recording();
        var apids = new List<int>();

        var code = new ReedSolomonCode(new(Correctable: 16, Interleave: 4));
        var finder = new FrameSynchroniser(new(code.Format.BlockLength) { LockErrors = 4 });
        var format = new AosFormat(FrameCheck.None);
        var channel = new PacketAssembler();                       // one for each virtual channel

        ReadOnlySpan<byte> input = recording;                      // any piece of the stream
        var block = new byte[code.Format.BlockLength];
        while (finder.TryRead(ref input, out var found) || finder.TryFinish(out found))
        {
            found.Octets.CopyTo(block);
            Randomiser.Telemetry.Apply(block);
            if (code.Correct(block, out var corrected) is not (ReedSolomonStatus.Clean or ReedSolomonStatus.Corrected))
                continue;                                          // the block is as it came: keep it as a bad frame
            if (AosFrame.TryRead(block.AsSpan(0, code.Format.DataLength), format, out var frame) != FrameStatus.Good || frame.VirtualChannel != 16)
                continue;
            foreach (var packet in channel.Take(frame.Zone))       // packets that end in this frame
            {
                if (SpacePacketHeader.TryRead(packet, out var header) == PacketStatus.Whole)
                    apids.Add(header.Apid);
            }
        }

        Assert.Equal(Enumerable.Range(100, 40), apids);
    }

    [Fact]
    public void The_example_is_the_one_that_runs()
    {
        var test = File.ReadAllText(Path.Combine(Here(), "ReadmeTests.cs"));
        var example = Example().Match(File.ReadAllText(Path.Combine(Here(), "..", "..", "src", "formats", "Ccsds", "README.md"))).Groups[1].Value;
        var lines = example.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > 15);
        Assert.All(lines, line => Assert.Contains(line, test, StringComparison.Ordinal));
    }

    private static byte[] Recording()
    {
        var code = new ReedSolomonCode(new(16, 4));
        var zone = code.Format.DataLength - 8;
        byte[][] packets = [.. Enumerable.Range(100, 40).Select(apid => SomePackets.Space(apid, 0, 150 + apid)), SomePackets.Idle(2000)];
        var stream = packets.SelectMany(p => p).ToArray();
        var starts = packets.Select((_, i) => packets[..i].Sum(p => p.Length)).ToList();
        var recording = new List<byte>(Some.Bytes(33, 5));
        for (var i = 0; (i + 1) * zone <= stream.Length; i++)
        {
            var begins = starts.Where(s => s >= i * zone && s < (i + 1) * zone).DefaultIfEmpty(i * zone + 0x7FF).First() - i * zone;
            var block = new byte[code.Format.BlockLength];
            Assert.True(new AosFrame { VirtualChannel = 16, Count = i, Pointer = begins, Data = stream.AsSpan(i * zone, zone) }.TryWrite(block.AsSpan(0, code.Format.DataLength), new(FrameCheck.None)));
            code.TryEncode(block);
            Randomiser.Telemetry.Apply(block);
            block[i * 7 % block.Length] ^= 0x5A;
            recording.AddRange([.. SyncMarkers.Standard, .. block]);
        }
        return [.. recording];
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
