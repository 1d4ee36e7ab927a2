using System.IO.Enumeration;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>Parameters by their names, with * and ? for any letters: <c>BATT*,/swot/eps/bus_voltage</c>.</summary>
internal sealed class ParameterChoice
{
    private readonly HashSet<Parameter>? _chosen;

    private ParameterChoice(HashSet<Parameter>? chosen) => _chosen = chosen;

    public Func<Parameter, bool>? Test => _chosen is null ? null : _chosen.Contains;

    /// <exception cref="UsageException">A pattern names no parameter.</exception>
    public static ParameterChoice Read(string? patterns, XtceDatabase database)
    {
        if (patterns is null)
            return new(null);
        var chosen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        foreach (var pattern in patterns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var found = database.AllParameters.Where(p => Matches(pattern, p)).ToList();
            if (found.Count == 0)
                throw new UsageException($"No parameter of {database.Root.Name} is called {pattern}{Settings.DidYouMean(pattern, database.AllParameters.Select(p => p.Name))}");
            chosen.UnionWith(found);
        }
        return new(chosen);
    }

    public static bool Matches(string pattern, Item item) =>
        FileSystemName.MatchesSimpleExpression(pattern, item.Name) || FileSystemName.MatchesSimpleExpression(pattern, item.QualifiedName)
        || item.About.Aliases.Any(a => FileSystemName.MatchesSimpleExpression(pattern, a.Name));
}
