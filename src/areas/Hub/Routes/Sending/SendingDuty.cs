using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Takes deliveries that are due and makes several at a time; on every node.</summary>
internal sealed partial class SendingDuty(
    IDatabase database, RouteBook book, DeliveryStore deliveries, DeliveryWorker worker, RouteOptions options, Node node, TimeProvider clock, ILogger<SendingDuty> log) : BackgroundService
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
                var ticket = database.Signals.Ticket(DeliveryStore.Topic);
                serving.RemoveAll(task => task.IsCompleted);
                var begun = await BeginAsync(options.Parallel - serving.Count, stoppingToken);
                serving.AddRange(begun);
                if (begun.Count == 0)
                    await Task.WhenAny([.. serving, ticket.AtMostAsync(_lookAtLeastEvery, clock, stoppingToken)]);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task<List<Task>> BeginAsync(int free, CancellationToken ct)
    {
        var begun = new List<Task>();
        try
        {
            var due = free > 0 ? await deliveries.DueAsync(ct) : [];
            var standing = due.Count > 0 ? (await book.StandingAsync(ct)).ToDictionary(route => route.Key) : [];
            foreach (var key in due)
            {
                if (begun.Count >= free || !standing.TryGetValue(key, out var route) || route.Route.Window?.IsOpen(clock.GetUtcNow()) == false)
                    continue;
                var claims = await deliveries.ClaimAsync(route, node.Name, free - begun.Count, DeliveryWorker.Visibility, ct);
                begun.AddRange(claims.Select(claim => worker.ServeAsync(claim, route, ct)));
            }
        }
        catch (StateUnavailableException e)
        {
            LogLater(e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(e);
        }
        return begun;
    }

    [LoggerMessage(2621, LogLevel.Warning, "Routes cannot send now and will later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2622, LogLevel.Error, "Looking for what routes have to send broke; it is tried again")]
    private partial void LogBroken(Exception e);
}
