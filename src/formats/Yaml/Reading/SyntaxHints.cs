using YamlDotNet.Core;

namespace Gantry.Yaml;

/// <summary>Turns the parser's complaint into what was found and what would be right.</summary>
internal static class SyntaxHints
{
    private static readonly (string Complaint, string Hint)[] _hints =
    [
        ("found invalid mapping", "a second ': ' stands in this line, or it is indented differently from the lines around it; put a value that holds ': ' in quotes"),
        ("mapping values are not allowed", "a ': ' stands where no value can begin; put a text that holds ': ' in quotes"),
        ("did not find expected key", "this does not continue the map above it; indent it as its neighbours are"),
        ("did not find expected '-'", "this does not continue the list above it; begin it with '- ', indented as its neighbours are"),
        ("cannot start any token", "a text may not begin with this character; put it in quotes"),
        ("quoted scalar, found unexpected", "the quote that opens here is never closed; close it"),
        ("unknown escape character", "a double-quoted text holds a backslash escape that does not exist; write '\\\\' for a backslash, or use single quotes"),
        ("invalid Unicode", "a double-quoted text holds an escape that is no character"),
        ("did not find expected ',' or ']'", "a list that opened with '[' is not closed; write ',' between items and ']' at the end"),
        ("did not find expected ',' or '}'", "a map that opened with '{' is not closed; write ',' between entries and '}' at the end"),
        ("could not find expected ':'", "a ':' is missing after the key; write 'key: value'"),
        ("did not find expected node content", "a value is missing here"),
        ("anchor or alias", "a text may not begin with '*' or '&'; put it in quotes"),
        ("undefined tag handle", "tags are not read; remove it, or put the text in quotes"),
        ("did not find expected <document start>", "text follows the end of the document; indent it into the document, or remove it"),
        ("did not find expected <document end>", "text follows the end of the document; indent it into the document, or remove it"),
    ];

    public static void Explain(YamlException exception, string text, ProblemList problems)
    {
        var line = (int)Math.Clamp(exception.Start.Line, 1, int.MaxValue);
        var column = (int)Math.Clamp(exception.Start.Column, 1, int.MaxValue);

        // The parser reports a tab at the start of the map it breaks, which can be screens above.
        if (exception.Message.Contains("tab", StringComparison.OrdinalIgnoreCase) && FindTab(text, line) is { } tab)
        {
            problems.Add(tab.Line, tab.Column, IndentationCheck.Message);
            return;
        }
        problems.Add(line, column, HintFor(exception.Message) ?? $"this cannot be read as YAML: {Lowered(exception.Message)}");
    }

    private static string? HintFor(string message)
    {
        foreach (var (complaint, hint) in _hints)
        {
            if (message.Contains(complaint, StringComparison.OrdinalIgnoreCase))
                return hint;
        }
        return null;
    }

    private static (int Line, int Column)? FindTab(string text, int from)
    {
        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            if (++line >= from && IndentationCheck.TabIn(content) is { } column)
                return (line, column);
        }
        return null;
    }

    private static string Lowered(string message)
    {
        var trimmed = message.TrimEnd('.');
        return trimmed.Length == 0 ? "the parser does not say why" : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }
}
