namespace Gantry.Xtce;

internal static class RootRules
{
    public static void Check(XtceDatabase database, DiagnosticList diagnostics)
    {
        var telemetry = database.AllContainers.Where(c => !c.IsOfCommands).ToList();
        if (telemetry.Count == 0)
            return;
        var root = RootContainers.Choose(database);
        if (root is null)
        {
            var names = string.Join(", ", RootContainers.Candidates(database).Take(5).Select(c => c.Name));
            diagnostics.Add(
                "XT059", database.Root.At, database.Root.QualifiedName,
                database.Settings.RootContainer is { } named ? $"there is no container {Wording.Quote(named)}, which the setting names as the root" : $"packets may begin with any of {names}",
                "none is taken", "name the root container in the settings");
        }
        var inUse = Named(database);
        foreach (var container in telemetry)
        {
            if (container.IsAbstract && container.Children.Count == 0 && !inUse.Contains(container))
                diagnostics.Add("XT058", container.At, container.QualifiedName, $"{container.Name} is abstract and nothing extends or includes it", "its packets stay unidentified", "extend it, or make it no longer abstract");
            else if (container.Base is null && container != (object?)root && container.Children.Count == 0 && !inUse.Contains(container) && root is not null)
                diagnostics.Add("XT058", container.At, container.QualifiedName, $"no packet leads to {container.Name}", "it is never decoded", "extend the root container, or include it somewhere");
        }
    }

    /// <summary>The containers that something else names.</summary>
    private static HashSet<Container> Named(XtceDatabase database)
    {
        var named = new HashSet<Container>(ReferenceEqualityComparer.Instance);
        foreach (var entry in database.AllContainers.SelectMany(c => c.Entries))
        {
            if ((entry as ContainerEntry)?.Container.Target is { } included)
                named.Add(included);
            if ((entry as ContainerSegmentEntry)?.Container.Target is { } segmented)
                named.Add(segmented);
        }
        foreach (var system in database.Systems)
        {
            named.UnionWith(system.Streams.Select(s => s.Container?.Target).OfType<Container>());
            named.UnionWith(system.Messages.Select(m => m.Container.Target).OfType<Container>());
            named.UnionWith(system.Services.SelectMany(s => s.Containers).Select(c => c.Target).OfType<Container>());
        }
        return named;
    }
}
