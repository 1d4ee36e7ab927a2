namespace Gantry.Xtce;

internal static class IntegerValueReader
{
    /// <summary>The number an element gives; nothing is told when it gives none.</summary>
    public static IntegerValue? Read(Element element, Scope scope)
    {
        if (element.Child("FixedValue") is { } written)
        {
            if (Numbers.TryWhole(written.Text, out var number))
                return new FixedValue(number);
            scope.ReportBadly("XT003", written, $"FixedValue is {Wording.Quote(written.Text)}", "", "it may be a whole number");
            return new FixedValue(0);
        }
        if (element.Child("DynamicValue") is { } dynamic)
            return Dynamic(dynamic, scope);
        return element.Child("DiscreteLookupList") is { } list ? Cases(list, scope) : null;
    }

    public static IntegerValue ReadRequired(Element? element, Element within, string name, Scope scope)
    {
        if (element is not null && Read(element, scope) is { } value)
            return value;
        scope.ReportBadly("XT005", element ?? within, $"{within.Name} does not say its {name}", "", "give it a FixedValue, a DynamicValue or a DiscreteLookupList");
        return new FixedValue(0);
    }

    private static IntegerValue Dynamic(Element element, Scope scope)
    {
        if (CriteriaReader.Source(element, scope) is not { } source)
        {
            scope.ReportBadly("XT005", element, "the DynamicValue names no parameter", "", "give it a ParameterInstanceRef");
            return new FixedValue(0);
        }
        var line = element.Child("LinearAdjustment");
        var slope = line is null ? null : scope.Real(line, "slope");
        if (line is not null && slope is null)
            scope.Report("XT040", line, "the LinearAdjustment has no slope", "1 is taken", "write slope=\"1\"");
        return new DynamicValue(source, slope, line is null ? 0 : scope.Real(line, "intercept") ?? 0, element.At);
    }

    private static LookupValue Cases(Element element, Scope scope) => new(
        [.. element.All("DiscreteLookup").Select(one => new Lookup(CriteriaReader.ReadRequired(one, one, scope), scope.Whole(one, "value") ?? 0))],
        scope.Whole(element, "defaultValue"), element.At);
}
