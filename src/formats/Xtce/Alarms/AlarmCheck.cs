namespace Gantry.Xtce;

/// <summary>How bad one value is by itself. Alarms that count samples or watch changes are for <see cref="AlarmWatch"/>.</summary>
internal static class AlarmCheck
{
    public static ConcernLevel Level(DataType type, Value raw, Value value, Prepared prepared, IValues values)
    {
        var level = ConcernLevel.Normal;
        if (type is AggregateType aggregate)
        {
            for (var i = 0; i < Math.Min(aggregate.Members.Count, value.AsMembers.Count); i++)
            {
                if (prepared.Database.Resolve(aggregate.Members[i].Type) is { } part)
                    level = Worse(level, Level(part, raw.AsMembers[i], value.AsMembers[i], prepared, values));
            }
            return level;
        }
        if (type is ArrayType array && value.AsList is { } list && prepared.Database.Resolve(array.Element) is { } element)
        {
            for (var i = 0; i < list.Items.Count; i++)
                level = Worse(level, Level(element, raw.AsList!.Items[i], list.Items[i], prepared, values));
            return level;
        }
        // What could not be decoded or calibrated says nothing.
        return value.Kind != ValueKind.None && Choose(type, values) is { IsDisabled: false } alarm ? Level(alarm, type, value, prepared, values) : level;
    }

    public static Alarm? Choose(DataType type, IValues values)
    {
        foreach (var context in type.ContextAlarms.AsSpan())
        {
            if (CriteriaCheck.Holds(context.When, values))
                return context.Alarm;
        }
        return type.DefaultAlarm;
    }

    public static ConcernLevel Level(Alarm alarm, DataType type, Value value, Prepared prepared, IValues values)
    {
        var level = ConcernLevel.Normal;
        if (value.TryNumber(out var number))
            level = Worse(Ranges(alarm.Ranges, number), Ranges(alarm.MultiRanges, number));
        foreach (var condition in alarm.Conditions.AsSpan())
        {
            if (condition.Level > level && CriteriaCheck.Holds(condition.When, values))
                level = condition.Level;
        }
        if (type is EnumeratedType && (alarm.Labels.Count > 0 || alarm.Otherwise != ConcernLevel.Normal))
            level = Worse(level, Label(alarm, value));
        if (type is StringType && (alarm.Patterns.Count > 0 || alarm.Otherwise != ConcernLevel.Normal))
            level = Worse(level, Pattern(alarm, value.AsText, prepared));
        return level;
    }

    public static ConcernLevel Ranges(AlarmRanges? ranges, double number)
    {
        if (ranges is null)
            return ConcernLevel.Normal;
        var unit = ranges.TimeUnits switch { "minutes" => 60, "hours" => 3600, "days" => 86_400, "milliseconds" => 1e-3, "microseconds" => 1e-6, _ => 1.0 };
        return Ranges(ranges.Levels, number / unit);
    }

    private static ConcernLevel Ranges(ValueList<LevelRange> ranges, double number)
    {
        var level = ConcernLevel.Normal;
        foreach (var range in ranges.AsSpan())
        {
            if (range.Level > level && range.IsViolatedBy(number))
                level = range.Level;
        }
        return level;
    }

    private static ConcernLevel Label(Alarm alarm, Value value)
    {
        foreach (var label in alarm.Labels.AsSpan())
        {
            if (value.Kind == ValueKind.Text && label.Text == value.AsText)
                return label.Level;
        }
        return alarm.Otherwise;
    }

    private static ConcernLevel Pattern(Alarm alarm, string text, Prepared prepared)
    {
        var level = ConcernLevel.Normal;
        var isListed = false;
        foreach (var pattern in alarm.Patterns.AsSpan())
        {
            if (!prepared.PatternOf(pattern.Text).Matches(text))
                continue;
            isListed = true;
            level = Worse(level, pattern.Level);
        }
        return isListed ? level : alarm.Otherwise;
    }

    private static ConcernLevel Worse(ConcernLevel a, ConcernLevel b) => a > b ? a : b;
}
