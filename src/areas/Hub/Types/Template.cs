using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gantry.Hub;

/// <summary>A text with names in braces that stand for values: <c>{mission}_{start}.EOF</c>.</summary>
internal sealed class Template
{
    // Texts and names in turn, a text first.
    private readonly IReadOnlyList<string> _parts;

    private Template(IReadOnlyList<string> parts) => _parts = parts;

    public IEnumerable<string> Names => _parts.Where((_, i) => i % 2 == 1);

    public static bool TryParse(string text, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? complaint)
    {
        (template, complaint) = (null, null);
        var parts = new List<string>();
        var at = 0;
        while (true)
        {
            var open = text.IndexOf('{', at);
            var literal = open < 0 ? text[at..] : text[at..open];
            if (literal.Contains('}'))
            {
                complaint = "a '}' stands without its '{'";
                return false;
            }
            parts.Add(literal);
            if (open < 0)
            {
                template = new(parts);
                return true;
            }
            var close = text.IndexOf('}', open);
            if (close < 0 || close == open + 1 || !text.AsSpan(open + 1, close - open - 1).ContainsOnlyNameLetters())
            {
                complaint = "between '{' and '}' stands one name of letters, digits and '_'";
                return false;
            }
            parts.Add(text[(open + 1)..close]);
            at = close + 1;
        }
    }

    public static Template Parse(string text) =>
        TryParse(text, out var template, out var complaint) ? template : throw new FormatException($"'{text}': {complaint}");

    /// <summary>The text with its values; null, and the name, when a value is not there.</summary>
    public string? Fill(Func<string, string?> value, out string missing)
    {
        missing = "";
        var text = new StringBuilder();
        for (var i = 0; i < _parts.Count; i++)
        {
            var part = i % 2 == 0 ? _parts[i] : value(_parts[i]);
            if (part is null)
            {
                missing = _parts[i];
                return null;
            }
            text.Append(part);
        }
        return text.ToString();
    }
}

internal static class NameLetters
{
    public static bool ContainsOnlyNameLetters(this ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
                return false;
        }
        return true;
    }
}
