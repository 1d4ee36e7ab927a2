using System.CommandLine;
using System.Globalization;
using Gantry.Ccsds;

namespace Gantry.Cli;

/// <summary>Which packets are in files: counts and gaps of each process, or every header.</summary>
internal sealed class TmPacketsCommand : Verb
{
    private readonly PacketFiles _files;
    private readonly Option<bool> _headers = new("--headers") { Description = "Every header, a line each." };

    public TmPacketsCommand() : base("packets", "Count the packets of files, and what is missing between them.")
    {
        _files = new(this);
        Add(_headers);
    }

    public override IReadOnlyList<string> Examples => ["gantry tm packets pass-0417.bin", "gantry tm packets --headers pass-0417.bin | head", "gantry tm packets --json *.bin | jq '.processes[] | select(.missing > 0)'"];

    public override async Task<int> RunAsync(Call call)
    {
        if (call.IsJson && call.Get(_headers))
            throw new UsageException("--headers writes lines; --json tells the counts. Choose one.");
        var tally = new PacketTally();
        var isListed = call.Get(_headers);
        if (isListed)
            call.Terminal.Out.WriteLine("    OFFSET  APID  TYPE    COUNT  LENGTH  FLAGS   SECONDARY");
        var ends = await _files.ReadAsync(call, isListed, (data, places, offset) =>
        {
            foreach (var place in places)
            {
                var packet = data.Span.Slice(place.Start, place.Length);
                tally.Add(packet);
                if (isListed)
                    call.Terminal.Out.WriteLine(Line(offset + place.Start, packet));
            }
        });
        call.Show(new { Processes = tally.Processes.Select(p => new { p.Apid, Type = Word(p.IsTelecommand), p.Packets, p.Bytes, p.Gaps, p.Missing, p.Repeated, p.Resets, p.FirstCount, p.LastCount }), tally.IdlePackets, tally.EncapsulationPackets, Files = ends }, _ => Tell(call, tally, isListed));
        return PacketFiles.Tell(call, ends);
    }

    private static void Tell(Call call, PacketTally tally, bool isListed)
    {
        if (isListed)
            return;
        call.Out.Table(["APID", "TYPE", "PACKETS", "SIZE", "GAPS", "MISSING", "REPEATED", "RESETS", "FIRST", "LAST"], tally.Processes.Select(p => (string?[])
            [Number(p.Apid), Word(p.IsTelecommand), Number(p.Packets), Units.Size(p.Bytes), Number(p.Gaps), Number(p.Missing), Number(p.Repeated), Number(p.Resets), Number(p.FirstCount), Number(p.LastCount)]));
        call.Out.Line($"{tally.Packets.ToString("N0", CultureInfo.InvariantCulture)} packets of {Units.Count(tally.Processes.Count, "process", "processes")}, {tally.IdlePackets} idle, {tally.EncapsulationPackets} of encapsulation");
    }

    private static string Line(long offset, ReadOnlySpan<byte> packet) => SpacePacketHeader.TryRead(packet, out var header) == PacketStatus.Whole
        ? string.Create(CultureInfo.InvariantCulture, $"{offset,10}  {header.Apid,4}  {(header.IsIdle ? "idle" : Word(header.IsTelecommand)),-4}  {header.SequenceCount,7}  {packet.Length,6}  {header.Flags,-6}  {(header.HasSecondaryHeader ? "yes" : "no")}")
        : string.Create(CultureInfo.InvariantCulture, $"{offset,10}     -  encapsulation  {packet.Length,6}");

    private static string Word(bool isTelecommand) => isTelecommand ? "tc" : "tm";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
