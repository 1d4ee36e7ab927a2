using System.Text.Json.Nodes;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A journal entry in one line: when, where, what, about what, by whom.</summary>
internal static class EntryLine
{
    public static string Of(JournalEntryView entry) =>
        $"{Units.Time(entry.Time)}  {"#" + entry.Sequence,-6} {Where(entry),-14} {What(entry),-30} {About(entry)}";

    public static string Where(JournalEntryView entry) =>
        entry.Mission is null ? "-" : entry.Environment is null ? entry.Mission : $"{entry.Mission}/{entry.Environment}";

    public static string What(JournalEntryView entry) =>
        entry.Type.StartsWith("gantry.", StringComparison.Ordinal) ? entry.Type["gantry.".Length..] : entry.Type;

    public static string About(JournalEntryView entry)
    {
        var parts = new List<string>();
        if (entry.Data is JsonObject data)
            parts.AddRange(data.Where(d => d.Value is JsonValue).Select(d => $"{d.Key}={Value(d.Value!.ToString())}"));
        if (parts.Count == 0)
            parts.Add(entry.Subject);
        return $"{string.Join(' ', parts)}  by {entry.Principal}".ReplaceLineEndings(" ");
    }

    private static string Value(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigit) ? text[..12]
        : text.Contains(' ') ? $"'{text}'"
        : text;
}
