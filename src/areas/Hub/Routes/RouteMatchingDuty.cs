using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Gives new routes their place and keeps matching what is published against those that stand; on one node at a time.</summary>
internal sealed partial class RouteMatchingDuty(
    IDatabase database, Journal journal, RouteBook book, RouteStore routes, RouteMatcher matcher, DeliveryStore deliveries, RouteMetrics metrics,
    Leases leases, Node node, TimeProvider clock, ILogger<RouteMatchingDuty> log) : BackgroundService
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _pauseAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("hub.routes", node.Name, (_, held) => KeepMatchingAsync(held), stoppingToken);

    private async Task KeepMatchingAsync(CancellationToken ct)
    {
        // Up to where each route is known to have seen everything; only spares looking again.
        var seen = new Dictionary<RouteKey, long>();
        while (true)
        {
            try
            {
                var moved = database.Signals.Ticket(IMissionReleases.Moved);
                var head = await journal.HeadAsync(ct);
                foreach (var standing in await book.StandingAsync(ct))
                    await CatchUpAsync(standing, head, seen, ct);
                metrics.Show(await deliveries.BacklogAsync(ct));
                await WaitAsync(moved, head, ct);
                await Task.Delay(MatchingDuty.Gathering, clock, ct);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
                await Task.Delay(_pauseAfterTrouble, clock, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing is skipped: each route's place in the journal is where it was.
                LogBroken(e);
                await Task.Delay(_patience, clock, ct);
            }
        }
    }

    private async Task CatchUpAsync(StandingRoute standing, long head, Dictionary<RouteKey, long> seen, CancellationToken ct)
    {
        if (!seen.TryGetValue(standing.Key, out var from))
            await routes.ActivateAsync(standing, ct);
        else if ((await journal.ReadAsync(RouteMatcher.Publications(standing.Scope), from, 1, ct)).Count == 0)
            return;
        while (await matcher.MatchAsync(standing, ct))
            ct.ThrowIfCancellationRequested();
        seen[standing.Key] = head;
    }

    // Until something is published, another release stands somewhere, or it is time to look anyway.
    private async Task WaitAsync(Task moved, long head, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var published = journal.NextAsync(SubscriptionMatcher.Publications, head, 1, _patience, enough.Token);
        await Task.WhenAny(published, moved);
        await enough.CancelAsync();
        try
        {
            await published;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // A release moved first.
        }
    }

    [LoggerMessage(2601, LogLevel.Warning, "Routes cannot be matched now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2602, LogLevel.Error, "Matching routes broke; nothing is lost, and it is tried again soon")]
    private partial void LogBroken(Exception e);
}
