namespace Gantry.Xtce;

/// <summary>The parameters that sizes, counts and places of a container hang on.</summary>
internal static class PacketSizes
{
    public static HashSet<Parameter> Of(Container container, XtceDatabase database)
    {
        var found = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        foreach (var one in PacketWalk.Lineage(container))
            Add(one, database, found, 0);
        return found;
    }

    private static void Add(Container container, XtceDatabase database, HashSet<Parameter> found, int depth)
    {
        foreach (var entry in container.Entries)
        {
            Add(Sources.Of(entry.Repeat?.Count).Concat(Sources.Of(entry.Repeat?.Gap)).Concat(Sources.Of(entry.Location?.Bits)), found);
            if (entry is ArrayEntry array)
                Add(Sources.Of(array.Dimensions), found);
            if (EntryRules.Reference(entry) is { } reference && database.TypeOf(reference) is { } type)
                Add(type, database, found, 0);
            if (entry is ContainerEntry { Container.Target: { } inner } && depth < Cycles.Deepest)
            {
                foreach (var part in PacketWalk.Lineage(inner))
                    Add(part, database, found, depth + 1);
            }
        }
    }

    private static void Add(DataType type, XtceDatabase database, HashSet<Parameter> found, int depth)
    {
        Add(type.Encoding switch { BinaryEncoding binary => Sources.Of(binary.Size), StringEncoding text => Sources.Of(text.Buffer), _ => [] }, found);
        if (depth > Cycles.Deepest)
            return;
        if (type is ArrayType array)
        {
            Add(Sources.Of(array.Dimensions), found);
            if (database.Resolve(array.Element) is { } element)
                Add(element, database, found, depth + 1);
        }
        foreach (var member in (type as AggregateType)?.Members ?? [])
        {
            if (database.Resolve(member.Type) is { } part)
                Add(part, database, found, depth + 1);
        }
    }

    private static void Add(IEnumerable<ValueSource> sources, HashSet<Parameter> found) =>
        found.UnionWith(sources.OfType<ParameterValue>().Select(s => s.Parameter.Target).OfType<Parameter>());
}
