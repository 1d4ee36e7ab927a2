namespace Gantry.Xtce;

internal static class EntryReader
{
    private static readonly Dictionary<string, ReferencePoint> _points = new()
    {
        ["previousEntry"] = ReferencePoint.PreviousEntry,
        ["containerStart"] = ReferencePoint.ContainerStart,
        ["containerEnd"] = ReferencePoint.ContainerEnd,
        ["nextEntry"] = ReferencePoint.NextEntry,
    };

    public static ValueList<Entry> Read(Element list, Scope scope)
    {
        var entries = new List<Entry>();
        foreach (var element in list.Children)
        {
            // What is none stays unread, and is told as a grave fault with whatever else was not understood.
            entries.Add(Kind(element, scope) is { } entry ? WithCommon(entry, element.Read(), scope) : new UnknownEntry(element.Name) { At = element.At });
        }
        return [.. entries];
    }

    private static Entry? Kind(Element element, Scope scope) => element.Name switch
    {
        _ when element.IsForeign => null,
        "ParameterRefEntry" => new ParameterEntry(scope.ReferParameter(element)),
        "ArrayParameterRefEntry" => new ArrayEntry(scope.ReferParameter(element), TypeReader.Dimensions(element, scope))
        {
            IsLast = scope.Flag(element, "lastEntryForThisArrayInstance", false),
        },
        "ContainerRefEntry" => new ContainerEntry(scope.Refer<Container>(element, "containerRef")),
        "ParameterSegmentRefEntry" => new ParameterSegmentEntry(scope.ReferParameter(element), Size(element, scope), scope.Size(element, "order")),
        "ContainerSegmentRefEntry" => new ContainerSegmentEntry(scope.Refer<Container>(element, "containerRef"), Size(element, scope), scope.Size(element, "order")),
        "StreamSegmentEntry" => new StreamSegmentEntry(scope.Refer<DataStream>(element, "streamRef"), Size(element, scope), scope.Size(element, "order")),
        "IndirectParameterRefEntry" => Indirect(element, scope),
        "ArgumentRefEntry" => new ArgumentEntry(scope.Required(element, "argumentRef")),
        "ArrayArgumentRefEntry" => new ArrayArgumentEntry(element["argumentRef"] ?? scope.Required(element, "parameterRef"), TypeReader.Dimensions(element, scope))
        {
            IsLast = scope.Flag(element, "lastEntryForThisArrayInstance", false),
        },
        "FixedValueEntry" => Fixed(element, scope),
        _ => null,
    };

    private static Entry WithCommon(Entry entry, Element element, Scope scope) => entry with
    {
        Location = element.Child("LocationInContainerInBits") is { } place
            ? new(scope.Pick(place, "referenceLocation", ReferencePoint.PreviousEntry, _points), IntegerValueReader.ReadRequired(place, place, "location", scope))
            : null,
        Repeat = element.Child("RepeatEntry") is { } repeat ? Repeat(repeat, scope) : null,
        Include = element.Child("IncludeCondition") is { } include ? CriteriaReader.ReadRequired(include, include, scope) : null,
        Time = ParameterReader.Association(element, scope),
        About = element["shortDescription"],
        Ancillary = DescriptionReader.Ancillary(element, scope),
        At = element.At,
    };

    private static Repeat Repeat(Element element, Scope scope)
    {
        var gap = element.Child("Offset");
        var value = gap is null ? null : IntegerValueReader.ReadRequired(gap, element, "Offset", scope);
        // 1.1 counts the offset in units of its own; nobody else does.
        if (gap is not null && scope.Size(gap, "offsetSizeInBits", 1) is { } unit and not 1 && value is FixedValue some)
            value = new FixedValue(unchecked(some.Value * unit));
        return new(IntegerValueReader.ReadRequired(element.Child("Count"), element, "Count", scope), value);
    }

    private static int Size(Element element, Scope scope)
    {
        if (scope.Size(element, "sizeInBits", 1) is { } size)
            return size;
        scope.ReportBadly("XT005", element, $"{element.Name} has no sizeInBits", "", "it needs one");
        return 0;
    }

    private static Entry Indirect(Element element, Scope scope)
    {
        if (element.Child("ParameterInstance") is { } instance)
            return new IndirectEntry(CriteriaReader.Parameter(instance, scope), element["aliasNameSpace"]);
        scope.ReportBadly("XT005", element, "the IndirectParameterRefEntry names no parameter", "", "give it a ParameterInstance");
        return new IndirectEntry(new(new("", element.At)), null);
    }

    private static Entry Fixed(Element element, Scope scope)
    {
        var hex = scope.Required(element, "binaryValue", "00");
        if (hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
        {
            scope.BadValue(element, "binaryValue", hex, "bytes in hexadecimal");
            hex = new string('0', 2);
        }
        var size = scope.Size(element, "sizeInBits", 1) ?? hex.Length * 4;
        if (size > hex.Length * 4L)
            scope.Report("XT082", element, $"a fixed value of {hex.Length * 4} bits is to fill {size}", "zeros come before it", "write as many bits as it takes");
        return new FixedValueEntry(element["name"], hex.ToUpperInvariant(), size);
    }
}
