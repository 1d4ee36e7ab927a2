using System.Globalization;

namespace Gantry.Xtce;

/// <summary>Reads one type of a set of parameter or argument types.</summary>
internal static class TypeReader
{
    /// <summary>Null when the element is no type.</summary>
    public static DataType? Read(Element element, Scope scope)
    {
        var name = scope.Required(element, "name");
        var qualified = scope.Qualify(name);
        DataType? type = Kind(element.Name) switch
        {
            "Integer" => new IntegerType
            {
                Name = name, QualifiedName = qualified,
                SizeInBits = scope.Size(element, "sizeInBits", 1), IsSigned = scope.OptionalFlag(element, "signed"), Format = Format(element, scope),
            },
            "Float" => new FloatType { Name = name, QualifiedName = qualified, SizeInBits = scope.Size(element, "sizeInBits", 1), Format = Format(element, scope) },
            "String" => Text(element, name, qualified, scope),
            "Binary" => new BinaryType { Name = name, QualifiedName = qualified },
            "Boolean" => new BooleanType { Name = name, QualifiedName = qualified, One = element["oneStringValue"], Zero = element["zeroStringValue"] },
            "Enumerated" => new EnumeratedType { Name = name, QualifiedName = qualified, Labels = Labels(element, scope) },
            "AbsoluteTime" => TimeReader.Read(new AbsoluteTimeType { Name = name, QualifiedName = qualified }, element, scope),
            "RelativeTime" => TimeReader.Read(new RelativeTimeType { Name = name, QualifiedName = qualified }, element, scope),
            "Aggregate" => Aggregate(element, name, qualified, scope),
            "Array" => Array(element, name, qualified, scope),
            _ => null,
        };
        if (type is null)
            return null;
        var ranges = Ranges(element, scope);
        return type with
        {
            About = DescriptionReader.Read(element, scope),
            Base = scope.ReferIfAny<DataType>(element, "baseType"),
            Units = Units(element, scope),
            InitialValue = element["initialValue"],
            Encoding = type.Encoding ?? EncodingReader.Read(element, scope),
            DefaultAlarm = AlarmReader.Default(element, scope),
            ContextAlarms = AlarmReader.Contexts(element, scope),
            ValidRanges = ranges.Ranges,
            ValidRangesAreCalibrated = ranges.AreCalibrated,
            IsOfCommands = scope.IsOfCommands,
            At = element.At,
        };
    }

    /// <summary><c>Integer</c> of an IntegerParameterType or IntegerArgumentType; 1.1 and 1.2 misspell one.</summary>
    private static string Kind(string element)
    {
        foreach (var ending in (ReadOnlySpan<string>)["ParameterType", "ArgumentType", "AgumentType"])
        {
            if (element.EndsWith(ending, StringComparison.Ordinal))
                return element[..^ending.Length];
        }
        return "";
    }

    private static StringType Text(Element element, string name, string qualified, Scope scope)
    {
        var size = element.Child("SizeRangeInCharacters");
        return new()
        {
            Name = name,
            QualifiedName = qualified,
            ShortestInCharacters = size is null ? null : scope.Whole(size, "minInclusive"),
            LongestInCharacters = size is null ? null : scope.Whole(size, "maxInclusive"),
            Pattern = element["restrictionPattern"],
            CharacterWidth = scope.Size(element, "characterWidth"),
        };
    }

    private static ValueList<Label> Labels(Element element, Scope scope)
    {
        if (element["signed"] is not null || element["sizeInBits"] is not null)
            scope.Report("XT004", element, "an enumeration has a sign or a size", "they are left aside", "both belong to its encoding");
        if (element.Child("EnumerationList") is not { } list)
            return [];
        var labels = list.All("Enumeration")
            .Select(e => new Label(scope.Whole(e, "value") ?? 0, scope.Whole(e, "maxValue"), scope.Required(e, "label"), e["shortDescription"])).ToArray();
        foreach (var (first, second) in Overlaps(labels))
        {
            scope.Report(
                "XT027", list, string.Create(CultureInfo.InvariantCulture, $"the labels {Wording.Quote(first.Text)} and {Wording.Quote(second.Text)} both stand for {second.Value}"),
                "the first is taken", "give each number one label");
        }
        return new(labels);
    }

