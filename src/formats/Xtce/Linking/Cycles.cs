namespace Gantry.Xtce;

/// <summary>Finds what contains or extends itself, and cuts the reference that closes the ring, so that nobody walks it for ever; likewise what nests too deep.</summary>
internal static class Cycles
{
    /// <summary>What lies deeper is cut as if it were a ring: all that walks a database may then recurse.</summary>
    public const int Deepest = 64;

    public static void Cut(ItemTable items, DiagnosticList diagnostics)
    {
        var containers = items.Containers.Values.Distinct(ReferenceEqualityComparer.Instance).Cast<Container>().ToList();
        Walk(containers, c => c.Base is { } b ? [b.Container] : [], diagnostics, "extends");
        Walk(containers, Included, diagnostics, "contains");
        Walk(items.Commands.Values, c => c.Base is { } b ? [b] : [], diagnostics, "extends");
        var types = items.Types.Values.Concat(items.ArgumentTypes.Values).ToList();
        Walk(types, t => t.Base is { } b ? [b] : [], diagnostics, "extends");
        Walk(types, Parts, diagnostics, "contains");
    }

    // A container holds all that those it includes extend.
    private static IEnumerable<Reference<Container>> Included(Container container)
    {
        foreach (var entry in container.Entries)
        {
            if (entry is ContainerEntry one)
                yield return one.Container;
            else if (entry is ContainerSegmentEntry segment)
                yield return segment.Container;
        }
        if (container.Base is { } parent)
            yield return parent.Container;
    }

    private static IEnumerable<Reference<DataType>> Parts(DataType type)
    {
        if (type is AggregateType aggregate)
        {
            foreach (var member in aggregate.Members)
                yield return member.Type;
        }
        if (type is ArrayType array)
            yield return array.Element;
        if (type.Base is { } from)
            yield return from;
    }

    /// <summary>A walk in depth without recursion: a hostile file may nest a hundred thousand deep.</summary>
    private static void Walk<T>(IEnumerable<T> all, Func<T, IEnumerable<Reference<T>>> next, DiagnosticList diagnostics, string verb)
        where T : Item
    {
        // How deep each item reaches that is done with.
        var depths = new Dictionary<T, int>(ReferenceEqualityComparer.Instance);
        var open = new HashSet<T>(ReferenceEqualityComparer.Instance);
        foreach (var start in all)
        {
            if (depths.ContainsKey(start))
                continue;
            var path = new Stack<Step<T>>();
            open.Add(start);
            path.Push(new(start, null, next(start).GetEnumerator()));
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    path.Pop();
                    open.Remove(top.Item);
                    depths[top.Item] = top.Depth;
                    if (path.TryPeek(out var above))
                        Deepen(above, top.Reference!, top.Depth, diagnostics, verb);
                    continue;
                }
                var reference = top.Next.Current;
                if (reference.Target is not { } target)
                    continue;
                if (depths.TryGetValue(target, out var depth))
                {
                    Deepen(top, reference, depth, diagnostics, verb);
                    continue;
                }
                if (open.Add(target))
                {
                    path.Push(new(target, reference, next(target).GetEnumerator()));
                    continue;
                }
                diagnostics.Add(
                    "XT015", reference.At, top.Item.QualifiedName, $"{Wording.Quote(target.Name)} {verb} itself through {Wording.Quote(top.Item.Name)}",
                    "this reference is left out", "break the ring");
                reference.Target = null;
            }
        }
    }

    private static void Deepen<T>(Step<T> above, Reference<T> reference, int depth, DiagnosticList diagnostics, string verb)
        where T : Item
    {
        if (depth < Deepest)
        {
            above.Depth = Math.Max(above.Depth, depth + 1);
            return;
        }
        diagnostics.Add(
            "XT015", reference.At, above.Item.QualifiedName, $"{Wording.Quote(above.Item.Name)} {verb} others more than {Deepest} deep",
            "this reference is left out", "no mission nests so deep");
        reference.Target = null;
    }

    private sealed class Step<T>(T item, Reference<T>? reference, IEnumerator<Reference<T>> next)
        where T : Item
    {
        public T Item => item;

        /// <summary>The one that led here.</summary>
        public Reference<T>? Reference => reference;

        public IEnumerator<Reference<T>> Next => next;

        public int Depth { get; set; } = 1;
    }
}
