using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Sweeps the lake now and then; on one node at a time.</summary>
internal sealed partial class SweepDuty(
    LakeSweeper sweeper, IDatabase database, Leases leases, Node node, HubOptions options, TimeProvider clock, ILogger<SweepDuty> log) : BackgroundService
{
    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("lake.sweep", node.Name, (_, held) => KeepSweepingAsync(held), stoppingToken);

    private async Task KeepSweepingAsync(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(options.SweepInterval, clock, ct);
            try
            {
                var swept = await sweeper.SweepAsync(options.SweepGrace, ct);
                LogSwept(swept.Seen, swept.Removed, swept.RemovedBytes);
                if (swept.Removed > 0)
                    await database.WriteAsync(work =>
                    {
                        work.Tell(Entry.Of(HubKinds.LakeSwept, Scope.Everywhere, "lake", node.Name, swept));
                        return Task.CompletedTask;
                    }, ct);
            }
            catch (Exception e) when (e is StateUnavailableException or IOException)
            {
                LogLater(e);
            }
        }
    }

    [LoggerMessage(2111, LogLevel.Information, "Swept the lake: of {Seen} blobs {Removed} were named by nothing and are gone, {Bytes} bytes")]
    private partial void LogSwept(long seen, long removed, long bytes);

    [LoggerMessage(2112, LogLevel.Warning, "The lake could not be swept now and will be later")]
    private partial void LogLater(Exception e);
}
