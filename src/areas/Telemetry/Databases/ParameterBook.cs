using System.IO.Enumeration;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>The parameters of an environment, by the databases that decode its channels.</summary>
internal sealed class ParameterBook(StandingChannels standing, DatabaseShelf databases)
{
    /// <summary>Each parameter once, with the channels whose database has it; by name.</summary>
    public async Task<Result<IReadOnlyList<(Parameter Parameter, XtceDatabase Database, IReadOnlyList<string> Channels)>>> AllAsync(Scope scope, CancellationToken ct)
    {
        var channels = await standing.OfAsync(scope, ct);
        if (channels.Count == 0)
            return TelemetryFaults.NoDatabase(scope);
        var all = new SortedDictionary<string, (Parameter, XtceDatabase, List<string>)>(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            var database = (await databases.OpenAsync(channel.Database, ct)).Database;
            foreach (var parameter in database.AllParameters)
            {
                if (!all.TryGetValue(parameter.QualifiedName, out var known))
                    all[parameter.QualifiedName] = known = (parameter, database, []);
                known.Item3.Add(channel.Declaration.Name);
            }
        }
        return all.Values.Select(p => (p.Item1, p.Item2, (IReadOnlyList<string>)p.Item3)).ToList();
    }

    /// <summary>The parameter of a name, whole or bare.</summary>
    public async Task<Result<(Parameter Parameter, XtceDatabase Database)>> OneAsync(Scope scope, string name, CancellationToken ct)
    {
        if (!(await AllAsync(scope, ct)).TryGet(out var all, out var fault))
            return fault;
        var found = all.Where(p => p.Parameter.Name == name || p.Parameter.QualifiedName.TrimStart('/') == name.TrimStart('/')).ToList();
        return found switch
        {
            [var one] => (one.Parameter, one.Database),
            [] => TelemetryFaults.NoSuchParameter(name, scope, all.Select(p => p.Parameter.Name)),
            _ => TelemetryFaults.AmbiguousParameter(name, found.Select(f => f.Parameter.QualifiedName)),
        };
    }

    /// <summary>
    /// Which parameters are meant by names with * and ? for any letters, whole or bare. A test, because packets of
    /// earlier databases have parameters of their own.
    /// </summary>
    public async Task<Result<Func<Parameter, bool>>> ChooseAsync(Scope scope, string names, CancellationToken ct)
    {
        if (!(await AllAsync(scope, ct)).TryGet(out var all, out var fault))
            return fault;
        var patterns = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var pattern in patterns)
        {
            if (!all.Any(p => Matches(pattern, p.Parameter)))
                return TelemetryFaults.NoSuchParameter(pattern, scope, all.Select(p => p.Parameter.Name));
        }
        return (Func<Parameter, bool>)(parameter => patterns.Any(p => Matches(p, parameter)));
    }

    public static bool Matches(string pattern, Item item) =>
        FileSystemName.MatchesSimpleExpression(pattern, item.Name) || FileSystemName.MatchesSimpleExpression(pattern, item.QualifiedName)
        || item.About.Aliases.Any(a => FileSystemName.MatchesSimpleExpression(pattern, a.Name));
}
