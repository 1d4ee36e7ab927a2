using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry;

/// <summary>A channel of a release that stands.</summary>
internal sealed record StandingChannel(ChannelDeclaration Declaration, DatabaseKey Database);

/// <summary>All channels of all releases that stand somewhere.</summary>
internal sealed partial class StandingChannels(IMissionReleases releases, LimitStore limits, ILogger<StandingChannels> log)
{
    private const int KeptReleases = 256;

    private readonly ILogger _log = log;
    private readonly ConcurrentDictionary<Digest, IReadOnlyList<StandingChannel>> _byRelease = new();

    public async Task<IReadOnlyDictionary<ChannelKey, StandingChannel>> AllAsync(CancellationToken ct)
    {
        var all = new Dictionary<ChannelKey, StandingChannel>();
        var set = await limits.AllAsync(ct);
        foreach (var standing in await releases.AllStandingAsync(ct))
        {
            foreach (var one in await OfReleaseAsync(standing.Release, ct))
            {
                if (one.Declaration.Environments.Contains(standing.Environment))
                    all[new(standing.Mission, standing.Environment, one.Declaration.Name)] = With(one, set[new(standing.Mission, standing.Environment)]);
            }
        }
        return all;
    }

    /// <summary>The channels of an environment.</summary>
    public async Task<IReadOnlyList<StandingChannel>> OfAsync(Scope scope, CancellationToken ct) =>
        await releases.StandingAsync(scope.Mission!, scope.Environment!, ct) is { } release
            ? await WithLimitsAsync(scope, (await OfReleaseAsync(release, ct)).Where(c => c.Declaration.Environments.Contains(scope.Environment!)), ct)
            : [];

    private async Task<IReadOnlyList<StandingChannel>> WithLimitsAsync(Scope scope, IEnumerable<StandingChannel> channels, CancellationToken ct)
    {
        var set = (await limits.ListAsync(scope, ct)).Select(s => s.Limit).ToList();
        return [.. channels.Select(c => With(c, set))];
    }

    private static StandingChannel With(StandingChannel channel, IEnumerable<RunTimeLimit> set) =>
        set.Any() ? channel with { Database = channel.Database.With(set) } : channel;

    // Read once: a release never changes.
    private async Task<IReadOnlyList<StandingChannel>> OfReleaseAsync(Digest release, CancellationToken ct)
    {
        if (_byRelease.TryGetValue(release, out var known))
            return known;
        if (_byRelease.Count >= KeptReleases)
            _byRelease.Clear();
        var read = new List<StandingChannel>();
        if (await releases.ReadFileAsync(release, TelemetryFolder.Channels, ct) is { } content)
        {
            var files = (await releases.FilesAsync(release, ct)).ToDictionary(f => f.Path, f => f.Digest, StringComparer.Ordinal);
            try
            {
                foreach (var channel in TelemetryFolder.Read(content))
                {
                    if (files.TryGetValue(channel.Database, out var digest))
                        read.Add(new(await SimulatedScenario.WithFilesAsync(channel, files, releases, release, ct), DatabaseKey.Of(digest, channel.Settings)));
                }
            }
            catch (InvalidDataException e)
            {
                LogUnreadable(release.Short, e.Message);
            }
        }
        return _byRelease[release] = read;
    }

    [LoggerMessage(5021, LogLevel.Error, "Release {Release}: its channels cannot be read by this program, so none works: {Complaint}")]
    private partial void LogUnreadable(string release, string complaint);
}
