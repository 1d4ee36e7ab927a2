using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <param name="Part">The way to a part of it; empty for all of it.</param>
/// <param name="Type">What that is.</param>
internal sealed record FoundParameter(Parameter Parameter, string Part, DataType Type, CompiledDatabase Database, IReadOnlyList<StandingChannel> Channels)
{
    public string Name => Parameter.QualifiedName + Part;
}

/// <summary>The databases of the release that stands in an environment, each once.</summary>
internal sealed class DatabaseBrowser(StandingChannels standing, DatabaseShelf shelf)
{
    public async Task<IReadOnlyList<TelemetryDatabase>> ListAsync(Scope scope, CancellationToken ct)
    {
        var found = new List<TelemetryDatabase>();
        foreach (var same in (await standing.OfAsync(scope, ct)).GroupBy(c => c.Database.Digest))
            found.Add(View(await shelf.OpenAsync(same.First().Database, ct), [.. same]));
        return [.. found.OrderBy(d => d.File, StringComparer.Ordinal)];
    }

    /// <summary>Those that decode the channels of an environment, with the limits that hold.</summary>
    public async Task<IReadOnlyList<XtceDatabase>> AllAsync(Scope scope, CancellationToken ct)
    {
        var found = new List<XtceDatabase>();
        foreach (var key in (await standing.OfAsync(scope, ct)).Select(c => c.Database).Distinct())
            found.Add((await shelf.OpenAsync(key, ct)).Database);
        return found;
    }

    /// <summary>One of them, by the digest of its file.</summary>
    public async Task<Result<(CompiledDatabase Database, TelemetryDatabase About)>> OpenAsync(Scope scope, string digest, CancellationToken ct)
    {
        var channels = (await standing.OfAsync(scope, ct)).Where(c => c.Database.Digest.Hex == digest).ToList();
        if (channels.Count == 0)
            return BrowsingFaults.NoSuchDatabase(digest, scope);
        var database = await shelf.OpenAsync(channels[0].Database, ct);
        return (database, View(database, channels));
    }

    /// <summary>A parameter or a part of one, with the database that has it and the channels that are decoded by it.</summary>
    public async Task<Result<FoundParameter>> FindAsync(Scope scope, string name, CancellationToken ct)
    {
        var (found, known, channels) = ((FoundParameter?)null, new List<string>(), new List<StandingChannel>());
        foreach (var channel in await standing.OfAsync(scope, ct))
        {
            var database = await shelf.OpenAsync(channel.Database, ct);
            known.AddRange(database.Database.AllParameters.Select(p => p.Name));
            if (database.Database.FindPart(name) is not var (parameter, part, type))
                continue;
            found ??= new(parameter, part, type, database, channels);
            channels.Add(channel);
        }
        return found is not null ? found : TelemetryFaults.NoSuchParameter(name, scope, known);
    }

    private static TelemetryDatabase View(CompiledDatabase compiled, IReadOnlyList<StandingChannel> channels)
    {
        var (database, root) = (compiled.Database, compiled.Database.Root);
        return new(
            channels[0].Database.Digest.Hex, channels[0].Declaration.Database, root.Name, root.About.Short, Number(database.Version), root.Header?.Version, root.Header?.Date,
            [.. channels.Select(c => c.Declaration.Name)], compiled.Root.QualifiedName, database.AllContainers.Count(c => !c.IsOfCommands), database.AllParameters.Count, database.AllCommands.Distinct().Count());
    }

    private static string Number(XtceVersion version) => version switch
    {
        XtceVersion.V11 => "1.1",
        XtceVersion.V12 => "1.2",
        XtceVersion.V13 => "1.3",
        _ => "unknown",
    };
}
