using System.CommandLine;
using System.Globalization;
using Gantry.Ccsds;

namespace Gantry.Cli;

/// <summary>What frames are in a recording of a link: of each virtual channel how many, what was corrected and what is missing.</summary>
internal sealed class TmFramesCommand : Verb
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Recordings of a link, in their order.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _packets = new("--packets") { Description = "Writes the packets in the frames to this file, one behind the other.", HelpName = "FILE" };
    private readonly LinkOptions _link;

    public TmFramesCommand() : base("frames", "Read the frames of a recorded link: virtual channels, corrected octets, gaps.")
    {
        Add(_files);
        Add(_packets);
        _link = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry tm frames pass-0417.cadu",
        "gantry tm frames --kind tm --code none --length 1115 --check crc16 pass.bin --packets packets.bin",
        "gantry tm frames --json pass-0417.cadu | jq '.channels[] | select(.lostFrames > 0)'",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var files = call.Get(_files);
        foreach (var file in files)
        {
            if (!File.Exists(file))
                throw new UsageException(Directory.Exists(file) ? $"{file} is a folder; name the files in it." : $"There is no file {file}.");
        }
        var receiver = new LinkReceiver(_link.Read(call));
        await using var output = call.Get(_packets) is { } path ? new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20) : null;
        var sink = new PacketsTo(output);
        await Transfers.ShowAsync(call, files.Length, files.Sum(f => new FileInfo(f).Length), transfers => ReadAsync(files, receiver, sink, transfers, call.Ct));
        receiver.Finish(sink);
        var counts = receiver.Counts;
        var channels = receiver.Channels.OrderBy(c => c.SpacecraftId).ThenBy(c => c.Id).Select(c => new
        {
            Spacecraft = c.SpacecraftId, Channel = c.Id, c.Counts.Frames, c.IdleFrames, c.CorrectedFrames, c.CorrectedOctets, c.Gaps, c.Counts.LostFrames, c.Counts.RepeatedFrames,
            c.Counts.Packets, c.Counts.TruncatedPackets, c.Counts.DroppedOctets, c.Counts.Faults,
        }).ToList();
        call.Show(new { Channels = channels, counts.GoodFrames, counts.CorrectedOctets, counts.UncorrectableFrames, counts.DamagedFrames, counts.ForeignFrames, counts.SkippedOctets, counts.LockLosses, sink.Packets }, _ =>
        {
            call.Out.Table(["SPACECRAFT", "CHANNEL", "FRAMES", "IDLE", "CORRECTED", "OCTETS", "GAPS", "LOST", "REPEATED", "PACKETS", "TRUNCATED"], channels.Select(c => (string?[])
                [N(c.Spacecraft), N(c.Channel), N(c.Frames), N(c.IdleFrames), N(c.CorrectedFrames), N(c.CorrectedOctets), N(c.Gaps), N(c.LostFrames), N(c.RepeatedFrames), N(c.Packets), N(c.TruncatedPackets)]));
            call.Out.Line($"{N(counts.GoodFrames)} good frames, {N(counts.CorrectedOctets)} octets corrected, {N(counts.UncorrectableFrames)} frames uncorrectable, {N(counts.DamagedFrames)} damaged, {N(counts.ForeignFrames)} foreign, {N(counts.SkippedOctets)} octets in no frame");
        });
        if (counts.GoodFrames > 0)
            return ExitCode.Done;
        throw new FaultException(new(FaultKind.Invalid, "tm.no_frames", counts.UncorrectableFrames > 0
            ? $"Frames were found by their markers and none could be corrected: is the code another one (--code, --interleave, --basis, --not-randomised)?"
            : counts.DamagedFrames + counts.ForeignFrames > 0
                ? "What was found is built otherwise: is it another kind of frame (--kind), with another check (--check), of another spacecraft?"
                : $"There is no frame in it: are the frames of another length ({receiver.Format.BlockLength} octets were looked for), or without markers (--no-markers)?"));
    }

    private static async Task ReadAsync(string[] files, LinkReceiver receiver, PacketsTo sink, Transfers transfers, CancellationToken ct)
    {
        var buffer = new byte[1 << 20];
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var (progress, done) = (transfers.Begin(Path.GetFileName(file), stream.Length), 0L);
            while (await stream.ReadAsync(buffer, ct) is > 0 and var count)
            {
                receiver.Take(buffer.AsSpan(0, count), sink);
                progress.Report(done += count);
            }
        }
    }

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class PacketsTo(Stream? output) : ILinkSink
    {
        public long Packets { get; private set; }

        void ILinkSink.Frame(in LinkFrame frame)
        {
        }

        void ILinkSink.Packet(in LinkPacket packet)
        {
            // What has no end cannot stand before another packet.
            if (packet.IsTruncated)
                return;
            Packets++;
            output?.Write(packet.Octets);
        }

        void ILinkSink.Bad(ReadOnlySpan<byte> block, BadFrame why)
        {
        }
    }
}
