namespace Gantry.Pipelines;

/// <summary>Puts steps behind those they need.</summary>
internal static class StepSort
{
    /// <summary>The steps in an order in which each can be done after those before it, as near as possible to how they are written; null when they go in a circle.</summary>
    public static IReadOnlyList<Step>? Sort(IReadOnlyList<Step> steps)
    {
        var needed = Needed(steps);
        var open = needed.ToDictionary(n => n.Key, n => n.Value.Count, StringComparer.Ordinal);
        var dependents = needed.SelectMany(n => n.Value.Select(before => (before, n.Key))).ToLookup(p => p.before, p => p.Key, StringComparer.Ordinal);
        var place = steps.Select((step, i) => (step.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var ready = new PriorityQueue<string, int>(open.Where(o => o.Value == 0).Select(o => (o.Key, place[o.Key])));
        var sorted = new List<Step>(steps.Count);
        while (ready.TryDequeue(out var name, out _))
        {
            sorted.Add(steps[place[name]]);
            foreach (var dependent in dependents[name])
            {
                if (--open[dependent] == 0)
                    ready.Enqueue(dependent, place[dependent]);
            }
        }
        return sorted.Count == steps.Count ? sorted : null;
    }

    /// <summary>A circle among steps that have one, in words: <c>a needs b, b needs a</c>.</summary>
    public static string Circle(IReadOnlyList<Step> steps)
    {
        var needed = Needed(steps);
        // Whoever walks on from step to needed step among those that can never be done comes round in the end.
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (needed.Where(n => !done.Contains(n.Key) && n.Value.All(done.Contains)).Select(n => n.Key).ToList() is { Count: > 0 } free)
            done.UnionWith(free);
        var way = new List<string> { needed.Keys.First(name => !done.Contains(name)) };
        while (true)
        {
            var next = needed[way[^1]].First(name => !done.Contains(name));
            if (way.IndexOf(next) is >= 0 and var start)
                return string.Join(", ", way.Skip(start).Zip(way.Skip(start + 1).Append(next), (a, b) => $"{a} needs {b}"));
            way.Add(next);
        }
    }

    // A fallback is done after the step it stands in for.
    private static Dictionary<string, HashSet<string>> Needed(IReadOnlyList<Step> steps)
    {
        var needed = steps.ToDictionary(s => s.Name, s => s.Needs.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (step.Fallback is { } fallback)
                needed[fallback].Add(step.Name);
        }
        return needed;
    }
}
