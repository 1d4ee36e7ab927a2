using System.Xml.Linq;
using static Swot.DatabaseText;

namespace Swot;

/// <summary>Limits: <c>warning 24..33; critical 22..35; count 3; when EPS_PHASE==ECLIPSE: warning 22..33</c>; of labels, <c>warning SAFE</c>.</summary>
internal static class AlarmText
{
    public static object?[] Of(TableLine line, string text, bool isLabelled)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var usual = parts.Where(p => !p.StartsWith("when ", StringComparison.Ordinal)).ToList();
        var contexts = parts.Where(p => p.StartsWith("when ", StringComparison.Ordinal)).Select(p => p["when ".Length..].Split(':', 2, StringSplitOptions.TrimEntries)).ToList();
        return
        [
            usual.Count == 0 ? null : Alarm(line, "DefaultAlarm", usual, isLabelled, null),
            contexts.Count == 0 ? null : E("ContextAlarmList", contexts.Select(c => Alarm(line, "ContextAlarm", [.. c[1].Split(',', StringSplitOptions.TrimEntries)], isLabelled, Criteria.Of(line, c[0])))),
        ];
    }

    public static (string? Low, string? High) Range(TableLine line, string text) => text.Split("..") is [var low, var high]
        ? (low.Length == 0 ? null : low, high.Length == 0 ? null : high)
        : throw line.Wrong($"'{text}' is no range such as 24..33");

    private static XElement Alarm(TableLine line, string name, List<string> parts, bool isLabelled, XElement? when)
    {
        var count = parts.FirstOrDefault(p => p.StartsWith("count ", StringComparison.Ordinal));
        var levels = parts.Where(p => p != count).Select(p => p.Split(' ', 2)).ToList();
        if (levels.Exists(l => l.Length < 2))
            throw line.Wrong("a limit is a level and a range or a label");
        return E(
            name, count is null ? null : A("minViolations", count["count ".Length..]),
            isLabelled
                ? E("EnumerationAlarmList", levels.Select(l => E("EnumerationAlarm", A("alarmLevel", l[0]), A("enumerationLabel", l[1]))))
                : E("StaticAlarmRanges", levels.Select(l => (Level: l[0], Range: Range(line, l[1]))).Select(l => E(
                    $"{char.ToUpperInvariant(l.Level[0])}{l.Level[1..]}Range", A("minInclusive", l.Range.Low), A("maxInclusive", l.Range.High)))),
            when is null ? null : E("ContextMatch", when));
    }
}
