using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Security;

/// <summary>Deletes expired tokens every hour, on one node.</summary>
internal sealed partial class TokenSweeper(Leases leases, Node node, TokenStore tokens, TimeProvider clock, ILogger<TokenSweeper> log) : BackgroundService
{
    private const string Duty = "security.token_sweep";

    private static readonly TimeSpan _between = TimeSpan.FromHours(1);
    private static readonly TimeSpan _beforeRetry = TimeSpan.FromMinutes(1);

    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await leases.HoldAsync(Duty, node.Name, SweepAsync, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StateUnavailableException e)
            {
                LogInterrupted(e);
                await Task.Delay(_beforeRetry, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SweepAsync(LeaseGrip grip, CancellationToken ct)
    {
        while (true)
        {
            var gone = await tokens.PurgeAsync(ct);
            if (gone > 0)
                LogSwept(gone);
            await Task.Delay(_between, clock, ct);
        }
    }

    [LoggerMessage(7101, LogLevel.Information, "Deleted {Count} expired tokens")]
    private partial void LogSwept(int count);

    [LoggerMessage(7102, LogLevel.Warning, "Deleting expired tokens was interrupted; trying again in a minute")]
    private partial void LogInterrupted(Exception e);
}
