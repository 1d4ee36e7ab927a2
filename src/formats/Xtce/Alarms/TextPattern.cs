using System.Text.RegularExpressions;

namespace Gantry.Xtce;

/// <summary>A pattern out of a database. It takes linear time on any text; one that cannot be run so matches literally.</summary>
internal sealed class TextPattern
{
    private readonly Regex? _regex;
    private readonly string _literal;

    public TextPattern(string pattern)
    {
        _literal = pattern;
        try
        {
            _regex = new($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            _regex = null;
        }
    }

    public bool Matches(string text) => _regex?.IsMatch(text) ?? text == _literal;
}
