using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Keeps matching what is published against the subscriptions; on one node at a time.</summary>
internal sealed partial class MatchingDuty(
    Journal journal, SubscriptionMatcher matcher, Leases leases, Node node, TimeProvider clock, ILogger<MatchingDuty> log) : BackgroundService
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _pauseAfterTrouble = TimeSpan.FromSeconds(2);

    /// <summary>How long those who follow the journal let publications gather.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("hub.subscriptions", node.Name, (_, held) => KeepMatchingAsync(held), stoppingToken);

    private async Task KeepMatchingAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var head = await journal.HeadAsync(ct);
                while (await matcher.MatchAsync(ct))
                    ct.ThrowIfCancellationRequested();
                // Looking costs no commit: the next unit is opened when there is something to match.
                await journal.NextAsync(SubscriptionMatcher.Publications, head, 1, _patience, ct);
                // What follows at once is matched with it: a burst would otherwise cost as many units as it has files.
                await Task.Delay(Gathering, clock, ct);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
                await Task.Delay(_pauseAfterTrouble, clock, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing is skipped: the place in the journal has not moved, and an operator sees why.
                LogBroken(e);
                await Task.Delay(_patience, clock, ct);
            }
        }
    }

    [LoggerMessage(2501, LogLevel.Warning, "Subscriptions cannot be matched now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2502, LogLevel.Error, "Matching subscriptions broke; nothing is lost, and it is tried again in a minute")]
    private partial void LogBroken(Exception e);
}
