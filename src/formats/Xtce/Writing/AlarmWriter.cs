using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class AlarmWriter(Xml xml)
{
    private readonly AlgorithmWriter _algorithms = new(xml);

    public object?[] Of(DataType type) =>
    [
        type.DefaultAlarm is null ? null : Alarm("DefaultAlarm", type.DefaultAlarm, null, type),
        xml.Set(type is BinaryType && !xml.Is13 && !xml.Is11 ? "BinaryContextAlarmList" : "ContextAlarmList", type.ContextAlarms.Select(c => Alarm("ContextAlarm", c.Alarm, c.When, type))),
    ];

    public static object?[] Range(NumberRange range) =>
        [A("minInclusive", range.MinInclusive), A("minExclusive", range.MinExclusive), A("maxInclusive", range.MaxInclusive), A("maxExclusive", range.MaxExclusive)];

    private XElement Alarm(string name, Alarm alarm, Criteria? when, DataType type) => xml.E(
        name, A("name", alarm.Name), A("shortDescription", alarm.About), Unless(1, "minViolations", alarm.LeastViolations), A("minConformance", alarm.LeastConformance),
        alarm.IsDisabled && xml.Is13 ? A("disabled", true) : null, type is EnumeratedType or StringType ? Unless("normal", "defaultAlarmLevel", Word(alarm.Otherwise)) : null,
        xml.Ancillary(alarm.Ancillary),
        xml.Set("AlarmConditions", alarm.Conditions.Select(c => _algorithms.Match(c.Level + "Alarm", c.When))),
        alarm.Custom is null ? null : xml.Is11 ? _algorithms.Algorithm("CustomAlarm", alarm.Custom) : xml.E("CustomAlarm", _algorithms.Algorithm("InputAlgorithm", alarm.Custom)),
        alarm.Ranges is null ? null : Ranges("StaticAlarmRanges", alarm.Ranges),
        alarm.Change is null ? null : Change(alarm.Change, type),
        xml.Set("AlarmMultiRanges", alarm.MultiRanges.Select(r => xml.E("Range", Range(r.Range), Inside(r.IsInside), A("level", Word(r.Level))))),
        xml.Set("EnumerationAlarmList", alarm.Labels.Select(l => xml.E("EnumerationAlarm", A("alarmLevel", Word(l.Level)), A(xml.Is11 ? "enumerationValue" : "enumerationLabel", l.Text)))),
        xml.Set("StringAlarmList", alarm.Patterns.Select(l => xml.E("StringAlarm", A("alarmLevel", Word(l.Level)), A("matchPattern", l.Text)))),
        _algorithms.Match("ContextMatch", when));

    private XElement Ranges(string name, AlarmRanges ranges, params object?[] more) => xml.E(
        name, A("name", ranges.Name), A("timeUnits", ranges.TimeUnits), Inside(ranges.Levels.Any(l => l.IsInside)), more,
        ranges.Levels.Select(l => xml.E(l.Level + "Range", Range(l.Range))));

    private XElement Change(ChangeAlarm change, DataType type) => type is RelativeTimeType
        ? Ranges("ChangePerSecondAlarmRanges", change.Ranges)
        : Ranges(
            "ChangeAlarmRanges", change.Ranges, change.IsPerSample ? A("changeType", "changePerSample") : null, change.IsPercentage ? A("changeBasis", "percentageChange") : null,
            Unless(1, "spanOfInterestInSamples", change.SpanInSamples), Unless(0.0, "spanOfInterestInSeconds", change.SpanInSeconds));

    private static XAttribute? Inside(bool isInside) => isInside ? A("rangeForm", "inside") : null;

#pragma warning disable CA1308 // The words of the schema.
    private static string Word(ConcernLevel level) => level.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
