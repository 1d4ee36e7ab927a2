using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry;

/// <summary>
/// Sees to it that every channel of every release that stands is worked by one node. A release that only brings another
/// database is taken over by the channel as it runs; one that declares it otherwise begins it anew.
/// </summary>
internal sealed partial class ChannelEngine(
    StandingChannels standing, IDatabase database, Leases leases, ChannelStore store, Node node, TimeProvider clock, IServiceProvider services, ILogger<ChannelEngine> log) : BackgroundService
{
    private static readonly TimeSpan _lookAtReleasesEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pauseAfterBreak = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;
    private readonly Dictionary<ChannelKey, Worker> _workers = [];

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
                    var declared = await standing.AllAsync(stoppingToken);
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

    private async Task SettleAsync(List<ChannelState> working, IReadOnlyDictionary<ChannelKey, StandingChannel> declared, CancellationToken ct)
    {
        foreach (var (key, worker) in _workers.ToList())
        {
            if (declared.TryGetValue(key, out var wanted) && wanted.WorksLike(worker.Plan.Declaration))
            {
                worker.Plan.Database = wanted.Database;
                continue;
            }
            await StopAsync(worker);
            _workers.Remove(key);
        }
        if (working.Where(s => !declared.ContainsKey(s.Key)).ToList() is { Count: > 0 } gone)
            await store.StopAsync(gone, ct);
        foreach (var (key, wanted) in declared)
        {
            if (_workers.ContainsKey(key))
                continue;
            var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var plan = new ChannelPlan(wanted.Declaration, wanted.Database);
            _workers[key] = new(plan, stopping, KeepWorkingAsync(key, plan, stopping.Token));
        }
    }

    private async Task KeepWorkingAsync(ChannelKey key, ChannelPlan plan, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await leases.HoldAsync(key.Lease, node.Name, (grip, held) =>
                    ActivatorUtilities.CreateInstance<ChannelDuty>(services, key, plan, grip.Token).WorkAsync(held), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // One channel that breaks must not stop the others, nor for good.
                LogBroke(key, e);
                await Task.Delay(_pauseAfterBreak, clock, CancellationToken.None);
            }
        }
    }

    private static async Task StopAsync(Worker worker)
    {
        await worker.Stopping.CancelAsync();
        await worker.Working;
        worker.Stopping.Dispose();
    }

    private sealed record Worker(ChannelPlan Plan, CancellationTokenSource Stopping, Task Working);

    [LoggerMessage(5011, LogLevel.Warning, "What stands where could not be found out now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(5012, LogLevel.Error, "The work on the channel {Channel} broke off and begins anew")]
    private partial void LogBroke(ChannelKey channel, Exception e);
}
