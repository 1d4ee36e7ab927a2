using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Deletes products whose retention has ended, and forgets old downloads; on one node at a time.</summary>
internal sealed partial class RetentionDuty(
    Eviction eviction, DownloadCounts counts, Leases leases, Node node, HubOptions options, TimeProvider clock, ILogger<RetentionDuty> log) : BackgroundService
{
    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("hub.retention", node.Name, (_, held) => KeepEvictingAsync(held), stoppingToken);

    private async Task KeepEvictingAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                if (await eviction.RunAsync(ct) is > 0 and var gone)
                    LogEvicted(gone);
                await counts.ForgetAsync(clock.GetUtcNow() - options.DownloadsKept, ct);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await Task.Delay(options.RetentionInterval, clock, ct);
        }
    }

    [LoggerMessage(2101, LogLevel.Information, "{Count} products had outlived their retention and were deleted")]
    private partial void LogEvicted(int count);

    [LoggerMessage(2102, LogLevel.Warning, "Retention could not be carried out now and will be later")]
    private partial void LogLater(Exception e);
}
