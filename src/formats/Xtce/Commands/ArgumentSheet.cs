namespace Gantry.Xtce;

/// <summary>What is said of the arguments of a command: by the commands that give some for good, by the sender, and by defaults.</summary>
internal sealed class ArgumentSheet
{
    private readonly Dictionary<string, ArgumentNode> _assigned = [];
    private readonly Dictionary<string, ArgumentNode> _given = [];

    public ArgumentSheet(IReadOnlyList<MetaCommand> chain, IReadOnlyDictionary<string, string> given, List<string> faults)
    {
        foreach (var argument in chain.SelectMany(c => c.Arguments))
            All.TryAdd(argument.Name, argument);
        foreach (var (name, text) in given)
            Put(_given, name, text, faults);
        foreach (var assignment in chain.SelectMany(c => c.Assignments))
            Put(_assigned, assignment.Argument, assignment.Value, faults);
    }

    /// <summary>By name, in the order they are declared, the outermost command first.</summary>
    public OrderedDictionary<string, Argument> All { get; } = [];

    /// <summary>What holds before what: an assignment, the sender, the default.</summary>
    public ArgumentLayers Of(Argument argument) => new(
        _assigned.GetValueOrDefault(argument.Name), _given.GetValueOrDefault(argument.Name), argument.InitialValue is { } text ? [new(text)] : []);

    private void Put(Dictionary<string, ArgumentNode> to, string reference, string text, List<string> faults)
    {
        if (ArgumentPath.Split(reference, All.ContainsKey) is not var (name, path))
        {
            faults.Add($"there is no argument {Wording.Quote(reference)}; there are {string.Join(", ", All.Keys)}");
            return;
        }
        if (!to.TryGetValue(name, out var node))
            to[name] = node = new();
        node.Put(path, text);
    }
}

/// <summary>What is said of one argument, or of one part of one, by whom.</summary>
internal sealed record ArgumentLayers(ArgumentNode? Assigned, ArgumentNode? Given, IReadOnlyList<ArgumentNode> Defaults)
{
    /// <summary>All that is said, what counts most first.</summary>
    public IEnumerable<ArgumentNode> All => ((ArgumentNode?[])[Assigned, Given, .. Defaults]).OfType<ArgumentNode>();

    /// <summary>The same of a part; what its own place has as default counts least.</summary>
    public ArgumentLayers Part(PathStep step, string? last = null) => new(
        Assigned?[step], Given?[step], [.. Defaults.Select(d => d[step]).OfType<ArgumentNode>(), .. last is null ? [] : (ArgumentNode[])[new(last)]]);
}
