using System.Data.Common;

namespace Gantry.Hub;

/// <summary>Something a subscription has still to be told.</summary>
/// <param name="Seq">The place of the product's publication in the journal: the order, and what is acknowledged.</param>
internal sealed record Notification(Guid Id, Guid Subscription, long Seq, Guid Product, DateTimeOffset QueuedAt);

/// <summary>The queues of what is still to be told. The only class that knows their table.</summary>
internal sealed class NotificationStore(IDatabase database, TimeProvider clock)
{
    // SQLite's driver looks each parameter up by its name, so many small statements are quicker than one large one.
    private const int RowsAtOnce = 100;

    /// <summary>Queues notifications within the matcher's unit. Matching an entry again adds nothing.</summary>
    public async Task QueueAsync(UnitOfWork work, IReadOnlyList<(Subscription Subscription, long Seq, Guid Product)> matches, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var chunk in matches.Chunk(RowsAtOnce))
        {
            var rows = chunk.Select(m => SqlText.Of($"({m.Subscription.Id}, {m.Seq}, {Guid.CreateVersion7()}, {m.Product}, {now})"));
            await work.ExecuteAsync(
                $"""
                 insert into hub_notification (subscription, seq, id, product, queued_at) values {SqlText.Join(", ", rows)}
                 on conflict (subscription, seq) do nothing
                 """, ct);
        }
        foreach (var chunk in matches.Where(m => m.Subscription.IsPush).Select(m => m.Subscription.Id).Distinct().Order().Chunk(RowsAtOnce))
            await PushStore.WakeAsync(work, chunk, now, ct);
    }

    /// <summary>The oldest notifications of a subscription that can be told; what was refused is not among them.</summary>
    public Task<List<Notification>> HeadAsync(Guid subscription, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select id, subscription, seq, product, queued_at from hub_notification
             where subscription = {subscription} and refused is null order by seq limit {limit}
             """, Read, ct), ct);

    /// <summary>How many wait.</summary>
    public static async Task<long> CountAsync(Session session, Guid subscription, CancellationToken ct) =>
        await session.FirstAsync(
            $"select count(*) from hub_notification where subscription = {subscription} and refused is null", row => row.Number(0), ct);

    public Task<long> CountAsync(Guid subscription, CancellationToken ct) =>
        database.ReadAsync(session => CountAsync(session, subscription, ct), ct);

    /// <summary>How many wait of each of these.</summary>
    public Task<Dictionary<Guid, long>> CountAsync(IReadOnlyCollection<Guid> subscriptions, CancellationToken ct) =>
        database.ReadAsync(async session => (await session.QueryAsync(
            $"""
             select subscription, count(*) from hub_notification
             where subscription in {subscriptions.Select(id => id.ToString("D")).ToList()} and refused is null group by subscription
             """, row => (Id: row.Id(0), Count: row.Number(1)), ct)).ToDictionary(row => row.Id, row => row.Count), ct);

    /// <summary>Acknowledges a notification and all before it; returns how many those were and how many are left.</summary>
    public Task<(int Acknowledged, long Left)> AcknowledgeAsync(Guid subscription, long seq, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var gone = await work.ExecuteAsync($"delete from hub_notification where subscription = {subscription} and seq <= {seq}", ct);
            return (gone, await CountAsync(work, subscription, ct));
        }, ct);

    public static Task RemoveAsync(UnitOfWork work, Notification notification, CancellationToken ct) =>
        work.ExecuteAsync($"delete from hub_notification where subscription = {notification.Subscription} and seq = {notification.Seq}", ct);

    public static Task RefuseAsync(UnitOfWork work, Notification notification, string reason, CancellationToken ct) =>
        work.ExecuteAsync(
            $"update hub_notification set refused = {reason} where subscription = {notification.Subscription} and seq = {notification.Seq}", ct);

    /// <summary>Gives what was refused another chance; returns how many those were.</summary>
    public static Task<int> ForgiveAsync(UnitOfWork work, Guid subscription, CancellationToken ct) =>
        work.ExecuteAsync($"update hub_notification set refused = null where subscription = {subscription} and refused is not null", ct);

    public static Task ClearAsync(UnitOfWork work, Guid subscription, CancellationToken ct) =>
        work.ExecuteAsync($"delete from hub_notification where subscription = {subscription}", ct);

    /// <summary>The queues that have something older than a time, a page of them.</summary>
    public Task<List<Guid>> LateAsync(DateTimeOffset queuedBefore, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select distinct subscription from hub_notification where queued_at < {queuedBefore} order by subscription limit {limit}", row => row.Id(0), ct), ct);

    /// <summary>The queues that their subscribers read by themselves and that hold more than they may.</summary>
    public Task<List<Guid>> FullAsync(int most, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select n.subscription from hub_notification n
             where not exists (select 1 from hub_push p where p.subscription = n.subscription)
             group by n.subscription having count(*) > {most} order by n.subscription limit {limit}
             """, row => row.Id(0), ct), ct);

    /// <summary>Drops what is older than a time, and tells how many those were.</summary>
    public Task<int> DropLateAsync(Subscription subscription, DateTimeOffset queuedBefore, CancellationToken ct) =>
        DropAsync(subscription, SqlText.Of($"queued_at < {queuedBefore}"), "they were too old", ct);

    /// <summary>Drops the oldest beyond what a queue may hold, and tells how many those were.</summary>
    public Task<int> DropSurplusAsync(Subscription subscription, int most, CancellationToken ct) =>
        DropAsync(subscription, SqlText.Of(
            $"seq <= (select seq from hub_notification where subscription = {subscription.Id} order by seq desc limit 1 offset {most})"), "the queue was full", ct);

    private Task<int> DropAsync(Subscription subscription, SqlText which, string reason, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var gone = await work.ExecuteAsync($"delete from hub_notification where subscription = {subscription.Id} and {which}", ct);
            if (gone > 0)
                work.Tell(Entry.Of(SubscriptionKinds.Dropped, subscription.Scope, subscription.Subject, "hub", new { count = gone, reason }));
            return gone;
        }, ct);

    private static Notification Read(DbDataReader row) => new(row.Id(0), row.Id(1), row.Number(2), row.Id(3), row.Time(4));
}
