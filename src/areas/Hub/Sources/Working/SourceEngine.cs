using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Has every source of every release that stands worked.</summary>
internal sealed partial class SourceEngine(
    IMissionReleases releases, IDatabase database, Leases leases, SourceStore store, LocalFolders folders, Node node, TimeProvider clock, IServiceProvider services, ILogger<SourceEngine> log)
    : DeclaredWork<SourceKey, DeclaredSource, SourceState>(database, leases, node, clock)
{
    private const int KeptReleases = 256;

    private readonly ILogger _log = log;
    private readonly ConcurrentDictionary<Digest, IReadOnlyList<DeclaredSource>> _byRelease = new();

    protected override async Task<IReadOnlyList<SourceState>> WorkingAsync(CancellationToken ct) => await store.WorkingAsync(ct);

    protected override SourceKey KeyOf(SourceState state) => state.Key;

    protected override string LeaseOf(SourceKey key) => key.Lease;

    protected override bool GoesOn(DeclaredSource current, DeclaredSource wanted) => wanted.Content == current.Content;

    protected override async Task WorkAsync(SourceKey key, DeclaredSource plan, LeaseGrip grip, CancellationToken ct)
    {
        using var duty = ActivatorUtilities.CreateInstance<SourceDuty>(services, key, folders.Resolve(key, plan.Source), _log);
        await duty.WorkAsync(ct);
    }

    protected override Task StopAsync(IReadOnlyList<SourceState> gone, CancellationToken ct) => store.StopAsync(gone, Node.Name, ct);

    protected override void TellLater(Exception trouble) => LogLater(trouble);

    protected override void TellBroke(SourceKey key, Exception trouble) => LogBroke(key, trouble);

    protected override async Task<IReadOnlyDictionary<SourceKey, DeclaredSource>> DeclaredAsync(CancellationToken ct)
    {
        var declared = new Dictionary<SourceKey, DeclaredSource>();
        foreach (var standing in await releases.AllStandingAsync(ct))
        {
            foreach (var one in await OfReleaseAsync(standing.Release, ct))
            {
                if (one.Source.Environments.Contains(standing.Environment))
                    declared[new(standing.Mission, standing.Environment, one.Source.Name)] = one;
            }
        }
        return declared;
    }

    // Read once: a release never changes.
    private async Task<IReadOnlyList<DeclaredSource>> OfReleaseAsync(Digest release, CancellationToken ct)
    {
        if (_byRelease.TryGetValue(release, out var known))
            return known;
        if (_byRelease.Count >= KeptReleases)
            _byRelease.Clear();
        var read = new List<DeclaredSource>();
        foreach (var path in await releases.ListFilesAsync(release, SourcesFolder.Path, ct))
        {
            if (!SourcesFolder.IsSource(path) || await releases.ReadFileAsync(release, path, ct) is not { } content)
                continue;
            try
            {
                read.Add(new(SourcesFolder.Read(content, path), Digest.Of(content)));
            }
            catch (InvalidDataException e)
            {
                LogUnreadable(release.Short, path, e.Message);
            }
        }
        return _byRelease[release] = read;
    }

    [LoggerMessage(2421, LogLevel.Warning, "What stands where could not be found out now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2422, LogLevel.Error, "The work on {Source} broke off and begins anew")]
    private partial void LogBroke(SourceKey source, Exception e);

    [LoggerMessage(2423, LogLevel.Error, "Release {Release}: {Path} cannot be read by this program, so that source does not work: {Complaint}")]
    private partial void LogUnreadable(string release, string path, string complaint);
}

/// <summary>A source as a file of a release declares it.</summary>
internal sealed record DeclaredSource(SourceDeclaration Source, Digest Content);
