namespace Gantry.Xtce;

/// <summary>Every item of a database by its qualified name, a table for each kind that has names of its own.</summary>
internal sealed class ItemTable
{
    public Dictionary<string, SpaceSystem> Systems { get; } = [];

    public Dictionary<string, DataType> Types { get; } = [];

    public Dictionary<string, DataType> ArgumentTypes { get; } = [];

    public Dictionary<string, Parameter> Parameters { get; } = [];

    public Dictionary<string, Container> Containers { get; } = [];

    public Dictionary<string, MetaCommand> Commands { get; } = [];

    public Dictionary<string, DataStream> Streams { get; } = [];

    public Dictionary<string, Message> Messages { get; } = [];

    public Dictionary<string, Service> Services { get; } = [];

    public Dictionary<string, Algorithm> Algorithms { get; } = [];

    public void Fill(SpaceSystem system, NameCheck names)
    {
        Add(Systems, system, "system", names);
        Add(Types, system.Types, "type", names);
        Add(ArgumentTypes, system.ArgumentTypes, "argument type", names);
        Add(Parameters, system.Parameters, "parameter", names);
        Add(Containers, system.Containers, "container", names);
        Add(Commands, system.Commands, "command", names);
        Add(Streams, system.Streams, "stream", names);
        Add(Messages, system.Messages, "message", names);
        Add(Services, system.Services, "service", names);
        Add(Algorithms, system.Algorithms, "algorithm", names);
        foreach (var command in system.Commands)
        {
            if (command.Container is not { } container)
                continue;
            names.CheckName(container);
            // Those of several commands may be called alike: then each is reached by its command.
            Containers.TryAdd(container.QualifiedName, container);
            Containers.TryAdd(command.QualifiedName, container);
        }
        foreach (var inner in system.Systems)
            Fill(inner, names);
    }

    private static void Add<T>(Dictionary<string, T> table, ValueList<T> items, string kind, NameCheck names)
        where T : Item
    {
        foreach (var item in items)
            Add(table, item, kind, names);
    }

    private static void Add<T>(Dictionary<string, T> table, T item, string kind, NameCheck names)
        where T : Item
    {
        names.CheckName(item);
        if (!table.TryAdd(item.QualifiedName, item))
            names.TellTwice(table[item.QualifiedName], item, kind);
    }
}
