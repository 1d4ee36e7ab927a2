using System.CommandLine;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>The files of packets that a command reads, as the command line names them.</summary>
internal sealed class PacketFiles
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files of packets, one behind the other.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int> _prefix = new("--prefix") { Description = "Octets that stand before each packet and belong to none.", HelpName = "N" };

    public PacketFiles(Command command)
    {
        command.Add(_files);
        command.Add(_prefix);
    }

    /// <summary>Reads all files, showing how far it has come; says of each where its packets end.</summary>
    /// <param name="call">Whose terminal.</param>
    /// <param name="take">Takes the packets of a piece; the piece's offset in its file with them.</param>
    /// <param name="isTalking">Whether lines are written meanwhile, between which a bar would stand.</param>
    public Task<IReadOnlyList<FileEnd>> ReadAsync(Call call, bool isTalking, Action<ReadOnlyMemory<byte>, PacketPlace[], long> take) =>
        ReadAsync(call, call.Get(_files)!, call.Get(_prefix), isTalking, take);

    public static async Task<IReadOnlyList<FileEnd>> ReadAsync(Call call, string[] names, int prefix, bool isTalking, Action<ReadOnlyMemory<byte>, PacketPlace[], long> take)
    {
        if (prefix is < 0 or > 4096)
            throw new UsageException($"--prefix {prefix} is not 0 to 4096 octets.");
        var files = names.Select(file => (Name: file, Packets: new PacketFile(file, prefix))).ToList();
        var ends = new List<FileEnd>();
        var bytes = isTalking && call.Terminal.IsOutSeen ? 0 : files.Sum(f => f.Packets.SizeBytes);
        await Transfers.ShowAsync(call, files.Count, bytes, async transfers =>
        {
            foreach (var (name, packets) in files)
            {
                var end = await packets.ReadAsync(take, transfers.Begin(Path.GetFileName(name), packets.SizeBytes), call.Ct);
                ends.Add(new(name, packets.SizeBytes, end.Offset, end.Why));
            }
        });
        return ends;
    }

    /// <summary>Tells of files that do not end with a packet; the exit code says whether there are any.</summary>
    public static int Tell(Call call, IReadOnlyList<FileEnd> ends)
    {
        foreach (var end in ends.Where(e => e.Why is not null))
            call.Error.Line($"{end.File}: {Units.Count((int)Math.Min(int.MaxValue, end.SizeBytes - end.Offset), "octet is", "octets are")} left at offset {end.Offset}, where no whole packet begins: {end.Why}.", "red");
        return ends.Any(e => e.Why is not null) ? ExitCode.Invalid : ExitCode.Done;
    }
}

/// <summary>Where the packets of a file end.</summary>
internal sealed record FileEnd(string File, long SizeBytes, long Offset, string? Why);
