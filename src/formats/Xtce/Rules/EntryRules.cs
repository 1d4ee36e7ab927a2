namespace Gantry.Xtce;

/// <summary>Whether each entry of a container can be measured and where it lies.</summary>
internal static class EntryRules
{
    public static void Check(Container container, XtceDatabase database, DiagnosticList diagnostics)
    {
        foreach (var entry in container.Entries)
        {
            if (Reference(entry) is { Target: { } parameter } reference)
                CheckType(container, entry, parameter, database.TypeOf(reference), diagnostics);
            if (entry.Location is { } location)
                CheckLocation(container, entry, location, diagnostics);
            foreach (var value in Sizes(entry, database))
            {
                if (value is DynamicValue { Intercept: < 0 } dynamic)
                    diagnostics.Add("XT041", dynamic.At, container.QualifiedName, FormattableString.Invariant($"a size of {container.Name} may become negative, for {dynamic.Intercept} is added to it"), "such a packet is bad", "check the smallest value it depends on");
            }
        }
    }

    public static ParameterReference? Reference(Entry entry) => entry switch
    {
        ParameterEntry one => one.Parameter,
        ArrayEntry one => one.Parameter,
        ParameterSegmentEntry one => one.Parameter,
        _ => null,
    };

    private static IEnumerable<IntegerValue?> Sizes(Entry entry, XtceDatabase database)
    {
        yield return entry.Repeat?.Count;
        if (Reference(entry) is not { } reference)
            yield break;
        yield return database.TypeOf(reference)?.Encoding switch { BinaryEncoding binary => binary.Size, StringEncoding text => text.Buffer, _ => null };
    }

    private static void CheckType(Container container, Entry entry, Parameter parameter, DataType? type, DiagnosticList diagnostics)
    {
        switch (type)
        {
            case null:
                return;
            case AggregateType or ArrayType:
                if (type is ArrayType array)
                    CheckArray(container, entry, array, diagnostics);
                return;
            case { Encoding: null }:
                diagnostics.Add("XT028", entry.At, container.QualifiedName, $"{parameter.Name} is in {container.Name} and has no encoding", $"{container.Name} cannot be decoded", "give its type an encoding");
                return;
        }
    }

    private static void CheckArray(Container container, Entry entry, ArrayType array, DiagnosticList diagnostics)
    {
        var given = entry is ArrayEntry one ? one.Dimensions.Count : 0;
        var declared = array.Dimensions.Count > 0 ? array.Dimensions.Count : array.DimensionCount ?? 0;
        if (given == 0 && array.Dimensions.Count == 0)
            diagnostics.Add("XT043", entry.At, container.QualifiedName, $"nobody says how large {array.Name} is in {container.Name}", "the container cannot be decoded", "give the type or the entry a DimensionList", Severity.Error);
        else if (array.Dimensions.Count == 0)
            diagnostics.Add("XT043", entry.At, container.QualifiedName, $"the type {array.Name} gives no sizes", "those of the entry are taken", "give the type a DimensionList", array.DimensionCount is not null ? Severity.Note : null);
        if (given > 0 && declared > 0 && given != declared)
            diagnostics.Add("XT044", entry.At, container.QualifiedName, $"the entry gives {given} dimensions and {array.Name} has {declared}", "those of the entry are taken", "give as many as the type has");
    }

    private static void CheckLocation(Container container, Entry entry, Location location, DiagnosticList diagnostics)
    {
        if (location.From is ReferencePoint.ContainerEnd or ReferencePoint.NextEntry)
        {
            diagnostics.Add(
                "XT050", entry.At, container.QualifiedName, $"an entry of {container.Name} counts from {(location.From == ReferencePoint.ContainerEnd ? "the end" : "the next entry")}",
                "its own end is placed there", "one system places its start there; check with who wrote it", Severity.Warning);
        }
        else if (location is { From: ReferencePoint.ContainerStart, Bits: FixedValue { Value: < 0 } })
        {
            diagnostics.Add("XT050", entry.At, container.QualifiedName, $"an entry of {container.Name} begins before it", "such a packet is bad", "count from the container's first bit");
        }
    }
}
