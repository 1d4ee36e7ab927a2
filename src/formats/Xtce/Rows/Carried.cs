namespace Gantry.Xtce;

/// <summary>Which parameters packets of a container may carry.</summary>
public static class Carried
{
    public static IReadOnlySet<Parameter> By(Container container, XtceDatabase database)
    {
        var (found, seen) = (new HashSet<Parameter>(ReferenceEqualityComparer.Instance), new HashSet<Container>(ReferenceEqualityComparer.Instance));
        var waiting = new Stack<Container>([container]);
        while (waiting.TryPop(out var next))
        {
            foreach (var one in PacketWalk.Lineage(next).Where(seen.Add))
            {
                foreach (var entry in one.Entries)
                {
                    if (EntryRules.Reference(entry)?.Target is { } parameter)
                        found.Add(parameter);
                    // Any parameter at all may be meant.
                    if (entry is IndirectEntry)
                        found.UnionWith(database.AllParameters);
                    if (((entry as ContainerEntry)?.Container.Target ?? (entry as ContainerSegmentEntry)?.Container.Target) is { } inner)
                        waiting.Push(inner);
                }
            }
        }
        return found;
    }
}
