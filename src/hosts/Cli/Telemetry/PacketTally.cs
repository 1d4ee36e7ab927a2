using Gantry.Ccsds;

namespace Gantry.Cli;

/// <summary>Counts the packets of each process and what is missing between them.</summary>
internal sealed class PacketTally
{
    private readonly SortedDictionary<(int Apid, bool IsTelecommand), ProcessTally> _processes = [];
    private readonly SequenceCounts _counts = new();

    public IReadOnlyCollection<ProcessTally> Processes => _processes.Values;

    public long IdlePackets { get; private set; }

    public long EncapsulationPackets { get; private set; }

    public long Packets { get; private set; }

    public void Add(ReadOnlySpan<byte> packet)
    {
        Packets++;
        if (SpacePacketHeader.TryRead(packet, out var header) != PacketStatus.Whole)
        {
            EncapsulationPackets++;
            return;
        }
        if (header.IsIdle)
        {
            IdlePackets++;
            return;
        }
        if (!_processes.TryGetValue((header.Apid, header.IsTelecommand), out var process))
            _processes[(header.Apid, header.IsTelecommand)] = process = new() { Apid = header.Apid, IsTelecommand = header.IsTelecommand, FirstCount = header.SequenceCount };
        process.Packets++;
        process.Bytes += packet.Length;
        process.LastCount = header.SequenceCount;
        switch (_counts.Follow(header, out var missing))
        {
            case SequenceStep.Gap:
                process.Gaps++;
                process.Missing += missing;
                break;
            case SequenceStep.Repeat:
                process.Repeated++;
                break;
            case SequenceStep.Reset:
                process.Resets++;
                break;
        }
    }
}

/// <summary>What there is of one process.</summary>
internal sealed class ProcessTally
{
    public required int Apid { get; init; }

    public required bool IsTelecommand { get; init; }

    public long Packets { get; set; }

    public long Bytes { get; set; }

    public long Gaps { get; set; }

    public long Missing { get; set; }

    public long Repeated { get; set; }

    public long Resets { get; set; }

    public required int FirstCount { get; init; }

    public int LastCount { get; set; }
}
