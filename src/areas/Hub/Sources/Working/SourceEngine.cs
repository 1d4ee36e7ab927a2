using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>
/// Sees to it that every source of every release that stands is worked by one node. Each node contends for each source; whoever
/// holds the lease works it, and when a node dies another takes over within seconds.
/// </summary>
internal sealed partial class SourceEngine(
    IMissionReleases releases, IDatabase database, Leases leases, SourceStore store, LocalFolders folders, Node node, TimeProvider clock, IServiceProvider services, ILogger<SourceEngine> log)
    : BackgroundService
{
    private const int KeptReleases = 256;

    private static readonly TimeSpan _lookAtReleasesEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pauseAfterBreak = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;
    private readonly Dictionary<SourceKey, Worker> _workers = [];
    private readonly ConcurrentDictionary<Digest, IReadOnlyList<Declared>> _byRelease = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var moved = database.Signals.Ticket(IMissionReleases.Moved);
                try
                {
                    // In this order: what another node begins to work meanwhile must not look as if nobody declared it.
                    var working = await store.WorkingAsync(stoppingToken);
                    var declared = await DeclaredAsync(stoppingToken);
                    await SettleAsync(working, declared, stoppingToken);
                }
                catch (Exception e) when (e is StateUnavailableException or IOException)
                {
                    LogLater(e);
                }
                await moved.AtMostAsync(_lookAtReleasesEvery, clock, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_workers.Values.Select(StopAsync));
        }
    }

    private async Task SettleAsync(List<SourceState> working, Dictionary<SourceKey, Declared> declared, CancellationToken ct)
    {
        foreach (var (key, worker) in _workers.ToList())
        {
            if (declared.TryGetValue(key, out var wanted) && wanted.Content == worker.Content)
                continue;
            await StopAsync(worker);
            _workers.Remove(key);
        }
        if (working.Where(s => !declared.ContainsKey(s.Key)).ToList() is { Count: > 0 } gone)
            await store.StopAsync(gone, node.Name, ct);
        foreach (var (key, wanted) in declared)
        {
            if (_workers.ContainsKey(key))
                continue;
            var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _workers[key] = new(wanted.Content, stopping, KeepWorkingAsync(key, wanted.Source, stopping.Token));
        }
    }

    private async Task KeepWorkingAsync(SourceKey key, SourceDeclaration source, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await leases.HoldAsync(key.Lease, node.Name, (_, held) => WorkAsync(key, source, held), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // One source that breaks must not stop the others, nor for good.
                LogBroke(key, e);
                await Task.Delay(_pauseAfterBreak, clock, CancellationToken.None);
            }
        }
    }

    private async Task WorkAsync(SourceKey key, SourceDeclaration source, CancellationToken ct)
    {
        using var duty = ActivatorUtilities.CreateInstance<SourceDuty>(services, key, folders.Resolve(key, source), _log);
        await duty.WorkAsync(ct);
    }

    private async Task<Dictionary<SourceKey, Declared>> DeclaredAsync(CancellationToken ct)
    {
        var declared = new Dictionary<SourceKey, Declared>();
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
    private async Task<IReadOnlyList<Declared>> OfReleaseAsync(Digest release, CancellationToken ct)
    {
        if (_byRelease.TryGetValue(release, out var known))
            return known;
        if (_byRelease.Count >= KeptReleases)
            _byRelease.Clear();
        var read = new List<Declared>();
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

    private static async Task StopAsync(Worker worker)
    {
        await worker.Stopping.CancelAsync();
        await worker.Working;
        worker.Stopping.Dispose();
    }

    private sealed record Declared(SourceDeclaration Source, Digest Content);

    private sealed record Worker(Digest Content, CancellationTokenSource Stopping, Task Working);

    [LoggerMessage(2421, LogLevel.Warning, "What stands where could not be found out now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2422, LogLevel.Error, "The work on {Source} broke off and begins anew")]
    private partial void LogBroke(SourceKey source, Exception e);

    [LoggerMessage(2423, LogLevel.Error, "Release {Release}: {Path} cannot be read by this program, so that source does not work: {Complaint}")]
    private partial void LogUnreadable(string release, string path, string complaint);
}
