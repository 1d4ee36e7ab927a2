namespace Gantry.Xtce;

/// <summary>What a packet, or a part of one, is made of.</summary>
public sealed record Container : Item
{
    public bool IsAbstract { get; init; }

    public ValueList<Entry> Entries { get; init; } = [];

    public BaseContainer? Base { get; init; }

    /// <summary>Declared beside the commands: in the set of command containers, or inside a command.</summary>
    public bool IsOfCommands { get; init; }

    public string? IdlePattern { get; init; }

    public Rate? DefaultRate { get; init; }

    public ValueList<Rate> Rates { get; init; } = [];

    /// <summary>How the container as a whole is coded; its check says whether the packet is to be believed.</summary>
    public BinaryEncoding? Encoding { get; init; }

    /// <summary>The check of a container whose size is not written, as 1.3 allows.</summary>
    public ErrorCheck? Check { get; init; }

    /// <summary>The containers that extend it, in the order of the file; from here a packet finds its leaf.</summary>
    public IReadOnlyList<Container> Children => _children;

    internal void Adopt(Container child) => _children = [.. _children, child];

    private Container[] _children = [];

    public bool Equals(Container? other) =>
        other is not null && QualifiedName == other.QualifiedName && About == other.About && IsAbstract == other.IsAbstract &&
        Entries.Equals(other.Entries) && Base == other.Base && IsOfCommands == other.IsOfCommands && IdlePattern == other.IdlePattern &&
        DefaultRate == other.DefaultRate && Rates.Equals(other.Rates) && Encoding == other.Encoding && Check == other.Check;

    public override int GetHashCode() => QualifiedName.GetHashCode(StringComparison.Ordinal);
}

/// <summary>What a container extends, and when a packet of the base is one of it.</summary>
public sealed record BaseContainer(Reference<Container> Container)
{
    public Criteria? Restriction { get; init; }

    /// <summary>The element is there, whether or not it says anything.</summary>
    public bool HasRestriction { get; init; }

    /// <summary>What the next packet of the stream must be.</summary>
    public Reference<Container>? Next { get; init; }
}

/// <summary>How often a container comes: each second, or each time it is updated.</summary>
public sealed record Rate(bool IsPerSecond, double? Least, double? Most, Reference<DataStream>? Stream);

/// <summary>One part of a container.</summary>
public abstract record Entry
{
    private protected Entry()
    {
    }

    public Location? Location { get; init; }

    public Repeat? Repeat { get; init; }

    /// <summary>When this does not hold, the entry is not there and takes no room.</summary>
    public Criteria? Include { get; init; }

    public TimeAssociation? Time { get; init; }

    public string? About { get; init; }

    public ValueList<AncillaryData> Ancillary { get; init; } = [];

    public Place At { get; init; }
}

public sealed record Location(ReferencePoint From, IntegerValue Bits);

public enum ReferencePoint
{
    PreviousEntry,
    ContainerStart,
    ContainerEnd,
    NextEntry,
}

/// <summary>So many times the same, with so many bits between.</summary>
public sealed record Repeat(IntegerValue Count, IntegerValue? Gap);

public sealed record ParameterEntry(ParameterReference Parameter) : Entry;

/// <summary>An array, or a part of one, whose sizes the entry gives.</summary>
public sealed record ArrayEntry(ParameterReference Parameter, ValueList<Dimension> Dimensions) : Entry
{
    public bool IsLast { get; init; }
}

public sealed record ContainerEntry(Reference<Container> Container) : Entry;

/// <summary>Some bits of a parameter whose rest is elsewhere.</summary>
public sealed record ParameterSegmentEntry(ParameterReference Parameter, int SizeInBits, int? Order) : Entry;

public sealed record ContainerSegmentEntry(Reference<Container> Container, int SizeInBits, int? Order) : Entry;

public sealed record StreamSegmentEntry(Reference<DataStream> Stream, int SizeInBits, int? Order) : Entry;

/// <summary>The parameter whose alias is the value of another: memory that is looked at on request.</summary>
public sealed record IndirectEntry(ParameterValue Name, string? AliasNameSpace) : Entry;

public sealed record ArgumentEntry(string Argument) : Entry;

public sealed record ArrayArgumentEntry(string Argument, ValueList<Dimension> Dimensions) : Entry
{
    public bool IsLast { get; init; }
}

public sealed record FixedValueEntry(string? Name, string Hex, int SizeInBits) : Entry;

/// <summary>An entry of no known kind, whose size nobody knows: its container cannot be decoded.</summary>
public sealed record UnknownEntry(string Element) : Entry;
