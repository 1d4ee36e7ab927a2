using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Keeps counting what is published and judging whether types are behind; on one node at a time.</summary>
internal sealed partial class PunctualityDuty(
    Journal journal, PublicationCounter counter, PunctualityBook book, PunctualityJudge judge, PunctualityStore store, PunctualityMetrics metrics,
    PunctualityOptions options, Leases leases, Node node, TimeProvider clock, ILogger<PunctualityDuty> log) : BackgroundService
{
    // A burst is counted in a few units of work instead of one for each product.
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _tidyEvery = TimeSpan.FromHours(1);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("hub.punctuality", node.Name, (_, held) => KeepWatchAsync(held), stoppingToken);

    private async Task KeepWatchAsync(CancellationToken ct)
    {
        var (judgeAt, tidyAt) = (DateTimeOffset.MinValue, clock.GetUtcNow() + _tidyEvery);
        try
        {
            while (true)
            {
                try
                {
                    var head = await journal.HeadAsync(ct);
                    var rules = await book.StandingAsync(ct);
                    while (await counter.CountAsync(rules, head, ct))
                        ct.ThrowIfCancellationRequested();
                    var now = clock.GetUtcNow();
                    if (now >= judgeAt)
                    {
                        metrics.Show(await judge.JudgeAsync(rules, ct));
                        judgeAt = now + options.Interval;
                    }
                    if (now >= tidyAt)
                    {
                        await store.TidyAsync(now - options.Keep, ct);
                        tidyAt = now + _tidyEvery;
                    }
                    await Task.Delay(_rest, clock, ct);
                    var left = judgeAt - clock.GetUtcNow();
                    if (left > TimeSpan.Zero)
                        await journal.NextAsync(SubscriptionMatcher.Publications, head, 1, left, ct);
                }
                catch (StateUnavailableException e)
                {
                    LogLater(e);
                    await Task.Delay(_rest, clock, ct);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // Nothing is skipped: the place in the journal has not moved.
                    LogBroken(e);
                    await Task.Delay(options.Interval, clock, ct);
                }
            }
        }
        finally
        {
            metrics.Show([]);
        }
    }

    [LoggerMessage(2701, LogLevel.Warning, "Punctuality cannot be judged now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2702, LogLevel.Error, "Judging punctuality broke; nothing is lost, and it is tried again soon")]
    private partial void LogBroken(Exception e);
}
