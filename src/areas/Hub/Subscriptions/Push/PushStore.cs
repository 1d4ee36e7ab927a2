using System.Data.Common;

namespace Gantry.Hub;

/// <summary>A push subscription in the hands of one node; the token fences.</summary>
internal sealed record PushClaim(Guid Subscription, long Token, int Failures, DateTimeOffset? ParkedAt);

/// <summary>How a push subscription stands with its endpoint.</summary>
internal sealed record PushState(int Failures, DateTimeOffset? ParkedAt, DateTimeOffset? DueAt, string? LastError);

/// <summary>How many endpoints are parked, how many notifications wait for an endpoint, and since when the oldest of them does.</summary>
internal sealed record PushFigures(long Parked, long Waiting, DateTimeOffset? Oldest);

/// <summary>A try to tell a subscriber something.</summary>
/// <param name="Status">What the endpoint answered; null when it did not.</param>
/// <param name="Error">Why it counts as failed; null when it does not.</param>
internal sealed record PushAttempt(
    Guid Id, Guid Subscription, Guid Notification, Guid Product, string Name, DateTimeOffset At, int? Status, TimeSpan Duration, string? Error);

/// <summary>Which endpoints are due, how they stand and what was tried. The only class that knows these two tables.</summary>
internal sealed class PushStore(IDatabase database, TimeProvider clock)
{
    /// <summary>The signal that something is to be told.</summary>
    public const string Topic = "hub:push";

    public static Task OpenAsync(UnitOfWork work, Guid subscription, CancellationToken ct) =>
        work.ExecuteAsync($"insert into hub_push (subscription, token, failures) values ({subscription}, 0, 0)", ct);

    /// <summary>
    /// Makes endpoints due that have nothing else to wait for. Each row is written whether or not it changes: a worker that
    /// finds its queue empty must wait for this unit, or this one for it, so that nothing is queued and then forgotten.
    /// </summary>
    public static async Task WakeAsync(UnitOfWork work, IReadOnlyCollection<Guid> subscriptions, DateTimeOffset now, CancellationToken ct)
    {
        await work.ExecuteAsync(
            $"update hub_push set due_at = coalesce(due_at, {now}) where subscription in {subscriptions.Select(id => id.ToString("D")).ToList()}", ct);
        work.Wake(Topic);
    }

    public static Task LockAsync(UnitOfWork work, Guid subscription, CancellationToken ct) =>
        work.ExecuteAsync($"update hub_push set token = token where subscription = {subscription}", ct);

    /// <summary>A subscription that was resumed is due at once, one that was paused or cancelled is not.</summary>
    public static async Task FollowAsync(UnitOfWork work, Subscription subscription, CancellationToken ct)
    {
        DateTimeOffset? due = subscription.Status == SubscriptionStatus.Running ? subscription.ResumedAt : null;
        await work.ExecuteAsync(
            $"update hub_push set due_at = {due}, holder = null, token = token + 1, failures = 0, parked_at = null where subscription = {subscription.Id}", ct);
        work.Wake(Topic);
    }

    /// <summary>Takes endpoints that are due; each is this node's for <paramref name="visibility"/>, renewed by each notification that is told.</summary>
    public async Task<List<PushClaim>> ClaimAsync(string holder, int limit, TimeSpan visibility, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // Looking costs no commit, and mostly there is nothing.
        if (await database.ReadAsync(session => session.FirstAsync(
            $"select 1 from hub_push where due_at <= {now} limit 1", row => row.Number(0), ct), ct) == 0)
            return [];
        return await database.WriteAsync(work => work.QueryAsync(
            $"""
             update hub_push set holder = {holder}, token = token + 1, due_at = {now + visibility}
             where subscription in (select subscription from hub_push where due_at <= {now} order by due_at, subscription limit {limit} {work.Dialect.SkipLocked})
             returning subscription, token, failures, parked_at
             """, row => new PushClaim(row.Id(0), row.Number(1), (int)row.Number(2), row.TimeOrNull(3)), ct), ct);
    }

