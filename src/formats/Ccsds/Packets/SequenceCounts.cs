namespace Gantry.Ccsds;

/// <summary>How a packet follows the one before it of the same process.</summary>
public enum SequenceStep
{
    /// <summary>The first one of this process.</summary>
    First,
    Next,

    /// <summary>Some are missing in between.</summary>
    Gap,

    /// <summary>The same count again.</summary>
    Repeat,

    /// <summary>The source has begun again from zero.</summary>
    Reset,
}

/// <summary>
/// Follows the sequence counts of all processes of one channel. Live data and replayed data want one each, and so do
/// virtual channels that carry the same process.
/// </summary>
public sealed class SequenceCounts
{
    private const int Unknown = -1;

    private readonly short[] _last = new short[2 * (SpacePacketHeader.IdleApid + 1)];

    public SequenceCounts() => Forget();

    /// <summary>Says how a packet follows and how many are missing before it. Idle packets are not counted by most sources: leave them out.</summary>
    public SequenceStep Follow(in SpacePacketHeader header, out int missing)
    {
        ref var last = ref _last[(header.Apid & SpacePacketHeader.IdleApid) | (header.IsTelecommand ? SpacePacketHeader.IdleApid + 1 : 0)];
        var (before, count) = ((int)last, header.SequenceCount & (SpacePacketHeader.CountModulus - 1));
        last = (short)count;
        missing = 0;
        if (before == Unknown)
            return SequenceStep.First;
        var ahead = (count - before - 1) & (SpacePacketHeader.CountModulus - 1);
        if (ahead == 0)
            return SequenceStep.Next;
        if (count == before)
            return SequenceStep.Repeat;
        if (count == 0)
            return SequenceStep.Reset;
        missing = ahead;
        return SequenceStep.Gap;
    }

    /// <summary>Begins anew, as after a change of the source.</summary>
    public void Forget() => _last.AsSpan().Fill(Unknown);
}
