namespace Gantry.Xtce;

internal static class AlarmReader
{
    private static readonly Dictionary<string, ConcernLevel> _levels = new()
    {
        ["normal"] = ConcernLevel.Normal,
        ["watch"] = ConcernLevel.Watch,
        ["warning"] = ConcernLevel.Warning,
        ["distress"] = ConcernLevel.Distress,
        ["critical"] = ConcernLevel.Critical,
        ["severe"] = ConcernLevel.Severe,
    };

    private static readonly (string Word, ConcernLevel Level)[] _worded =
        [("Watch", ConcernLevel.Watch), ("Warning", ConcernLevel.Warning), ("Distress", ConcernLevel.Distress), ("Critical", ConcernLevel.Critical), ("Severe", ConcernLevel.Severe)];

    public static Alarm? Default(Element type, Scope scope) =>
        type.Child("DefaultAlarm") is { } element ? Read(element, scope) : null;

    /// <summary>The alarms of contexts; 1.2 has a name of its own for those of binaries.</summary>
    public static ValueList<ContextAlarm> Contexts(Element type, Scope scope) =>
        type.All("ContextAlarmList", "BinaryContextAlarmList").FirstOrDefault() is not { } list
            ? []
            : [.. list.All("ContextAlarm").Select(one => new ContextAlarm(CriteriaReader.ReadRequired(one.Child("ContextMatch"), one, scope), Read(one, scope)))];

    private static Alarm Read(Element element, Scope scope)
    {
        var custom = element.Child("CustomAlarm");
        var algorithm = custom?.Child("InputAlgorithm") ?? (custom?.Child("AlgorithmText") is null && custom?.Child("ExternalAlgorithmSet") is null ? null : custom);
        return new()
        {
            Name = element["name"],
            About = element["shortDescription"],
            Ancillary = DescriptionReader.Ancillary(element, scope),
            LeastViolations = scope.Size(element, "minViolations", 1) ?? 1,
            LeastConformance = scope.Size(element, "minConformance", 1),
            IsDisabled = scope.Flag(element, "disabled", false),
            Ranges = element.Child("StaticAlarmRanges") is { } ranges ? Ranges(ranges, scope) : null,
            Change = Change(element, scope),
            MultiRanges = element.Child("AlarmMultiRanges") is { } multi
                ? [.. multi.All("Range").Select(r => new LevelRange(Level(r, "level", scope), Range(r, scope), IsInside(r, scope)))]
                : [],
            Conditions = Conditions(element.Child("AlarmConditions"), scope),
            Custom = algorithm is null ? null : AlgorithmReader.Read(algorithm, scope),
            Labels = element.Child("EnumerationAlarmList") is { } labels
                ? [.. labels.All("EnumerationAlarm").Select(l => new LevelText(Level(l, "alarmLevel", scope), l["enumerationLabel"] ?? l["enumerationValue"] ?? scope.Required(l, "enumerationLabel")))]
                : [],
            Patterns = element.Child("StringAlarmList") is { } texts
                ? [.. texts.All("StringAlarm").Select(t => new LevelText(Level(t, "alarmLevel", scope), scope.Required(t, "matchPattern")))]
                : [],
            Otherwise = scope.Pick(element, "defaultAlarmLevel", ConcernLevel.Normal, _levels),
            At = element.At,
        };
    }

    private static ConcernLevel Level(Element element, string attribute, Scope scope) =>
        scope.Pick(element, attribute, ConcernLevel.Normal, _levels);

    private static ValueList<LevelCondition> Conditions(Element? element, Scope scope) =>
        element is null
            ? []
            : [.. from one in _worded
                  let child = element.Child(one.Word + "Alarm")
                  where child is not null
                  select new LevelCondition(one.Level, CriteriaReader.ReadRequired(child, child, scope))];

    private static AlarmRanges Ranges(Element element, Scope scope)
    {
        var isInside = IsInside(element, scope);
        _ = DescriptionReader.Ancillary(element, scope);
        _ = element["shortDescription"];
        return new([.. from one in _worded
                       let child = element.Child(one.Word + "Range")
                       where child is not null
                       select new LevelRange(one.Level, Range(child, scope), isInside)])
        {
            Name = element["name"],
            TimeUnits = element["timeUnits"],
        };
    }

    private static ChangeAlarm? Change(Element element, Scope scope)
    {
        if (element.Child("ChangePerSecondAlarmRanges") is { } times)
            return new(Ranges(times, scope));
        if (element.Child("ChangeAlarmRanges") is not { } change)
            return null;
        return new(Ranges(change, scope))
        {
            IsPerSample = scope.Pick(change, "changeType", false, new Dictionary<string, bool> { ["changePerSecond"] = false, ["changePerSample"] = true }),
            IsPercentage = scope.Pick(change, "changeBasis", false, new Dictionary<string, bool> { ["absoluteChange"] = false, ["percentageChange"] = true }),
            SpanInSamples = scope.Size(change, "spanOfInterestInSamples", 1) ?? 1,
            SpanInSeconds = scope.Real(change, "spanOfInterestInSeconds") ?? 0,
        };
    }

    private static bool IsInside(Element element, Scope scope) =>
        scope.Pick(element, "rangeForm", false, new Dictionary<string, bool> { ["outside"] = false, ["inside"] = true });

    public static NumberRange Range(Element element, Scope scope) =>
        new(scope.Real(element, "minInclusive"), scope.Real(element, "minExclusive"), scope.Real(element, "maxInclusive"), scope.Real(element, "maxExclusive"));
}
