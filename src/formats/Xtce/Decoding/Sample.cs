namespace Gantry.Xtce;

/// <summary>One value of a parameter out of a packet.</summary>
/// <param name="Raw">As it is on the wire.</param>
/// <param name="Value">As engineers read it; none when a calibrator said nothing of it.</param>
/// <param name="Bit">Where it begins in the packet.</param>
/// <param name="Bits">How much of the packet it takes.</param>
/// <param name="Index">Which of several that an entry repeats, from 0.</param>
public readonly record struct Sample(
    Parameter Parameter, ValueList<PathStep> Part, Value Raw, Value Value, long Bit, long Bits, int Index, SampleState State, ConcernLevel Level);

[Flags]
public enum SampleState : byte
{
    Good = 0,

    /// <summary>The bits mean nothing in their encoding, such as a decimal digit of 12.</summary>
    Bad = 1,

    /// <summary>There is a calibrator, and it says nothing of this value.</summary>
    Uncalibrated = 2,

    /// <summary>Outside of what is reasonable at all.</summary>
    Unreasonable = 4,

    /// <summary>The parameter is not to be believed now: its validity condition does not hold.</summary>
    Invalid = 8,

    /// <summary>A number for which the enumeration has no label.</summary>
    Unlabelled = 16,
}

public enum DecodeStatus : byte
{
    Good,

    /// <summary>No container that may stand alone matches; what the abstract ones hold was decoded.</summary>
    Unidentified,

    /// <summary>The packet ends before its container does.</summary>
    TooShort,

    /// <summary>A size or a place that the packet gives is impossible.</summary>
    BadSize,

    /// <summary>The database does not say how to decode the container.</summary>
    Undecodable,

    /// <summary>More values than a packet may have.</summary>
    TooMuch,
}

/// <summary>A packet, as far as it could be decoded.</summary>
public sealed class DecodedPacket
{
    public DecodeStatus Status { get; internal set; }

    /// <summary>Why the status is not good.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The container it was found to be, the most special one.</summary>
    public Container? Container { get; internal set; }

    /// <summary>Several children of a container matched; the first was taken.</summary>
    public bool IsAmbiguous { get; internal set; }

    /// <summary>The check of a container failed; null when there is none.</summary>
    public bool? IsChecked { get; internal set; }

    public IReadOnlyList<Sample> Samples => List;

    /// <summary>Pieces of streams inside the packet.</summary>
    public IReadOnlyList<StreamPiece> Pieces => PieceList;

    /// <summary>How many bits of the packet were used; less than it has when nobody knows the rest.</summary>
    public long BitsUsed { get; internal set; }

    /// <summary>What the next packet of the stream must be.</summary>
    public Container? Next { get; internal set; }

    /// <summary>Containers included in it, the ones it extends too.</summary>
    public IReadOnlyList<Container> Containers => ContainerList;

    internal List<Sample> List { get; } = [];

    internal List<StreamPiece> PieceList { get; } = [];

    internal List<Container> ContainerList { get; } = [];

    internal bool Fail(DecodeStatus status, string reason)
    {
        if (Status == DecodeStatus.Good)
            (Status, Reason) = (status, reason);
        return false;
    }
}

/// <summary>Some bits of a stream that a packet carries.</summary>
public readonly record struct StreamPiece(DataStream Stream, long Bit, int Bits, int? Order);
