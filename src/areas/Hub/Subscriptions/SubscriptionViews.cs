using Gantry.Api;

namespace Gantry.Hub;

/// <summary>Shows subscriptions with how they stand, a page at a time.</summary>
internal sealed class SubscriptionViews(NotificationStore queue, PushStore push)
{
    public async Task<IReadOnlyList<SubscriptionView>> OfAsync(IReadOnlyList<Subscription> page, CancellationToken ct)
    {
        var ids = page.Select(s => s.Id).ToList();
        var (waiting, states) = (await queue.CountAsync(ids, ct), await push.StatesAsync(ids, ct));
        return [.. page.Select(s => View(s, waiting.GetValueOrDefault(s.Id), states.GetValueOrDefault(s.Id)))];
    }

    private static SubscriptionView View(Subscription s, long waiting, PushState? state) => new(
        s.Id, s.OwnerName, s.Mission, s.Environment, s.Status.ToString().ToLowerInvariant(), s.Filter, s.Endpoint?.Address, s.Endpoint?.User,
        s.SubmittedAt, s.NotifiedAt, waiting, state?.Failures ?? 0, state?.ParkedAt, state?.DueAt, state?.LastError);
}
