using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Drops what no queue may hold any longer and forgets old attempts; on one node at a time.</summary>
internal sealed partial class SubscriptionTidying(
    SubscriptionStore book, NotificationStore queue, PushStore push, Leases leases, Node node, SubscriptionOptions options, SubscriptionFigures figures,
    TimeProvider clock, ILogger<SubscriptionTidying> log) : BackgroundService
{
    private const int PageSize = 200;

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("hub.subscriptions.tidy", node.Name, (_, held) => KeepTidyAsync(held), stoppingToken);

    private async Task KeepTidyAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await TidyAsync(ct);
                figures.Show(await push.FiguresAsync(ct));
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await Task.Delay(options.TidyInterval, clock, ct);
        }
    }

    /// <summary>One round.</summary>
    public async Task TidyAsync(CancellationToken ct)
    {
        var late = clock.GetUtcNow() - options.Keep;
        foreach (var id in await queue.LateAsync(late, PageSize, ct))
        {
            if (await book.FindAsync(id, ct) is { } subscription)
                LogDropped(await queue.DropLateAsync(subscription, late, ct), id);
        }
        foreach (var id in await queue.FullAsync(options.QueueLimit, PageSize, ct))
        {
            if (await book.FindAsync(id, ct) is { } subscription)
                LogDropped(await queue.DropSurplusAsync(subscription, options.QueueLimit, ct), id);
        }
        while (await push.ForgetAttemptsAsync(clock.GetUtcNow() - options.KeepAttempts, PageSize, ct) == PageSize)
            ct.ThrowIfCancellationRequested();
    }

    [LoggerMessage(2531, LogLevel.Information, "{Count} notifications were dropped from the queue of subscription {Subscription}")]
    private partial void LogDropped(int count, Guid subscription);

    [LoggerMessage(2532, LogLevel.Warning, "The queues of subscriptions could not be tidied now and will be later")]
    private partial void LogLater(Exception e);
}
