namespace Gantry.Xtce;

/// <summary>Alarms in the words of 1.1. What is no alarm there is left out, and told.</summary>
internal sealed class OlderAlarms(OlderNotes notes, OlderCriteria criteria)
{
    public T Of<T>(T type)
        where T : DataType
    {
        var contexts = new List<ContextAlarm>();
        foreach (var context in type.ContextAlarms)
        {
            if (Of(context.Alarm, type) is { } alarm)
                contexts.Add(new(criteria.Of(context.When, Spot.Of(type))!, alarm));
        }
        if (type is EnumeratedType && contexts.Count > 1)
        {
            notes.Lost(Spot.Of(type), "alarms of an enumeration for several contexts", "the first is written");
            contexts.RemoveRange(1, contexts.Count - 1);
        }
        return type with { DefaultAlarm = type.DefaultAlarm is null ? null : Of(type.DefaultAlarm, type), ContextAlarms = [.. contexts] };
    }

    private Alarm? Of(Alarm alarm, DataType type)
    {
        var spot = new Spot(alarm.At.Line > 0 ? alarm.At : type.At, type.QualifiedName);
        if (alarm.IsDisabled)
        {
            notes.Lost(spot, "an alarm that is disabled");
            return null;
        }
        notes.Drop(alarm.Name, spot, "the name of an alarm");
        notes.Drop(alarm.About, spot, "the description of an alarm");
        notes.Drop(alarm.Ancillary.Count > 0 ? alarm.Ancillary : null, spot, "ancillary data of an alarm");
        if (alarm.LeastConformance is not null)
            notes.Lost(spot, "how many samples end an alarm", "as many as begin it");
        if (alarm.MultiRanges.Count > 0)
            notes.Lost(spot, "several alarm ranges of one level");
        var custom = alarm.Custom is { } own && (own.Text is not null || own.External.Count > 0) && alarm.Conditions.Count == 0 ? criteria.Of(own, spot) : null;
        if (alarm.Custom is not null && custom is null)
            notes.Lost(spot, "an algorithm for an alarm beside conditions, or without a text");
        var fitted = alarm with
        {
            Name = null, About = null, Ancillary = [], LeastConformance = null, MultiRanges = [], Custom = custom,
            Conditions = [.. alarm.Conditions.Select(c => c with { When = criteria.Of(c.When, spot)! })],
            Ranges = Ranges(alarm.Ranges, type, spot),
            Change = alarm.Change is { } change && Ranges(change.Ranges, type, spot) is { } ranges ? change with { Ranges = ranges } : null,
        };
        if (type is EnumeratedType && fitted.Labels.Count == 0 || type is StringType && fitted.Patterns.Count == 0)
        {
            notes.Lost(spot, "an alarm of labels or texts that lists none");
            return null;
        }
        return fitted;
    }

    private AlarmRanges? Ranges(AlarmRanges? ranges, DataType type, Spot spot)
    {
        if (ranges is null)
            return null;
        if (ranges.Levels.Any(l => l.IsInside))
        {
            notes.Lost(spot, "an alarm inside of its ranges");
            return null;
        }
        notes.Drop(ranges.Name, spot, "the name of alarm ranges");
        if (type is not RelativeTimeType)
            notes.Drop(ranges.TimeUnits, spot, "the unit of alarm ranges");
        else if (ranges.TimeUnits is not (null or "seconds" or "picoSeconds" or "days" or "months" or "years"))
        {
            notes.Lost(spot, $"alarm ranges in {ranges.TimeUnits}");
            return null;
        }
        return ranges with { Name = null, TimeUnits = type is RelativeTimeType ? ranges.TimeUnits : null };
    }
}
