using System.Collections.Concurrent;
using System.Data.Common;

namespace Gantry;

/// <summary>Something to be done, at least once, by whichever node takes it.</summary>
/// <param name="Queue">Which queue it waits in.</param>
/// <param name="Payload">What is to be done, as the queue's worker understands it.</param>
public sealed record WorkOrder(string Queue, string Payload)
{
    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Not before this time; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Orders of one key are limited to <see cref="KeyLimit"/> at a time, on all nodes together.</summary>
    public string? Key { get; init; }

    /// <summary>How many orders of the same key may run at a time.</summary>
    public int KeyLimit { get; init; } = 1;

    /// <summary>How often it may be tried before it is put aside as dead.</summary>
    public int AttemptsAllowed { get; init; } = 5;
}

/// <summary>An order in the hands of one worker. The token fences: a worker whose claim was taken over can neither renew nor finish it.</summary>
public sealed record WorkClaim(Guid Id, string Queue, string Payload, long Token, int Attempt, int AttemptsAllowed);

/// <summary>An order that was tried too often, and why it failed the last time.</summary>
public sealed record DeadWork(Guid Id, string Queue, string Payload, int Attempts, string Reason, DateTimeOffset EnqueuedAt);

/// <summary>
/// At-least-once work with fenced attempts. Placing and finishing an order happen in the caller's unit of work, so they
/// are one with the change they belong to.
/// </summary>
public sealed class WorkQueue(IDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan _buryEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _buriedAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _claimedAt = new(StringComparer.Ordinal);

    /// <summary>The signal that a queue has something new.</summary>
    public static string Topic(string queue) => "work:" + queue;

    /// <summary>Places an order.</summary>
    public async Task<Guid> PlaceAsync(UnitOfWork work, WorkOrder order, CancellationToken ct) => (await PlaceAllAsync(work, [order], ct))[0];

    /// <summary>Places orders.</summary>
    public async Task<IReadOnlyList<Guid>> PlaceAllAsync(UnitOfWork work, IReadOnlyList<WorkOrder> orders, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var ids = orders.Select(_ => Guid.CreateVersion7()).ToList();
        await work.ExecuteSoonAsync(orders.Zip(ids, (order, id) => SqlText.Of(
            $"""
             insert into core_work (id, queue, key, key_limit, priority, payload, visible_at, attempts, attempts_allowed, token, enqueued_at)
             values ({id}, {order.Queue}, {order.Key}, {order.KeyLimit}, {order.Priority}, {order.Payload},
                     {order.NotBefore ?? now}, 0, {order.AttemptsAllowed}, 0, {now})
             """)), ct);
        foreach (var queue in orders.Select(order => order.Queue).Distinct())
            work.Wake(Topic(queue));
        return ids;
    }

    /// <summary>
    /// Takes up to <paramref name="limit"/> orders for <paramref name="visibility"/>; an order that is neither renewed nor
    /// finished by then is anybody's again, under a new token.
    /// </summary>
    public Task<List<WorkClaim>> ClaimAsync(string queue, string holder, int limit, TimeSpan visibility, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var now = clock.GetUtcNow();
            await RejuvenateAsync(work, queue, now, ct);
            await BuryNowAndThenAsync(work, queue, now, ct);
            var claims = await TakeAsync(work, queue, holder, limit, now, visibility, keyed: false, ct);
            var keyedWait = claims.Count < limit && await work.FirstAsync(
                $"select 1 from core_work where queue = {queue} and key is not null and dead_reason is null and visible_at <= {now} limit 1",
                row => row.Number(0), ct) == 1;
            if (keyedWait)
            {
                // Two claimers that count the running orders of one key at the same time would both find room.
                if (work.Dialect.LockFor is { } lockFor)
                    await work.ExecuteAsync(lockFor(Topic(queue)), ct);
                claims.AddRange(await TakeAsync(work, queue, holder, limit - claims.Count, now, visibility, keyed: true, ct));
            }
            return claims;
        }, ct);

    /// <summary>Claims, waiting at most <paramref name="patience"/> for something to claim.</summary>
    public async Task<List<WorkClaim>> ClaimOrWaitAsync(
        string queue, string holder, int limit, TimeSpan visibility, TimeSpan patience, CancellationToken ct)
    {
        var ticket = database.Signals.Ticket(Topic(queue));
        var claims = await ClaimAsync(queue, holder, limit, visibility, ct);
        if (claims.Count > 0)
            return claims;
        await ticket.AtMostAsync(patience, clock, ct);
        return await ClaimAsync(queue, holder, limit, visibility, ct);
    }

    /// <summary>Keeps a claim for longer; false when it is no longer this worker's, which must then stop.</summary>
    public Task<bool> RenewAsync(WorkClaim claim, TimeSpan visibility, CancellationToken ct) =>
        database.WriteAsync(async work => await work.ExecuteAsync(
            $"update core_work set visible_at = {clock.GetUtcNow() + visibility} where id = {claim.Id} and token = {claim.Token} and holder is not null",
            ct) == 1, ct);

    /// <summary>Finishes an order together with what came of it.</summary>
    /// <exception cref="FencedException">The claim was taken over: the unit is undone with all this worker's effects.</exception>
    public async Task FinishAsync(UnitOfWork work, WorkClaim claim, CancellationToken ct)
    {
        var done = await work.ExecuteAsync(
            $"delete from core_work where id = {claim.Id} and token = {claim.Token} and holder is not null", ct);
        if (done == 0)
            throw new FencedException($"order {claim.Id} of queue {claim.Queue} is no longer in this worker's hands (token {claim.Token})");
        work.Wake(Topic(claim.Queue));
    }

    /// <summary>
    /// Takes the next order in the unit that finishes one, for a place that has just become free: what follows need not be
    /// looked for in a unit of its own. For orders that have no key and do not die.
    /// </summary>
    public async Task<WorkClaim?> TakeNextAsync(UnitOfWork work, string queue, string holder, TimeSpan visibility, CancellationToken ct) =>
        (await TakeAsync(work, queue, holder, 1, clock.GetUtcNow(), visibility, keyed: false, ct)).FirstOrDefault();

    /// <summary>Gives an order back after a failure: to be tried again later, or put aside as dead with the reason.</summary>
    public Task<bool> FailAsync(WorkClaim claim, string reason, TimeSpan retryAfter, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var dead = claim.Attempt >= claim.AttemptsAllowed ? reason : null;
            work.Wake(Topic(claim.Queue));
            return await work.ExecuteAsync(
                $"""
                 update core_work set holder = null, visible_at = {clock.GetUtcNow() + retryAfter}, dead_reason = {dead}
                 where id = {claim.Id} and token = {claim.Token} and holder is not null
                 """, ct) == 1;
        }, ct);

    /// <summary>Gives an order back untried: the worker is stopping, the order did nothing wrong.</summary>
    public Task<bool> HandBackAsync(WorkClaim claim, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            work.Wake(Topic(claim.Queue));
            return await work.ExecuteAsync(
                $"""
                 update core_work set holder = null, visible_at = {clock.GetUtcNow()}, attempts = attempts - 1
                 where id = {claim.Id} and token = {claim.Token} and holder is not null
                 """, ct) == 1;
        }, ct);

    /// <summary>The dead orders of a queue, by id, after a place.</summary>
    public Task<List<DeadWork>> ListDeadAsync(string queue, Guid after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select id, queue, payload, attempts, dead_reason, enqueued_at from core_work
             where queue = {queue} and dead_reason is not null and id > {after} order by id limit {limit}
             """,
            row => new DeadWork(row.Id(0), row.Text(1), row.Text(2), (int)row.Number(3), row.Text(4), row.Time(5)), ct), ct);

    /// <summary>Gives a dead order its attempts back.</summary>
    public Task<bool> ReviveAsync(Guid id, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var queue = await work.FirstAsync(
                $"""
                 update core_work set dead_reason = null, attempts = 0, holder = null, visible_at = {clock.GetUtcNow()}
                 where id = {id} and dead_reason is not null returning queue
                 """, row => row.Text(0), ct);
            if (queue is not null)
                work.Wake(Topic(queue));
            return queue is not null;
        }, ct);

    // When the clock was set back, here or while nobody was there, orders were placed in what is now the future: they are as old as now.
    private async Task RejuvenateAsync(UnitOfWork work, string queue, DateTimeOffset now, CancellationToken ct)
    {
        if (!_claimedAt.TryGetValue(queue, out var last) || now < last)
            await work.ExecuteAsync(
                $"update core_work set visible_at = visible_at - (enqueued_at - {now}), enqueued_at = {now} where queue = {queue} and enqueued_at > {now} and dead_reason is null", ct);
        _claimedAt[queue] = now;
    }

    private async Task BuryNowAndThenAsync(UnitOfWork work, string queue, DateTimeOffset now, CancellationToken ct)
    {
        if (_buriedAt.TryGetValue(queue, out var last) && clock.GetElapsedTime(last) < _buryEvery)
            return;
        await BuryAsync(work, queue, now, ct);
        _buriedAt[queue] = clock.GetTimestamp();
    }

    // A worker that dies on its last attempt reports nothing; who claims later finds the order overdue and used up.
    private static Task BuryAsync(UnitOfWork work, string queue, DateTimeOffset now, CancellationToken ct) =>
        work.ExecuteAsync(
            $"""
             update core_work set dead_reason = 'the worker ' || holder || ' did not answer in time on the last attempt', holder = null
             where queue = {queue} and dead_reason is null and holder is not null and visible_at <= {now} and attempts >= attempts_allowed
             """, ct);

    private static Task<List<WorkClaim>> TakeAsync(
        UnitOfWork work, string queue, string holder, int limit, DateTimeOffset now, TimeSpan visibility, bool keyed, CancellationToken ct) =>
        work.QueryAsync(
            $"""
             update core_work set holder = {holder}, token = token + 1, attempts = attempts + 1, visible_at = {now + visibility}
             where id in ({(keyed ? ReadyByKey(queue, limit, now) : Ready(queue, limit, now, work.Dialect))})
             returning id, queue, payload, token, attempts, attempts_allowed
             """, ReadClaim, ct);

    private static SqlText Ready(string queue, int limit, DateTimeOffset now, Dialect dialect) => SqlText.Of(
        $"""
         select id from core_work
         where queue = {queue} and key is null and dead_reason is null and visible_at <= {now} and attempts < attempts_allowed
         order by priority desc, visible_at, id limit {limit} {dialect.SkipLocked}
         """);

    private static SqlText ReadyByKey(string queue, int limit, DateTimeOffset now) => SqlText.Of(
        $"""
         select id from (
             select w.id, w.priority, w.visible_at,
                    row_number() over (partition by w.key order by w.priority desc, w.visible_at, w.id)
                      + (select count(*) from core_work r
                         where r.queue = w.queue and r.key = w.key and r.holder is not null and r.visible_at > {now}) as place,
                    w.key_limit
             from core_work w
             where w.queue = {queue} and w.key is not null and w.dead_reason is null and w.visible_at <= {now} and w.attempts < w.attempts_allowed) as waiting
         where place <= key_limit
         order by priority desc, visible_at, id limit {limit}
         """);

    private static WorkClaim ReadClaim(DbDataReader row) =>
        new(row.Id(0), row.Text(1), row.Text(2), row.Number(3), (int)row.Number(4), (int)row.Number(5));
}

/// <summary>A worker tried to finish what had been taken from it.</summary>
public sealed class FencedException(string message) : Exception(message);
