namespace Gantry.Telemetry;

/// <summary>Reduces the columns of a segment to what each leaf was in each minute and hour.</summary>
internal sealed class Reducer(IReadOnlyList<ContainerColumns> containers)
{
    /// <summary>All minutes, in the order of names and times.</summary>
    public IEnumerable<Bucket> Minutes()
    {
        var leaves = new SortedDictionary<LeafKey, List<(ContainerColumns Container, LeafColumns Leaf)>>();
        foreach (var container in containers)
        {
            foreach (var leaf in container.Leaves)
            {
                var name = leaf.Leaf.Parameter.QualifiedName;
                var key = new LeafKey(name, leaf.Leaf.Name[name.Length..]);
                if (!leaves.TryGetValue(key, out var sources))
                    leaves[key] = sources = [];
                sources.Add((container, leaf));
            }
        }
        // No leaf knows of another.
        return leaves.AsParallel().AsOrdered().SelectMany(l => Minutes(l.Value).Select(m => new Bucket(l.Key, m.Key, m.Value)));
    }

    /// <summary>The same, joined to longer pieces.</summary>
    public static IEnumerable<Bucket> Join(IEnumerable<Bucket> minutes, long step)
    {
        Bucket? open = null;
        foreach (var minute in minutes)
        {
            var ticks = ReductionSteps.Floor(minute.Ticks, step);
            if (open is { } one && one.Ticks == ticks && one.Leaf == minute.Leaf)
            {
                var all = one.Reduction;
                all.Add(minute.Reduction);
                open = one with { Reduction = all };
                continue;
            }
            if (open is { } done)
                yield return done;
            open = minute with { Ticks = ticks };
        }
        if (open is { } last)
            yield return last;
    }

    // Columns that are one after the other, as those of a container are when there are many.
    private static bool IsInOrder(List<(ContainerColumns Container, LeafColumns)> sources)
    {
        for (var i = 1; i < sources.Count; i++)
        {
            if (sources[i].Container.Packets[0] < sources[i - 1].Container.Packets[^1])
                return false;
        }
        return true;
    }

    private static SortedDictionary<long, Reduction> Minutes(List<(ContainerColumns Container, LeafColumns Leaf)> sources)
    {
        var minutes = new MinuteSums();
        if (!IsInOrder(sources))
        {
            Add(sources, minutes);
            return minutes.End();
        }
        foreach (var (container, leaf) in sources)
            Add(container, leaf, minutes);
        return minutes.End();
    }

    private static void Add(ContainerColumns container, LeafColumns leaf, MinuteSums minutes)
    {
        var values = LeafValues.Of(leaf);
        var times = container.Times;
        if (values.NormalNumbers(out var kind) is { IsEmpty: false } bits)
        {
            minutes.Add(times, bits, kind);
            return;
        }
        for (var row = 0; row < times.Length; row++)
            minutes.Add(times[row], values, row);
    }

    // In the order the packets were received, whatever containers they are.
    private static void Add(List<(ContainerColumns Container, LeafColumns Leaf)> sources, MinuteSums minutes)
    {
        var rows = new List<(long Packet, int Source, int Row)>();
        for (var source = 0; source < sources.Count; source++)
        {
            var packets = sources[source].Container.Packets;
            for (var row = 0; row < packets.Length; row++)
                rows.Add((packets[row], source, row));
        }
        rows.Sort();
        var values = sources.ConvertAll(s => LeafValues.Of(s.Leaf));
        foreach (var (_, source, row) in rows)
            minutes.Add(sources[source].Container.Times[row], values[source], row);
    }
}
