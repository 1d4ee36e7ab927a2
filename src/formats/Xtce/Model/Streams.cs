namespace Gantry.Xtce;

/// <summary>A stream of frames: how they are found in the bits, and which container or service is in them.</summary>
public sealed record DataStream : Item
{
    public required StreamKind Kind { get; init; }

    public double? BitsPerSecond { get; init; }

    public string PcmType { get; init; } = "NRZL";

    public bool IsInverted { get; init; }

    public Reference<Container>? Container { get; init; }

    public Reference<Service>? Service { get; init; }

    public Reference<DataStream>? Inner { get; init; }

    public SyncStrategy? Sync { get; init; }

    public int SyncApertureInBits { get; init; }

    public long? FrameLengthInBits { get; init; }

    public Reference<DataStream>? Encoded { get; init; }

    public Reference<DataStream>? Decoded { get; init; }

    public Algorithm? EncodingAlgorithm { get; init; }

    public Algorithm? DecodingAlgorithm { get; init; }
}

public enum StreamKind
{
    FixedFrames,
    VariableFrames,
    Custom,
}

/// <summary>How the beginning of a frame is found, and when it is believed.</summary>
public sealed record SyncStrategy
{
    public int VerifyFrames { get; init; } = 4;

    public int CheckFrames { get; init; } = 1;

    public int MostBitErrors { get; init; }

    public int? BadFramesToInvert { get; init; }

    public Algorithm? InvertAlgorithm { get; init; }

    public string? Pattern { get; init; }

    public int? PatternLengthInBits { get; init; }

    public long PatternStartInBits { get; init; }

    public string? Mask { get; init; }

    public int? MaskLengthInBits { get; init; }

    public int? FlagSizeInBits { get; init; }

    public bool FlagIsOnes { get; init; } = true;
}

/// <summary>A container that a stream carries when something holds.</summary>
public sealed record Message : Item
{
    public required Criteria When { get; init; }

    public required Reference<Container> Container { get; init; }

    /// <summary>The name of the set it stands in.</summary>
    public string? SetName { get; init; }
}

/// <summary>Messages or containers under one name.</summary>
public sealed record Service : Item
{
    public ValueList<Reference<Message>> Messages { get; init; } = [];

    public ValueList<Reference<Container>> Containers { get; init; } = [];
}
