namespace Gantry.Xtce;

/// <summary>Whether the arguments that were found in bytes are those that a command gives for good.</summary>
internal static class ArgumentCheck
{
    public static bool Are(IReadOnlyDictionary<string, Found> arguments, IEnumerable<ArgumentAssignment> assignments, Prepared prepared)
    {
        // The most special command says last what holds.
        var last = new Dictionary<string, string>();
        foreach (var assignment in assignments)
            last[assignment.Argument] = assignment.Value;
        return last.All(a => ArgumentPath.Split(a.Key, arguments.ContainsKey) is not var (name, path)
            || arguments[name] is var (raw, value, type) && Parts.Of(raw, value, type, path, prepared.Database) is { } part && Is(part, new(a.Value), prepared));
    }

    private static bool Is(Found found, ArgumentNode said, Prepared prepared) => found.Type switch
    {
        AggregateType => said.TryMembers() && said.Steps.All(step => Parts.Of(found.Raw, found.Value, found.Type, [step], prepared.Database) is { } part && Is(part, said[step]!, prepared)),
        ArrayType => found.Raw.AsList is { } list && AreItems(found, list, said, [], prepared),
        _ => said.Text is not { } text || Literals.Order(found, true, text) == 0 || IsSentAs(found, text, prepared),
    };

    private static bool AreItems(Found found, ListValue list, ArgumentNode said, ValueList<PathStep> way, Prepared prepared)
    {
        if (way.Count == list.Sizes.Count)
            return Parts.Of(found.Raw, found.Value, found.Type, way, prepared.Database) is { } item && Is(item, said, prepared);
        return said.TryItems(list.From[way.Count]) && (said.Count ?? list.Sizes[way.Count]) == list.Sizes[way.Count]
            && said.Steps.All(step => AreItems(found, list, said[step]!, [.. way, step], prepared));
    }

    // Fewer bits than the text has digits for, or a calibrator: what was sent is not what was said, but it is what that comes to.
    private static bool IsSentAs(Found found, string text, Prepared prepared) =>
        found.Type is { Encoding: NumberEncoding } type && ArgumentTexts.Read(type, text, prepared) is { Fault: null } said
        && OnTheWire(type, said.Raw, prepared) is { } sent && OnTheWire(type, found.Raw, prepared) is { } seen && sent.Span.SequenceEqual(seen.Span);

    private static ReadOnlyMemory<byte>? OnTheWire(DataType type, Value raw, Prepared prepared)
    {
        var faults = new List<string>();
        var bits = new ValueBits(prepared, faults);
        bits.Value(type.Name, type, raw, static (_, _) => null);
        return faults.Count == 0 ? bits.Bytes : null;
    }
}
