namespace Gantry.Xtce;

/// <summary>Compares two databases by what they mean, not by how they are written.</summary>
public static class DatabaseDiff
{
    public static DatabaseDifference Compare(XtceDatabase before, XtceDatabase after)
    {
        var changes = new List<Change>();
        Items(changes, "parameter", Keyed(before, before.AllParameters), Keyed(after, after.AllParameters), (one, two) => Parameters(one, two, before, after));
        var (was, now) = (new Prepared(before), new Prepared(after));
        Items(
            changes, "container", Keyed(before, before.AllContainers.Where(c => !c.IsOfCommands)), Keyed(after, after.AllContainers.Where(c => !c.IsOfCommands)),
            (one, two) => ContainerDiff.Of(one, two, was, now).Select(s => (ChangeKind.Decoding, s)));
        Items(changes, "command", Keyed(before, before.AllCommands), Keyed(after, after.AllCommands), (one, two) => Commands(one, two, before, after));
        Items(changes, "algorithm", Keyed(before, before.Systems.SelectMany(s => s.Algorithms)), Keyed(after, after.Systems.SelectMany(s => s.Algorithms)), (one, two) => Anything(one, two, ChangeKind.Decoding));
        Items(changes, "stream", Keyed(before, before.Systems.SelectMany(s => s.Streams)), Keyed(after, after.Systems.SelectMany(s => s.Streams)), (one, two) => Anything(one, two, ChangeKind.Decoding));
        return new(changes)
        {
            Values = [.. Touched(changes, "parameter", ChangeKind.Decoding)],
            Limits = [.. Touched(changes, "parameter", ChangeKind.Limits)],
            Commands = [.. Touched(changes, "command", null)],
            Packets = Packets(changes, before, after),
        };
    }

    private static Dictionary<string, T> Keyed<T>(XtceDatabase database, IEnumerable<T> items)
        where T : Item
    {
        var keyed = new Dictionary<string, T>();
        foreach (var item in items)
            keyed.TryAdd(Below(database, item), item);
        return keyed;
    }

    private static string Below(XtceDatabase database, Item item) => item.QualifiedName[(database.Root.QualifiedName.Length + 1)..];

    private static void Items<T>(List<Change> changes, string what, Dictionary<string, T> before, Dictionary<string, T> after, Func<T, T, IEnumerable<(ChangeKind Kind, string Sentence)>> compare)
    {
        foreach (var (name, two) in after)
        {
            if (before.TryGetValue(name, out var one))
                changes.AddRange(compare(one, two).Select(c => new Change(c.Kind, what, name, c.Sentence)));
            else
                changes.Add(new(ChangeKind.Added, what, name, "is new"));
        }
        changes.AddRange(before.Keys.Where(name => !after.ContainsKey(name)).Select(name => new Change(ChangeKind.Removed, what, name, "is gone")));
    }

    private static IEnumerable<(ChangeKind, string)> Parameters(Parameter one, Parameter two, XtceDatabase before, XtceDatabase after)
    {
        foreach (var change in Types(before.TypeOf(one), after.TypeOf(two)))
            yield return change;
        if (one.Validity != two.Validity)
            yield return (ChangeKind.Limits, $"is believed when {Words.Of(two.Validity)} (was when {Words.Of(one.Validity)})");
        if (one.InitialValue != two.InitialValue)
            yield return (ChangeKind.Decoding, $"is {two.InitialValue ?? "unknown"} before it is received (was {one.InitialValue ?? "unknown"})");
        if (one.About != two.About)
            yield return (ChangeKind.Telling, "is described otherwise");
    }

    private static IEnumerable<(ChangeKind, string)> Types(DataType? one, DataType? two) =>
        one is null || two is null ? (one is null) == (two is null) ? [] : [(ChangeKind.Decoding, two is null ? "has no type (had one)" : "has a type (had none)")] : TypeDiff.Of(one, two);