    private static IEnumerable<(Label First, Label Second)> Overlaps(Label[] labels)
    {
        var sorted = labels.Select((label, i) => (label, i)).OrderBy(p => p.label.Value).ThenBy(p => p.i).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            var (before, after) = (sorted[i - 1].label, sorted[i].label);
            if (before.Holds(after.Value))
                yield return (before, after);
        }
    }

    private static AggregateType Aggregate(Element element, string name, string qualified, Scope scope) => new()
    {
        Name = name,
        QualifiedName = qualified,
        Members = element.Child("MemberList") is not { } list
            ? []
            : [.. list.All("Member").Select(m => (Element: m, Name: scope.Required(m, "name"))).Select(m => new Member
            {
                Name = m.Name,
                QualifiedName = qualified + "." + m.Name,
                Type = scope.Refer<DataType>(m.Element, "typeRef"),
                InitialValue = m.Element["initialValue"],
                About = DescriptionReader.Read(m.Element, scope),
                At = m.Element.At,
            })],
    };

    private static ArrayType Array(Element element, string name, string qualified, Scope scope)
    {
        if (element.Child("DimensionList") is { } list)
            scope.Since(XtceVersion.V12, list, "the DimensionList of a type");
        return new()
        {
            Name = name,
            QualifiedName = qualified,
            Element = scope.Refer<DataType>(element, "arrayTypeRef"),
            Dimensions = Dimensions(element, scope),
            DimensionCount = scope.Size(element, "numberOfDimensions", 1),
        };
    }

    public static ValueList<Dimension> Dimensions(Element element, Scope scope) =>
        element.Child("DimensionList") is not { } list
            ? []
            : [.. list.All("Dimension").Select(d => new Dimension(
                d.Child("StartingIndex") is { } from ? IntegerValueReader.ReadRequired(from, d, "StartingIndex", scope) : new FixedValue(0),
                IntegerValueReader.ReadRequired(d.Child("EndingIndex"), d, "EndingIndex", scope)))];

    private static ValueList<Unit> Units(Element element, Scope scope)
    {
        if (element.Child("UnitSet") is not { } set)
            return [];
        return [.. set.All("Unit").Select(u => new Unit(
            u.Text.Trim(), scope.Real(u, "power") ?? 1, u["factor"] ?? "1", u["description"] ?? u["shortDescription"], u["form"] ?? "calibrated"))];
    }

    private static (ValueList<NumberRange> Ranges, bool AreCalibrated) Ranges(Element element, Scope scope)
    {
        if (element.Child("ValidRangeSet") is { } set)
            return ([.. set.All("ValidRange").Select(r => AlarmReader.Range(r, scope))], scope.Flag(set, "validRangeAppliesToCalibrated", true));
        var ofType = scope.OptionalFlag(element, "validRangeAppliesToCalibrated");
        return element.Child("ValidRange") is { } range
            ? ([AlarmReader.Range(range, scope)], scope.OptionalFlag(range, "validRangeAppliesToCalibrated") ?? ofType ?? true)
            : ([], true);
    }

    private static NumberFormat? Format(Element element, Scope scope)
    {
        if (element.Child("ToString") is not { } shown)
            return null;
        foreach (var old in shown.All("ValueEnumeration", "RangeEnumeration"))
            old.ReadAll();
        _ = shown["name"];
        if (shown.Child("NumberFormat") is not { } format)
            return null;
        return new()
        {
            Base = format["numberBase"] ?? "Decimal",
            LeastFractionDigits = scope.Size(format, "minimumFractionDigits") ?? 0,
            MostFractionDigits = scope.Size(format, "maximumFractionDigits"),
            LeastIntegerDigits = scope.Size(format, "minimumIntegerDigits") ?? 1,
            MostIntegerDigits = scope.Size(format, "maximumIntegerDigits"),
            NegativeSuffix = format["negativeSuffix"] ?? "",
            PositiveSuffix = format["positiveSuffix"] ?? "",
            NegativePrefix = format["negativePrefix"] ?? "-",
            PositivePrefix = format["positivePrefix"] ?? "",
            GroupsThousands = scope.Flag(format, "showThousandsGrouping", false),
            Notation = format["notation"] ?? "normal",
        };
    }
}
