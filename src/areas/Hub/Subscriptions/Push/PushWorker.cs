using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Tells one subscriber what waits for it, in the order of publication, no faster than it may be told.</summary>
internal sealed partial class PushWorker(
    IDatabase database, PushStore push, NotificationStore queue, IStandingRights rights, Notifier notifier, SubscriptionSecrets secrets,
    SubscriptionOptions options, TimeProvider clock, ILogger<PushWorker> log)
{
    private const int PageSize = 50;

    private static readonly System.Diagnostics.Metrics.Counter<long> _attempts = HubMeter.Meter.CreateCounter<long>("gantry.hub.notifications_sent");

    private readonly ILogger _log = log;

    /// <summary>How long a claim holds without a sign of life: longer than telling one notification takes.</summary>
    public TimeSpan Visibility => (options.PushTimeout * 2) + TimeSpan.FromSeconds(10);

    /// <summary>Serves a claim until its queue is empty, its endpoint fails or it is its neighbours' turn. Never throws.</summary>
    public async Task ServeAsync(PushClaim claim, CancellationToken ct)
    {
        try
        {
            await TellPageAsync(claim, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await LetGoAsync(claim);
        }
        catch (Exception e) when (e is FencedException or StateUnavailableException)
        {
            // Somebody else has it, or will when the claim runs out: nothing was lost, at worst something is told twice.
            LogLeft(claim.Subscription, e.Message);
        }
        catch (Exception e)
        {
            LogBroken(claim.Subscription, e);
        }
    }

    // The server is stopping: another one, or its next life, need not wait for the claim to run out.
    private async Task LetGoAsync(PushClaim claim)
    {
        try
        {
            await push.ReleaseAsync(claim, isRunning: true, CancellationToken.None);
        }
        catch (Exception e) when (e is FencedException or StateUnavailableException)
        {
            LogLeft(claim.Subscription, e.Message);
        }
    }

    private async Task TellPageAsync(PushClaim claim, CancellationToken ct)
    {
        var page = await queue.HeadAsync(claim.Subscription, PageSize, ct);
        var (subscription, products, owner) = await database.ReadAsync(async session =>
        {
            var found = await SubscriptionStore.FindAsync(session, claim.Subscription, ct);
            return (found, await ProductCatalogue.FindAllAsync(session, [.. page.Select(n => n.Product)], ct),
                found is null ? null : (await rights.FindAsync(session, [found.Owner], ct)).GetValueOrDefault(found.Owner));
        }, ct);
        var isRunning = subscription is { Status: SubscriptionStatus.Running, Endpoint: not null };
        if (isRunning)
        {
            var (tellable, pointless) = Split(page, products, subscription!, owner);
            if (pointless.Count > 0)
                await push.SkipAsync(claim, pointless, ct);
            foreach (var (notification, product) in tellable)
            {
                var turn = clock.GetTimestamp();
                if (!await TellAsync(claim, subscription!, notification, product, ct))
                    return;
                claim = claim with { Failures = 0, ParkedAt = null };
                var pause = TimeSpan.FromSeconds(1.0 / options.PushRate) - clock.GetElapsedTime(turn);
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, clock, ct);
            }
        }
        await push.ReleaseAsync(claim, isRunning, ct);
    }

    private async Task<bool> TellAsync(PushClaim claim, Subscription subscription, Notification notification, Product product, CancellationToken ct)
    {
        var (at, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var body = NotificationJson.Pushed(subscription, notification, product, at);
        var told = secrets.Open(subscription).TryGet(out var password, out var sealedFor)
            ? await notifier.TellAsync(subscription.Endpoint!, password, notification.Id, body, ct)
            : new Told(null, sealedFor.Message);
        var attempt = new PushAttempt(
            Guid.CreateVersion7(), subscription.Id, notification.Id, product.Id, product.Name, at, told.Status, clock.GetElapsedTime(started), told.Error);
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", told.Error is null ? "told" : told.IsRefusal ? "refused" : "failed"));
        if (told.Error is null)
        {
            // Also when the server is stopping: what was told must not be told again.
            await push.ToldAsync(claim, subscription, notification, attempt, Visibility, CancellationToken.None);
            return true;
        }
        LogFailed(subscription.Id, told.Error);
        var failures = claim.Failures + 1;
        if (told.IsRefusal && failures >= options.PushAttempts)
            await push.RefusedAsync(claim, subscription, notification, attempt, ct);
        else
            await push.FailedAsync(claim, subscription, attempt, Pause(claim, failures), parks: !told.IsRefusal && failures >= options.PushAttempts, ct);
        return false;
    }

    private TimeSpan Pause(PushClaim claim, int failures) =>
        claim.ParkedAt is not null || failures >= options.PushAttempts
            ? RetryPause.After(1, options.ParkedRetry, options.ParkedRetry, Random.Shared.NextDouble())
            : RetryPause.After(failures, options.PushBackoff, options.ParkedRetry, Random.Shared.NextDouble());

    private static (List<(Notification, Product)> Tellable, List<Notification> Pointless) Split(
        List<Notification> page, Dictionary<Guid, Product> products, Subscription subscription, Caller? owner)
    {
        var (tellable, pointless) = (new List<(Notification, Product)>(), new List<Notification>());
        foreach (var notification in page)
        {
            if (products.TryGetValue(notification.Product, out var product) && subscription.MayTell(owner, new(product.Mission, product.Environment)))
                tellable.Add((notification, product));
            else
                pointless.Add(notification);
        }
        return (tellable, pointless);
    }

    [LoggerMessage(2511, LogLevel.Debug, "Subscription {Subscription} is left to whoever takes it next: {Reason}")]
    private partial void LogLeft(Guid subscription, string reason);

    [LoggerMessage(2512, LogLevel.Information, "The endpoint of subscription {Subscription} was not told: {Reason}")]
    private partial void LogFailed(Guid subscription, string reason);

    [LoggerMessage(2513, LogLevel.Error, "Telling subscription {Subscription} broke; it is tried again when its claim runs out")]
    private partial void LogBroken(Guid subscription, Exception e);
}
