namespace Gantry.Xtce;

/// <summary>Whether packets find one way from a container to those that extend it.</summary>
internal static class InheritanceRules
{
    public static void Check(Container container, DiagnosticList diagnostics)
    {
        if (container.Base is { HasRestriction: false } && !container.IsOfCommands && container.Base.Container.Target is { } parent)
        {
            diagnostics.Add("XT054", container.At, container.QualifiedName, $"{container.Name} extends {parent.Name} without criteria", "it is tried last and always matches", "give it RestrictionCriteria");
        }
        var children = container.Children.Where(c => c.Base!.Restriction is not null && !c.IsOfCommands).ToList();
        if (children.Count > 1 && Clash([.. children.Select(c => (c, Dispatch.Equalities(c.Base!.Restriction)))], []) is var (first, second))
        {
            diagnostics.Add("XT053", second.At, second.QualifiedName, $"a packet of {container.Name} may be {first.Name} and {second.Name}", "the first is taken, and the packet marked", "let their criteria exclude each other");
        }
    }

    /// <summary>
    /// Two children that no constant keeps apart. All that compare one value are grouped by what they compare it with, and
    /// each group is looked at again by another value.
    /// </summary>
    private static (Container First, Container Second)? Clash(List<(Container Child, Dictionary<string, string> By)> children, HashSet<string> used)
    {
        if (children.Count < 2)
            return null;
        var key = children[0].By.Keys.FirstOrDefault(k => !used.Contains(k) && children.TrueForAll(c => c.By.ContainsKey(k)));
        if (key is null)
            return (children[0].Child, children[1].Child);
        foreach (var group in children.GroupBy(c => c.By[key]))
        {
            if (Clash([.. group], [.. used, key]) is { } clash)
                return clash;
        }
        return null;
    }
}
