using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>The routes of each release, read once: a release never changes.</summary>
internal sealed class RouteBook(IMissionReleases releases)
{
    private const int KeptReleases = 256;

    private readonly ConcurrentDictionary<Digest, IReadOnlyList<Route>> _byRelease = new();

    /// <summary>Every route that stands somewhere now and is active there.</summary>
    public async Task<IReadOnlyList<StandingRoute>> StandingAsync(CancellationToken ct)
    {
        var found = new List<StandingRoute>();
        foreach (var standing in await releases.AllStandingAsync(ct))
            found.AddRange(await OfAsync(standing.Mission, standing.Environment, standing.Release, ct));
        return found;
    }

    /// <summary>The routes that stand in an environment and are active there.</summary>
    public async Task<IReadOnlyList<StandingRoute>> StandingAsync(string mission, string environment, CancellationToken ct) =>
        await releases.StandingAsync(mission, environment, ct) is { } release ? await OfAsync(mission, environment, release, ct) : [];

    public async Task<StandingRoute?> FindAsync(RouteKey key, CancellationToken ct) =>
        (await StandingAsync(key.Mission, key.Environment, ct)).FirstOrDefault(r => r.Route.Name == key.Name);

    private async Task<IReadOnlyList<StandingRoute>> OfAsync(string mission, string environment, Digest release, CancellationToken ct) =>
        [.. (await ReadAsync(release, ct)).Where(r => r.Environments.Contains(environment)).Select(r => new StandingRoute(mission, environment, r))];

    private async Task<IReadOnlyList<Route>> ReadAsync(Digest release, CancellationToken ct)
    {
        if (_byRelease.TryGetValue(release, out var known))
            return known;
        if (_byRelease.Count >= KeptReleases)
            _byRelease.Clear();
        var routes = new List<Route>();
        foreach (var path in await releases.ListFilesAsync(release, RoutesFolder.Folder, ct))
        {
            if (RoutesFolder.IsRoutes(path) && await releases.ReadFileAsync(release, path, ct) is { } file)
                routes.AddRange(RoutesFolder.Read(path, file));
        }
        return _byRelease.GetOrAdd(release, routes);
    }
}