    /// <summary>Told: the notification is gone, the attempt is on record, the endpoint is well. One unit.</summary>
    public Task ToldAsync(PushClaim claim, Subscription subscription, Notification notification, PushAttempt attempt, TimeSpan visibility, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await HoldAsync(work, claim, SqlText.Of($"failures = 0, parked_at = null, last_error = null, due_at = {clock.GetUtcNow() + visibility}"), ct);
            await NotificationStore.RemoveAsync(work, notification, ct);
            await SubscriptionStore.ToldAsync(work, subscription.Id, attempt.At, ct);
            await RecordAsync(work, attempt, ct);
            if (claim.ParkedAt is { } parkedAt)
                work.Tell(Entry.Of(SubscriptionKinds.Recovered, subscription.Scope, subscription.Subject, "hub", new { endpoint = subscription.Endpoint!.Host, parkedAt }));
        }, ct);

    /// <summary>Failed: to be tried again later. An endpoint that is parked by this says so in the journal.</summary>
    public Task FailedAsync(PushClaim claim, Subscription subscription, PushAttempt attempt, TimeSpan retryAfter, bool parks, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var now = clock.GetUtcNow();
            await HoldAsync(work, claim, SqlText.Of(
                $"failures = failures + 1, last_error = {attempt.Error}, holder = null, due_at = {now + retryAfter}, parked_at = {claim.ParkedAt ?? (parks ? now : (DateTimeOffset?)null)}"), ct);
            await RecordAsync(work, attempt, ct);
            if (parks && claim.ParkedAt is null)
                work.Tell(Entry.Of(SubscriptionKinds.Parked, subscription.Scope, subscription.Subject, "hub", new
                {
                    endpoint = subscription.Endpoint!.Host, failures = claim.Failures + 1, attempt.Error,
                }));
        }, ct);

    /// <summary>Refused for good: set aside, and the next one is due.</summary>
    public Task RefusedAsync(PushClaim claim, Subscription subscription, Notification notification, PushAttempt attempt, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await HoldAsync(work, claim, SqlText.Of($"failures = 0, last_error = {attempt.Error}, holder = null, due_at = {clock.GetUtcNow()}"), ct);
            await NotificationStore.RefuseAsync(work, notification, attempt.Error!, ct);
            await RecordAsync(work, attempt, ct);
            work.Tell(Entry.Of(SubscriptionKinds.Refused, subscription.Scope, subscription.Subject, "hub", new { product = notification.Product, attempt.Error }));
            work.Wake(Topic);
        }, ct);

    /// <summary>There is no more reason to tell these: their product is gone, or its reader's right.</summary>
    public Task SkipAsync(PushClaim claim, IReadOnlyList<Notification> notifications, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await HoldAsync(work, claim, SqlText.Constant("token = token"), ct);
            foreach (var notification in notifications)
                await NotificationStore.RemoveAsync(work, notification, ct);
        }, ct);

    /// <summary>Lets an endpoint go: due at once when there is more for it, and otherwise when there will be.</summary>
    /// <param name="isRunning">One that is not is due when it is resumed.</param>
    public Task ReleaseAsync(PushClaim claim, bool isRunning, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await HoldAsync(work, claim, SqlText.Constant("holder = null"), ct);
            DateTimeOffset? due = isRunning && await NotificationStore.CountAsync(work, claim.Subscription, ct) > 0 ? clock.GetUtcNow() : null;
            await work.ExecuteAsync($"update hub_push set due_at = {due} where subscription = {claim.Subscription}", ct);
            if (due is not null)
                work.Wake(Topic);
        }, ct);

    /// <summary>Tries an endpoint now, and what it refused once more; false when the subscription is not pushed.</summary>
    public Task<bool> RetryAsync(Guid subscription, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var found = await work.ExecuteAsync(
                $"update hub_push set due_at = {clock.GetUtcNow()}, holder = null, token = token + 1 where subscription = {subscription}", ct);
            await NotificationStore.ForgiveAsync(work, subscription, ct);
            work.Wake(Topic);
            return found == 1;
        }, ct);

    public Task<Dictionary<Guid, PushState>> StatesAsync(IReadOnlyCollection<Guid> subscriptions, CancellationToken ct) =>
        database.ReadAsync(async session => (await session.QueryAsync(
            $"""
             select subscription, failures, parked_at, due_at, last_error from hub_push
             where subscription in {subscriptions.Select(id => id.ToString("D")).ToList()}
             """, row => (Id: row.Id(0), State: new PushState((int)row.Number(1), row.TimeOrNull(2), row.TimeOrNull(3), row.TextOrNull(4))), ct))
            .ToDictionary(row => row.Id, row => row.State), ct);

    /// <summary>The attempts of a subscription before one, the newest first.</summary>
    public Task<List<PushAttempt>> AttemptsAsync(Guid subscription, Guid? before, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select id, subscription, notification, product, name, at, status, duration_ms, error from hub_push_attempt
             where subscription = {subscription} and id < {before?.ToString("D") ?? "g"} order by id desc limit {limit}
             """, Read, ct), ct);

    /// <summary>Every try to tell somebody of these products that is still on record, the oldest first.</summary>
    public Task<List<PushAttempt>> OfProductsAsync(IReadOnlyCollection<Guid> products, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select id, subscription, notification, product, name, at, status, duration_ms, error from hub_push_attempt
             where product in {products.Select(id => id.ToString("D")).ToList()} order by product, id limit {limit}
             """, Read, ct), ct);

    public Task<int> ForgetAttemptsAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync(
            $"delete from hub_push_attempt where id in (select id from hub_push_attempt where at < {before} order by at limit {limit})", ct), ct);

    public Task<PushFigures?> FiguresAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync(
            $"""
             select (select count(*) from hub_push where parked_at is not null), count(*), min(n.queued_at)
             from hub_notification n join hub_push p on p.subscription = n.subscription where n.refused is null
             """, row => new PushFigures(row.Number(0), row.Number(1), row.TimeOrNull(2)), ct), ct);

    // First in its unit: it locks the row, and tells a worker whose claim was taken over before it changes anything.
    private static async Task HoldAsync(UnitOfWork work, PushClaim claim, SqlText set, CancellationToken ct)
    {
        if (await work.ExecuteAsync($"update hub_push set {set} where subscription = {claim.Subscription} and token = {claim.Token}", ct) == 0)
            throw new FencedException($"subscription {claim.Subscription} is no longer in this worker's hands (token {claim.Token})");
    }

    private static Task RecordAsync(UnitOfWork work, PushAttempt attempt, CancellationToken ct) => work.ExecuteAsync(
        $"""
         insert into hub_push_attempt (id, subscription, notification, product, name, at, status, duration_ms, error)
         values ({attempt.Id}, {attempt.Subscription}, {attempt.Notification}, {attempt.Product}, {attempt.Name}, {attempt.At},
                 {(long?)attempt.Status}, {(long)attempt.Duration.TotalMilliseconds}, {attempt.Error})
         """, ct);

    private static PushAttempt Read(DbDataReader row) => new(
        row.Id(0), row.Id(1), row.Id(2), row.Id(3), row.Text(4), row.Time(5), (int?)row.NumberOrNull(6), TimeSpan.FromMilliseconds(row.Number(7)), row.TextOrNull(8));
}
