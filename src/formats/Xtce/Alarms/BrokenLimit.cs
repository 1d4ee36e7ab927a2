namespace Gantry.Xtce;

/// <summary>Which limit a value broke, in words.</summary>
public static class BrokenLimit
{
    /// <summary>The ranges or labels of a level that the value breaks, and the alarms they are of; null when the level is not told by any of these.</summary>
    public static (string Words, string? Alarm)? Of(DataType? type, Value value, ConcernLevel level)
    {
        if (type is null || level == ConcernLevel.Normal)
            return null;
        // Which context held is not known any more; what could have told the level is named.
        var broken = type.ContextAlarms.Select(c => c.Alarm).Prepend(type.DefaultAlarm).OfType<Alarm>()
            .SelectMany(alarm => Words(alarm, type, value, level).Select(words => (Words: words, Alarm: alarm.Name))).Distinct().ToList();
        return broken.Count == 0 ? null : (string.Join(" or ", broken.Select(b => b.Words).Distinct()), broken[0].Alarm);
    }

    private static IEnumerable<string> Words(Alarm alarm, DataType type, Value value, ConcernLevel level)
    {
        if (value.TryNumber(out var number) && type is not EnumeratedType)
        {
            foreach (var range in (alarm.Ranges?.Levels ?? []).Concat(alarm.MultiRanges).Where(r => r.Level == level && r.IsViolatedBy(number)))
                yield return $"{(range.IsInside ? "inside" : "outside")} {range.Range}";
        }
        if (alarm.Labels.Any(l => l.Level == level && l.Text == value.ToString()))
            yield return value.ToString();
    }
}
