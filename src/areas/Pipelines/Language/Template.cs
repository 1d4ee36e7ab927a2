using System.Text.RegularExpressions;

namespace Gantry.Pipelines;

/// <summary>Names with places to fill: <c>RISK_{start}.csv</c>.</summary>
internal static partial class Template
{
    private static readonly string[] _plain = ["mission", "environment", "pipeline", "run", "start", "date", "day", "item", "index", "name", "stem", "trigger.name", "trigger.stem"];

    /// <summary>What is wrong with a template, in words; null when nothing is.</summary>
    public static string? WrongWith(string text)
    {
        if (text.Length > 300)
            return "it has more than 300 letters";
        var rest = Place().Replace(text, match => IsKnown(match.Groups[1].Value) ? "" : match.Value);
        if (Place().Match(rest) is { Success: true } unknown)
            return $"nothing is called {unknown.Value}{Settings.DidYouMean(unknown.Groups[1].Value, _plain)} Known are {string.Join(", ", _plain)}, parameters.NAME and matrix.NAME.";
        return rest.AsSpan().ContainsAny('{', '}') ? "a { or } stands alone in it" : null;
    }

    /// <summary>The names asked for.</summary>
    public static IEnumerable<string> Names(string text) => Place().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>Fills the places; what has no value is filled with nothing.</summary>
    public static string Fill(string text, Func<string, string?> valueOf) => Place().Replace(text, match => valueOf(match.Groups[1].Value) ?? "");

    private static bool IsKnown(string name) =>
        _plain.Contains(name) || name.StartsWith("parameters.", StringComparison.Ordinal) || name.StartsWith("matrix.", StringComparison.Ordinal);

    [GeneratedRegex(@"\{([a-z][a-z0-9.-]*)\}")]
    private static partial Regex Place();
}
