namespace Gantry.Xtce;

/// <summary>A database that was read and linked: what decoders, encoders, writers and comparisons start from. It never changes.</summary>
public sealed class XtceDatabase
{
    private readonly Dictionary<string, Parameter> _parameters;
    private readonly Dictionary<string, Container> _containers;
    private readonly Dictionary<string, MetaCommand> _commands;
    private readonly Dictionary<DataType, DataType> _merged;
    private readonly Dictionary<Container, string> _broken;

    internal XtceDatabase(SpaceSystem root, XtceVersion version, XtceSettings settings, ItemTable items, Dictionary<DataType, DataType> merged, Dictionary<Container, string> broken)
    {
        Root = root;
        Version = version;
        Settings = settings;
        Systems = items.Systems.Values.ToList();
        _parameters = items.Parameters;
        _containers = items.Containers;
        _commands = items.Commands;
        _merged = merged;
        _broken = broken;
        // A container of a command may be known by two names.
        AllContainers = _containers.Values.Distinct(ReferenceEqualityComparer.Instance).Cast<Container>().ToList();
    }

    public SpaceSystem Root { get; }

    public XtceVersion Version { get; }

    public XtceSettings Settings { get; }

    public IReadOnlyCollection<SpaceSystem> Systems { get; }

    public IReadOnlyCollection<Parameter> AllParameters => _parameters.Values;

    public IReadOnlyCollection<Container> AllContainers { get; }

    public IReadOnlyCollection<MetaCommand> AllCommands => _commands.Values;

    /// <summary>By its qualified name, or by its bare one where only one has it.</summary>
    public Parameter? FindParameter(string name) => Find(_parameters, name);

    public Container? FindContainer(string name) => Find(_containers, name);

    public MetaCommand? FindCommand(string name) => Find(_commands, name);

    /// <summary>A type with what it has from its base; null when there is none.</summary>
    public DataType? Resolve(Reference<DataType> type) => type.Target is { } target ? Resolve(target) : null;

    public DataType Resolve(DataType type) => _merged.GetValueOrDefault(type, type);

    public DataType? TypeOf(Parameter parameter) => Resolve(parameter.Type);

    /// <summary>The type of a parameter or of the part a reference names.</summary>
    public DataType? TypeOf(ParameterReference reference) =>
        reference.Target is null ? null : TypeOf(reference.Target, reference.Path);

    internal DataType? TypeOf(Parameter parameter, ValueList<PathStep> path) =>
        path.Count == 0 ? TypeOf(parameter) : PathTypes.Follow(TypeOf(parameter), path, Resolve);

    /// <summary>Why packets of a container cannot be decoded; null when they can.</summary>
    public string? WhyBroken(Container container) => _broken.GetValueOrDefault(container);

    private static T? Find<T>(Dictionary<string, T> items, string name)
        where T : Item
    {
        if (items.TryGetValue(name, out var exact))
            return exact;
        T? only = null;
        foreach (var item in items.Values)
        {
            if (item.Name != name || ReferenceEquals(only, item))
                continue;
            if (only is not null)
                return null;
            only = item;
        }
        return only;
    }
}
