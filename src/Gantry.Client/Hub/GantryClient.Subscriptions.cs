using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Subscriptions: one's own, and those one manages.</summary>
public sealed partial class GantryClient
{
    public IAsyncEnumerable<SubscriptionView> SubscriptionsAsync(CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<SubscriptionView>>(Paged.Query("api/v1/subscriptions", ("after", after), ("limit", 1000)), ct), ct);

    public Task<SubscriptionView> SubscriptionAsync(Guid id, CancellationToken ct = default) =>
        _sender.GetAsync<SubscriptionView>(SubscriptionPath(id), ct);

    /// <summary>Asks to be told of the products that a filter finds, from now on.</summary>
    public Task<SubscriptionView> SubscribeAsync(CreateSubscription request, CancellationToken ct = default) =>
        _sender.ChangeAsync<SubscriptionView>(HttpMethod.Post, "api/v1/subscriptions", request, ct);

    /// <summary>The newest tries to tell a subscriber something.</summary>
    public async Task<IReadOnlyList<PushAttemptView>> PushAttemptsAsync(Guid id, int limit, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<PushAttemptView>>(Paged.Query(SubscriptionPath(id) + "/attempts", ("limit", limit)), ct)).Items;

    public Task<SubscriptionView> PauseSubscriptionAsync(Guid id, CancellationToken ct = default) => ChangeSubscriptionAsync(id, "pause", ct);

    public Task<SubscriptionView> ResumeSubscriptionAsync(Guid id, CancellationToken ct = default) => ChangeSubscriptionAsync(id, "resume", ct);

    /// <summary>Ends a subscription for good.</summary>
    public Task<SubscriptionView> CancelSubscriptionAsync(Guid id, CancellationToken ct = default) => ChangeSubscriptionAsync(id, "cancel", ct);

    /// <summary>Tries its endpoint now, and what it refused once more.</summary>
    public Task<SubscriptionView> RetrySubscriptionAsync(Guid id, CancellationToken ct = default) => ChangeSubscriptionAsync(id, "retry", ct);

    private Task<SubscriptionView> ChangeSubscriptionAsync(Guid id, string verb, CancellationToken ct) =>
        _sender.ChangeAsync<SubscriptionView>(HttpMethod.Post, $"{SubscriptionPath(id)}/{verb}", new { }, ct);

    private static string SubscriptionPath(Guid id) => $"api/v1/subscriptions/{id:D}";
}
