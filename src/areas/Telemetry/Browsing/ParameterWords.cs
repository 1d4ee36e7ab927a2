using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>A parameter as people read it: what it is, how it is calibrated, when it is of concern, where it stands.</summary>
internal static class ParameterWords
{
    private const int MostParts = 256;

    public static ParameterDetail Detail(FoundParameter found)
    {
        var (parameter, type, channels) = (found.Parameter, found.Type, found.Channels);
        var about = parameter.About;
        return new(
            found.Name, about.Short, about.Long, [.. about.Aliases.Select(a => new ParameterAlias(a.NameSpace, a.Name))], ParameterEndpoints.Kind(type), ParameterEndpoints.Unit(type),
            DatabaseWords.Encoding(type), [.. Calibrations(type)], DatabaseWords.Labels(type), [.. Limits(type)], parameter.Validity is { } validity ? Words.Of(validity) : null,
            parameter.Source?.ToString().ToLowerInvariant(), Parts(found), [.. In(found)], [.. channels.Select(c => c.Declaration.Name)], channels[0].Database.Digest.Hex);
    }

    private static IEnumerable<ParameterCalibration> Calibrations(DataType? type)
    {
        if (type?.Encoding is not NumberEncoding number)
            yield break;
        if (number.DefaultCalibrator is { } usual)
            yield return new(null, Words.Of(usual));
        foreach (var context in number.ContextCalibrators)
            yield return new(Words.Of(context.When), Words.Of(context.Calibrator));
    }

    public static IEnumerable<ParameterLimit> Limits(DataType? type) => type is null
        ? []
        : (type.DefaultAlarm is { } usual ? Limits(null, usual) : []).Concat(type.ContextAlarms.SelectMany(c => Limits(Words.Of(c.When), c.Alarm)));

    private static IEnumerable<ParameterLimit> Limits(string? when, Alarm alarm)
    {
        if (alarm.IsDisabled)
            yield break;
        ParameterLimit Limit(ConcernLevel level, string words, double? min = null, double? max = null, bool isInside = false) => new(when, AlarmStore.Word(level), words, min, max, isInside, alarm.LeastViolations);
        foreach (var one in (alarm.Ranges?.Levels ?? []).Concat(alarm.MultiRanges))
            yield return Limit(one.Level, $"{(one.IsInside ? "inside" : "outside")} {one.Range}", one.Range.MinInclusive ?? one.Range.MinExclusive, one.Range.MaxInclusive ?? one.Range.MaxExclusive, one.IsInside);
        foreach (var one in alarm.Change?.Ranges.Levels ?? [])
            yield return Limit(one.Level, $"changes {(one.IsInside ? "inside" : "outside")} {one.Range}{(alarm.Change!.IsPercentage ? " %" : "")} {(alarm.Change.IsPerSample ? "a sample" : "a second")}");
        foreach (var one in alarm.Labels.Concat(alarm.Patterns))
            yield return Limit(one.Level, $"is {one.Text}");
        if (alarm.Otherwise != ConcernLevel.Normal)
            yield return Limit(alarm.Otherwise, "is anything else");
        foreach (var one in alarm.Conditions)
            yield return Limit(one.Level, Words.Of(one.When));
    }

    private static IReadOnlyList<string> Parts(FoundParameter found)
    {
        var slots = found.Type is not (AggregateType or ArrayType) ? [] : found.Database.Plans
            .Select(p => p.Slots.Where(s => ReferenceEquals(s.Parameter, found.Parameter) && s.Path.Count > 0 && s.Name.StartsWith(found.Name, StringComparison.Ordinal)).ToList()).FirstOrDefault(s => s.Count > 0) ?? [];
        return [.. slots.Take(MostParts).Select(s => s.Name).Distinct()];
    }

    private static IEnumerable<ParameterPlace> In(FoundParameter found)
    {
        var (parameter, compiled) = (found.Parameter, found.Database);
        foreach (var container in compiled.Database.AllContainers.Where(c => c.Entries.Any(e => Holds(e, parameter))).OrderBy(c => c.QualifiedName, StringComparer.Ordinal))
        {
            var slot = compiled.Plans.Where(p => p.Path.Contains(container, ReferenceEqualityComparer.Instance)).SelectMany(p => p.Slots).FirstOrDefault(s => ReferenceEquals(s.Parameter, parameter) && s.Name.StartsWith(found.Name, StringComparison.Ordinal));
            yield return new(container.QualifiedName, slot?.Bit);
        }
    }

    private static bool Holds(Xtce.Entry entry, Parameter parameter) => entry switch
    {
        ParameterEntry p => ReferenceEquals(p.Parameter.Target, parameter),
        ArrayEntry a => ReferenceEquals(a.Parameter.Target, parameter),
        ParameterSegmentEntry s => ReferenceEquals(s.Parameter.Target, parameter),
        _ => false,
    };
}
