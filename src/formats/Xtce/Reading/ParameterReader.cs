namespace Gantry.Xtce;

internal static class ParameterReader
{
    private static readonly Dictionary<string, DataSource?> _sources = new()
    {
        ["telemetered"] = DataSource.Telemetered,
        ["derived"] = DataSource.Derived,
        ["constant"] = DataSource.Constant,
        ["local"] = DataSource.Local,
        ["ground"] = DataSource.Ground,
    };

    public static Parameter Read(Element element, Scope scope)
    {
        var name = scope.Required(element, "name");
        var parameter = new Parameter
        {
            Name = name,
            QualifiedName = scope.Qualify(name),
            About = DescriptionReader.Read(element, scope),
            Type = scope.Refer<DataType>(element, "parameterTypeRef"),
            InitialValue = element["initialValue"],
            IsOfCommands = scope.IsOfCommands,
            At = element.At,
        };
        if (element.Child("ParameterProperties") is not { } properties)
            return parameter;
        return parameter with
        {
            SystemName = properties.Child("SystemName")?.Text,
            Validity = properties.Child("ValidityCondition") is { } validity ? CriteriaReader.ReadRequired(validity, validity, scope) : null,
            Addresses = properties.Child("PhysicalAddressSet") is { } set ? [.. set.All("PhysicalAddress").Select(Address)] : [],
            Time = Association(properties, scope),
            Source = scope.Pick(properties, "dataSource", null, _sources),
            IsReadOnly = scope.Flag(properties, "readOnly", false),
            IsPersistent = scope.Flag(properties, "persistence", true),
        };
    }

    public static TimeAssociation? Association(Element element, Scope scope)
    {
        if (element.Child("TimeAssociation") is not { } time)
            return null;
        var unit = time["unit"] ?? "seconds";
        var plain = unit switch
        {
            "si_second" => "seconds",
            "si_millsecond" or "si_millisecond" => "milliseconds",
            "si_microsecond" => "microseconds",
            "si_nanosecond" => "nanoseconds",
            "minute" => "minutes",
            "day" => "days",
            "julianYear" => "years",
            _ => unit,
        };
        return new(CriteriaReader.Parameter(time, scope), scope.Flag(time, "interpolateTime", true), scope.Real(time, "offset"), plain);
    }

    private static PhysicalAddress Address(Element element) =>
        new(element["sourceName"], element["sourceAddress"], element.Child("SubAddress") is { } within ? Address(within) : null);
}
