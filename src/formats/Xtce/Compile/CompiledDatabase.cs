namespace Gantry.Xtce;

/// <summary>
/// A database as machine code: one method that finds the container of a packet, and straight-line code for each container
/// whose fields do not move. What moves is decoded by the walk. Threads may share it; each has a decoder of its own.
/// </summary>
public sealed class CompiledDatabase
{
    private CompiledDatabase(PacketDecoder walker, IReadOnlyList<PathPlan?> plans, IReadOnlyList<Container> walked, Match match, HashSet<Parameter> received)
    {
        Walked = walked;
        NeedsHistory = HistoryNeeds.Of(walker.Database).Count > 0;
        Walker = walker;
        ById = plans;
        Match = match;
        Received = received;
    }

    public XtceDatabase Database => Walker.Database;

    public Container Root => Walker.Root;

    /// <summary>The containers that are decoded by code of their own.</summary>
    public IEnumerable<PathPlan> Plans => ById.OfType<PathPlan>();

    /// <summary>The containers whose packets the walk decodes.</summary>
    public IReadOnlyList<Container> Walked { get; }

    /// <summary>Whether anything in the database may ask for values of earlier packets; only what is walked does.</summary>
    public bool NeedsHistory { get; }

    /// <summary>Decodes what has no plan.</summary>
    public PacketDecoder Walker { get; }

    internal IReadOnlyList<PathPlan?> ById { get; }

    internal Match Match { get; }

    /// <summary>Every parameter that some packet carries.</summary>
    internal HashSet<Parameter> Received { get; }

    public static CompiledDatabase Compile(XtceDatabase database, Container root, IAlgorithmHost? host = null)
    {
        var walker = new PacketDecoder(database, root, host);
        var prepared = walker.Prepared;
        var reachable = Reachable(root);
        var needs = new Needs(database, reachable);
        var nodes = new Dictionary<Container, (int Id, Layout? Layout)>(ReferenceEqualityComparer.Instance);
        var plans = new List<PathPlan?>();
        var paths = new Dictionary<Container, IReadOnlyList<Container>>(ReferenceEqualityComparer.Instance);
        foreach (var container in reachable)
        {
            paths[container] = ReferenceEquals(container, root) ? [root] : [.. paths[container.Base!.Container.Target!], container];
            var before = ReferenceEquals(container, root) ? null : nodes[container.Base!.Container.Target!].Layout;
            var layout = before is null && !ReferenceEquals(container, root) ? null : Layout.Of(container, before, prepared);
            nodes[container] = (plans.Count, layout);
            plans.Add(layout is not null && needs.MayCompile(layout) ? new(plans.Count, paths[container], layout, prepared) : null);
        }
        return new(walker, plans, [.. reachable.Where((_, i) => plans[i] is null)], new MatchCode(prepared, nodes).Compile(root), needs.Received);
    }

    /// <summary>Translates all plans now instead of each at its first packet.</summary>
    public void Warm()
    {
        foreach (var plan in Plans)
            _ = plan.Code;
    }

    /// <summary>The root and all that extends it, each after its base.</summary>
    private static List<Container> Reachable(Container root)
    {
        var found = new List<Container> { root };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(found[i].Children);
        return found;
    }
}
