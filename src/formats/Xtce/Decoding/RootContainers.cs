namespace Gantry.Xtce;

/// <summary>Which container every packet begins with. The schema has no mark for it.</summary>
public static class RootContainers
{
    /// <summary>The setting's, else the one of the streams or messages, else the only one that extends nothing and is extended.</summary>
    public static Container? Choose(XtceDatabase database)
    {
        if (database.Settings.RootContainer is { } named)
            return database.FindContainer(named);
        var streams = database.Systems.SelectMany(s => s.Streams).Select(s => s.Container?.Target).OfType<Container>().Select(Outermost).Distinct(ReferenceEqualityComparer.Instance).ToList();
        if (streams.Count == 1)
            return (Container)streams[0]!;
        var messages = database.Systems.SelectMany(s => s.Messages).Select(m => m.Container.Target).OfType<Container>().Select(Outermost).Distinct(ReferenceEqualityComparer.Instance).ToList();
        if (messages.Count == 1)
            return (Container)messages[0]!;
        var candidates = Candidates(database);
        return candidates.Count == 1 ? candidates[0] : null;
    }

    /// <summary>Those to choose from when nothing says it.</summary>
    public static IReadOnlyList<Container> Candidates(XtceDatabase database)
    {
        var alone = database.AllContainers.Where(c => c.Base is null && !c.IsOfCommands).ToList();
        // What is a part of others begins no packet.
        var included = database.AllContainers.SelectMany(c => c.Entries).OfType<ContainerEntry>().Select(e => e.Container.Target).OfType<Container>()
            .ToHashSet<Container>(ReferenceEqualityComparer.Instance);
        var extended = alone.Where(c => !included.Contains(c) && c.Children.Any(child => !child.IsOfCommands && !included.Contains(child))).ToList();
        return extended.Count > 0 ? extended : alone;
    }

    private static Container Outermost(Container container)
    {
        while (container.Base?.Container.Target is { } parent)
            container = parent;
        return container;
    }
}
