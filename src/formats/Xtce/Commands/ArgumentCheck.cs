namespace Gantry.Xtce;

/// <summary>Whether the arguments that were found in bytes are those that a command gives for good.</summary>
internal static class ArgumentCheck
{
    public static bool Are(IReadOnlyDictionary<string, Found> arguments, IEnumerable<ArgumentAssignment> assignments, XtceDatabase database)
    {
        // The most special command says last what holds.
        var last = new Dictionary<string, string>();
        foreach (var assignment in assignments)
            last[assignment.Argument] = assignment.Value;
        return last.All(a => ArgumentPath.Split(a.Key, arguments.ContainsKey) is not var (name, path)
            || arguments[name] is var (raw, value, type) && Parts.Of(raw, value, type, path, database) is { } part && Is(part, new(a.Value), database));
    }

    private static bool Is(Found found, ArgumentNode said, XtceDatabase database) => found.Type switch
    {
        AggregateType => said.TryMembers() && said.Steps.All(step => Parts.Of(found.Raw, found.Value, found.Type, [step], database) is { } part && Is(part, said[step]!, database)),
        ArrayType => found.Raw.AsList is { } list && AreItems(found, list, said, [], database),
        _ => said.Text is null || Literals.Order(found, true, said.Text) == 0,
    };

    private static bool AreItems(Found found, ListValue list, ArgumentNode said, ValueList<PathStep> way, XtceDatabase database)
    {
        if (way.Count == list.Sizes.Count)
            return Parts.Of(found.Raw, found.Value, found.Type, way, database) is { } item && Is(item, said, database);
        return said.TryItems(list.From[way.Count]) && (said.Count ?? list.Sizes[way.Count]) == list.Sizes[way.Count]
            && said.Steps.All(step => AreItems(found, list, said[step]!, [.. way, step], database));
    }
}
