using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Takes endpoints that are due and serves several at a time; on every node.</summary>
internal sealed partial class PushDuty(
    IDatabase database, PushStore push, PushWorker worker, SubscriptionOptions options, Node node, TimeProvider clock, ILogger<PushDuty> log) : BackgroundService
{
    private static readonly TimeSpan _lookAtLeastEvery = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var ticket = database.Signals.Ticket(PushStore.Topic);
                serving.RemoveAll(task => task.IsCompleted);
                var claims = await ClaimAsync(options.PushParallel - serving.Count, stoppingToken);
                serving.AddRange(claims.Select(claim => worker.ServeAsync(claim, stoppingToken)));
                if (claims.Count == 0)
                    await Task.WhenAny([.. serving, ticket.AtMostAsync(_lookAtLeastEvery, clock, stoppingToken)]);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task<IReadOnlyList<PushClaim>> ClaimAsync(int free, CancellationToken ct)
    {
        if (free <= 0)
            return [];
        try
        {
            return await push.ClaimAsync(node.Name, free, worker.Visibility, ct);
        }
        catch (StateUnavailableException e)
        {
            LogLater(e);
            return [];
        }
    }

    [LoggerMessage(2521, LogLevel.Warning, "Subscribers cannot be notified now and will be later")]
    private partial void LogLater(Exception e);
}