    private static IEnumerable<(ChangeKind, string)> Commands(MetaCommand one, MetaCommand two, XtceDatabase before, XtceDatabase after)
    {
        foreach (var argument in two.Arguments)
        {
            if (one.Arguments.FirstOrDefault(a => a.Name == argument.Name) is not { } earlier)
            {
                yield return (ChangeKind.Commanding, $"has the argument {argument.Name} (had not)");
                continue;
            }
            foreach (var (_, sentence) in Types(before.Resolve(earlier.Type), after.Resolve(argument.Type)))
                yield return (ChangeKind.Commanding, $"its argument {argument.Name} {sentence}");
            if (earlier.InitialValue != argument.InitialValue)
                yield return (ChangeKind.Commanding, $"its argument {argument.Name} is {argument.InitialValue ?? "not given"} by default (was {earlier.InitialValue ?? "not given"})");
        }
        foreach (var gone in one.Arguments.Where(a => two.Arguments.All(b => b.Name != a.Name)))
            yield return (ChangeKind.Commanding, $"has no argument {gone.Name} (had)");
        if (one.IsAbstract != two.IsAbstract)
            yield return (ChangeKind.Commanding, two.IsAbstract ? "is abstract (was not)" : "is no longer abstract");
        if (one.DefaultSignificance != two.DefaultSignificance)
            yield return (ChangeKind.Commanding, $"is {two.DefaultSignificance?.Consequence.ToString() ?? "of no stated significance"} (was {one.DefaultSignificance?.Consequence.ToString() ?? "of none"})");
        if (!one.Assignments.Equals(two.Assignments))
            yield return (ChangeKind.Commanding, "gives its base other arguments");
        if (Nameless(one.Container) != Nameless(two.Container))
            yield return (ChangeKind.Commanding, "is encoded otherwise");
        if (!one.Constraints.Equals(two.Constraints))
            yield return (ChangeKind.Commanding, "has other constraints");
        if (!one.Verifiers.Equals(two.Verifiers))
            yield return (ChangeKind.Commanding, "is verified otherwise");
        if (Rest(one) != Rest(two))
            yield return (ChangeKind.Commanding, "has changed in what is said beside that");
    }

    // The root's name is in every qualified name.
    private static Container? Nameless(Container? container) => container is null ? null : container with { QualifiedName = "" };

    private static MetaCommand Rest(MetaCommand command) => command with
    {
        Name = "", QualifiedName = "", About = Description.None, Arguments = [], IsAbstract = false, DefaultSignificance = null, Assignments = [], Container = null, Constraints = [], Verifiers = [],
    };

    private static IEnumerable<(ChangeKind, string)> Anything<T>(T one, T two, ChangeKind kind)
        where T : Item => one with { QualifiedName = "" } == two with { QualifiedName = "" } ? [] : [(kind, "has changed")];

    private static IEnumerable<string> Touched(List<Change> changes, string what, ChangeKind? kind) =>
        changes.Where(c => c.What == what && (kind is null || c.Kind == kind)).Select(c => c.Item).Distinct();

    /// <summary>What changed itself, what holds a parameter that is read otherwise, and what extends or includes any of these.</summary>
    private static List<string> Packets(List<Change> changes, XtceDatabase before, XtceDatabase after)
    {
        var values = Touched(changes, "parameter", ChangeKind.Decoding).ToHashSet();
        var touched = Touched(changes, "container", null).ToHashSet();
        foreach (var database in (XtceDatabase[])[before, after])
        {
            var grows = true;
            while (grows)
            {
                grows = false;
                foreach (var container in database.AllContainers.Where(c => !c.IsOfCommands && !touched.Contains(Below(database, c))))
                {
                    if (container.Base?.Container.Target is { } parent && touched.Contains(Below(database, parent)) || container.Entries.Any(e => Holds(e, database)))
                        grows |= touched.Add(Below(database, container));
                }
            }
        }
        return [.. touched.Order(StringComparer.Ordinal)];

        bool Holds(Entry entry, XtceDatabase database) =>
            EntryRules.Reference(entry)?.Target is { } parameter && values.Contains(Below(database, parameter))
            || entry is ContainerEntry { Container.Target: { } inner } && touched.Contains(Below(database, inner));
    }
}
