namespace Gantry.Xtce;

internal static class ContainerReader
{
    public static Container Read(Element element, Scope scope)
    {
        var name = scope.Required(element, "name");
        var encoding = element.Child("BinaryEncoding");
        return new()
        {
            Name = name,
            QualifiedName = scope.Qualify(name),
            About = DescriptionReader.Read(element, scope),
            IsAbstract = scope.Flag(element, "abstract", false),
            Entries = element.Child("EntryList") is { } list ? EntryReader.Read(list, scope) : NoEntries(element, scope),
            Base = element.Child("BaseContainer") is { } extends ? Base(extends, scope) : null,
            IsOfCommands = scope.IsOfCommands,
            IdlePattern = element["idlePattern"],
            DefaultRate = element.Child("DefaultRateInStream") is { } rate ? Rate(rate, scope) : null,
            Rates = element.Child("RateInStreamSet") is { } rates ? [.. rates.All("RateInStream").Select(r => Rate(r, scope))] : [],
            Encoding = encoding?.Child("SizeInBits") is null ? null : EncodingReader.Binary(encoding, scope),
            Check = encoding is null ? null : ErrorCheckReader.Read(encoding, scope),
            At = element.At,
        };
    }

    private static ValueList<Entry> NoEntries(Element element, Scope scope)
    {
        scope.Report("XT005", element, $"{element.Name} has no EntryList", "it adds nothing to its base", "write an empty one", Severity.Warning);
        return [];
    }

    private static BaseContainer Base(Element element, Scope scope)
    {
        var restriction = element.Child("RestrictionCriteria");
        var criteria = restriction is null ? null : CriteriaReader.Read(restriction, scope);
        var next = restriction?.Child("NextContainer");
        if (restriction is not null && criteria is null)
        {
            scope.Report(
                "XT055", restriction, next is null ? "RestrictionCriteria says nothing" : "RestrictionCriteria has a NextContainer alone",
                "every packet of the base matches", "give it a Comparison, a ComparisonList or a BooleanExpression");
        }
        return new(scope.Refer<Container>(element, "containerRef"))
        {
            Restriction = criteria,
            HasRestriction = restriction is not null,
            Next = next is null ? null : scope.Refer<Container>(next, "containerRef"),
        };
    }

    private static Rate Rate(Element element, Scope scope) => new(
        scope.Pick(element, "basis", true, new Dictionary<string, bool> { ["perSecond"] = true, ["perContainerUpdate"] = false }),
        scope.Real(element, "minimumValue"), scope.Real(element, "maximumValue"), scope.ReferIfAny<DataStream>(element, "streamRef"));
}
