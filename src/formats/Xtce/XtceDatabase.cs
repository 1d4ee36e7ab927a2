namespace Gantry.Xtce;

/// <summary>A database that was read and linked: what decoders, encoders, writers and comparisons start from. It never changes.</summary>
public sealed class XtceDatabase
{
    private readonly Dictionary<string, Parameter> _parameters;
    private readonly Dictionary<string, Container> _containers;
    private readonly Dictionary<string, MetaCommand> _commands;
    private readonly Dictionary<DataType, DataType> _merged;
    private readonly Dictionary<Container, string> _broken;
    private readonly Dictionary<Parameter, DataType> _own = new(ReferenceEqualityComparer.Instance);

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

    private XtceDatabase(XtceDatabase other, IEnumerable<KeyValuePair<Parameter, Alarm>> alarms)
    {
        (Root, Version, Settings, Systems, AllContainers) = (other.Root, other.Version, other.Settings, other.Systems, other.AllContainers);
        (_parameters, _containers, _commands, _merged, _broken) = (other._parameters, other._containers, other._commands, other._merged, other._broken);
        foreach (var (parameter, alarm) in other._own.Keys.Select(p => KeyValuePair.Create(p, (Alarm?)null)).Concat(alarms.Select(a => KeyValuePair.Create(a.Key, (Alarm?)a.Value))))
        {
            if (other.TypeOf(parameter) is { } type)
                _own[parameter] = alarm is null ? type : type with { DefaultAlarm = alarm, ContextAlarms = [] };
        }
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

    /// <summary>A parameter or a part of one, by the name of a <see cref="Leaf"/> or with a bare name before it: <c>WHEEL.SPEED</c>, <c>cells[3]</c>.</summary>
    public (Parameter Parameter, string Part, DataType Type)? FindPart(string name) => PartNames.Find(this, name);

    public Container? FindContainer(string name) => Find(_containers, name);

    public MetaCommand? FindCommand(string name) => Find(_commands, name);

    /// <summary>A type with what it has from its base; null when there is none.</summary>
    public DataType? Resolve(Reference<DataType> type) => type.Target is { } target ? Resolve(target) : null;

    public DataType Resolve(DataType type) => _merged.GetValueOrDefault(type, type);

    public DataType? TypeOf(Parameter parameter) => _own.Count > 0 && _own.TryGetValue(parameter, out var own) ? own : Resolve(parameter.Type);

    /// <summary>The same database with other alarms for some parameters, in the place of all that their types say.</summary>
    public XtceDatabase WithAlarms(IEnumerable<KeyValuePair<Parameter, Alarm>> alarms) => new(this, alarms);

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
