namespace Gantry.Xtce;

/// <summary>A part of a mission with its own names: a spacecraft, a subsystem, an instrument.</summary>
public sealed record SpaceSystem : Item
{
    public Header? Header { get; init; }

    public string? OperationalStatus { get; init; }

    public string? SystemType { get; init; }

    public string? AssetType { get; init; }

    /// <summary>Types of parameters; the ones declared beside commands say so.</summary>
    public ValueList<DataType> Types { get; init; } = [];

    public ValueList<Parameter> Parameters { get; init; } = [];

    /// <summary>Parameters of other systems that this one lists as its own.</summary>
    public ValueList<ParameterReference> ParameterReferences { get; init; } = [];

    public ValueList<Container> Containers { get; init; } = [];

    public ValueList<Algorithm> Algorithms { get; init; } = [];

    public ValueList<DataStream> Streams { get; init; } = [];

    public ValueList<Message> Messages { get; init; } = [];

    public ValueList<Service> Services { get; init; } = [];

    public ValueList<DataType> ArgumentTypes { get; init; } = [];

    public ValueList<MetaCommand> Commands { get; init; } = [];

    public ValueList<Reference<MetaCommand>> CommandReferences { get; init; } = [];

    public ValueList<BlockCommand> BlockCommands { get; init; } = [];

    public ValueList<SpaceSystem> Systems { get; init; } = [];
}

/// <summary>Who wrote a system, when, and how far it has come.</summary>
public sealed record Header
{
    public string? Version { get; init; }

    public string? Date { get; init; }

    public string Classification { get; init; } = "NotClassified";

    public string? ClassificationInstructions { get; init; }

    public string? ValidationStatus { get; init; }

    public ValueList<string> Authors { get; init; } = [];

    public ValueList<string> Notes { get; init; } = [];

    public ValueList<string> History { get; init; } = [];
}
