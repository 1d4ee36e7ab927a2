namespace Gantry.Xtce;

/// <summary>What has been read of a system so far.</summary>
internal sealed class SystemParts
{
    public List<DataType> Types { get; } = [];

    public List<Parameter> Parameters { get; } = [];

    public List<ParameterReference> ParameterReferences { get; } = [];

    public List<Container> Containers { get; } = [];

    public List<Algorithm> Algorithms { get; } = [];

    public List<DataStream> Streams { get; } = [];

    public List<Message> Messages { get; } = [];

    public List<Service> Services { get; } = [];

    public List<DataType> ArgumentTypes { get; } = [];

    public List<MetaCommand> Commands { get; } = [];

    public List<Reference<MetaCommand>> CommandReferences { get; } = [];

    public List<BlockCommand> BlockCommands { get; } = [];

    public List<SpaceSystem> Systems { get; } = [];

    public SpaceSystem Build(string name, string qualified, Place at) => new()
    {
        Name = name,
        QualifiedName = qualified,
        At = at,
        Types = [.. Types],
        Parameters = [.. Parameters],
        ParameterReferences = [.. ParameterReferences],
        Containers = [.. Containers],
        Algorithms = [.. Algorithms],
        Streams = [.. Streams],
        Messages = [.. Messages],
        Services = [.. Services],
        ArgumentTypes = [.. ArgumentTypes],
        Commands = [.. Commands],
        CommandReferences = [.. CommandReferences],
        BlockCommands = [.. BlockCommands],
        Systems = [.. Systems],
    };
}

internal static class Lists
{
    public static bool AddTrue<T>(this List<T> list, T item)
    {
        list.Add(item);
        return true;
    }
}
