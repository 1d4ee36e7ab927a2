using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>Where the packets of a file end, and why.</summary>
/// <param name="Offset">The first octet that is no packet; the length of the file when all are.</param>
/// <param name="Left">How many octets are left there.</param>
/// <param name="Why">What is wrong there; null when nothing is left.</param>
internal sealed record PacketsEnd(long Offset, long Left, string? Why);

/// <summary>A file of packets that stand one behind the other, read in pieces.</summary>
/// <param name="file">Its name.</param>
/// <param name="prefix">How many octets stand before each packet, as some recorders write them.</param>
internal sealed class PacketFile(string file, int prefix)
{
    private const int PieceLength = 4 << 20;

    public long SizeBytes { get; } = Sized(file);

    /// <summary>Gives the packets piece by piece, the offset of the piece in the file with each.</summary>
    public async Task<PacketsEnd> ReadAsync(Action<ReadOnlyMemory<byte>, PacketPlace[], long> take, IProgress<long> progress, CancellationToken ct)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var (buffer, filled, offset) = (new byte[PieceLength], 0, 0L);
        var places = new List<PacketPlace>();
        while (true)
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(filled), buffer.Length - filled, throwOnEndOfStream: false, ct);
            var isLast = read < buffer.Length - filled;
            filled += read;
            places.Clear();
            var (used, status) = Cut(buffer.AsSpan(0, filled), places);
            take(buffer.AsMemory(0, filled), [.. places], offset);
            progress.Report(offset + used);
            if (isLast || status is not (PacketStatus.Whole or PacketStatus.Incomplete))
                return End(offset + used, status);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            (filled, offset) = (filled - used, offset + used);
        }
    }

    private (int Used, PacketStatus Status) Cut(ReadOnlySpan<byte> octets, List<PacketPlace> places)
    {
        var at = 0;
        while (at < octets.Length)
        {
            if (octets.Length - at <= prefix)
                return (at, PacketStatus.Incomplete);
            var rest = octets[(at + prefix)..];
            var status = PacketMeasure.TryMeasure(rest, SpacePacketHeader.MostTotalLength, out var length, out _);
            if (status == PacketStatus.Whole && length > rest.Length)
                status = PacketStatus.Incomplete;
            if (status != PacketStatus.Whole)
                return (at, status);
            places.Add(new(at + prefix, length));
            at += prefix + length;
        }
        return (at, PacketStatus.Whole);
    }

    private PacketsEnd End(long offset, PacketStatus status)
    {
        var left = SizeBytes - offset;
        return new(offset, left, left <= 0 ? null : status switch
        {
            PacketStatus.UnknownVersion => "the first three bits there are those of no packet",
            PacketStatus.BadLength => "the packet there is shorter than its own header",
            PacketStatus.TooLong => "the packet there is longer than packets are",
            _ => "the packet there is cut off",
        });
    }

    private static long Sized(string file)
    {
        if (Directory.Exists(file))
            throw new UsageException($"{file} is a folder; name the files in it.");
        return File.Exists(file) ? new FileInfo(file).Length : throw new UsageException($"There is no file {file}.");
    }
}
