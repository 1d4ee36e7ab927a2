using System.Data.Common;

namespace Gantry.Hub;

/// <summary>What routes have to send, are sending and have sent. The only class that knows their table.</summary>
internal sealed class DeliveryStore(IDatabase database, TimeProvider clock)
{
    /// <summary>The signal that something is to be sent.</summary>
    public const string Topic = "hub:routes";

    private const int RowsAtOnce = 50;

    /// <summary>Queues deliveries within the matcher's unit. A product goes by a route once; matching it again adds nothing.</summary>
    public async Task QueueAsync(UnitOfWork work, RouteKey route, IReadOnlyList<(Product Product, long Place)> products, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var chunk in products.Chunk(RowsAtOnce))
        {
            var rows = chunk.Select(p => SqlText.Of(
                $"""
                 ({Guid.CreateVersion7()}, {route.Mission}, {route.Environment}, {route.Name}, {p.Product.Id}, {p.Product.Name},
                  {p.Product.Blob.SizeBytes}, {p.Place}, {now}, 'Waiting', {now}, 0, 0)
                 """));
            await work.ExecuteAsync(
                $"""
                 insert into hub_delivery (id, mission, environment, route, product, name, size_bytes, place, queued_at, state, due_at, token, attempts)
                 values {SqlText.Join(", ", rows)} on conflict (mission, environment, route, product) do nothing
                 """, ct);
        }
        work.Wake(Topic);
    }

    /// <summary>The routes that have something due.</summary>
    public Task<List<RouteKey>> DueAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select mission, environment, route from hub_delivery where due_at <= {clock.GetUtcNow()}
             group by mission, environment, route order by min(due_at)
             """, row => new RouteKey(row.Text(0), row.Text(1), row.Text(2)), ct), ct);

    /// <summary>
    /// Takes deliveries of a route that are due, as many as may be under way. Of an ordered route that is the first that is
    /// not delivered, or none: while it waits or is dead, all behind it wait too.
    /// </summary>
    public Task<List<DeliveryClaim>> ClaimAsync(StandingRoute route, string holder, int limit, TimeSpan visibility, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var (key, now) = (route.Key, clock.GetUtcNow());
            // Two nodes that count what is under way at the same time would both find room.
            if (work.Dialect.LockFor is { } lockFor)
                await work.ExecuteAsync(lockFor(key.Consumer), ct);
            var isHeld = await RouteStore.IsPausedAsync(work, key, ct);
            var underWay = await work.FirstAsync(
                $"select count(*) from hub_delivery where {Is(key)} and state = 'Sending' and due_at > {now}", row => row.Number(0), ct);
            var room = isHeld ? 0 : (int)Math.Min(limit, route.Route.AtOnce - underWay);
            if (room <= 0)
                return [];
            var line = route.Route.IsOrdered
                ? SqlText.Of($"select id, due_at from hub_delivery where {Is(key)} and state <> 'Delivered' order by place, id limit 1")
                : SqlText.Of($"select id, due_at from hub_delivery where {Is(key)} and state in ('Waiting', 'Sending') and due_at <= {now} order by place, id limit {room}");
            return await work.QueryAsync(
                $"""
                 update hub_delivery set state = 'Sending', holder = {holder}, token = token + 1, attempts = attempts + 1, due_at = {now + visibility}
                 where id in (select id from ({line}) line where due_at <= {now}) returning {_columns}, token
                 """, row => new DeliveryClaim(Read(row), row.Number(_columnCount)), ct);
        }, ct);

    /// <summary>Keeps a delivery for longer; false when it is no longer this worker's, which must then stop.</summary>
    public Task<bool> RenewAsync(DeliveryClaim claim, TimeSpan visibility, CancellationToken ct) =>
        database.WriteAsync(async work => await work.ExecuteAsync(
            $"update hub_delivery set due_at = {clock.GetUtcNow() + visibility} where id = {claim.Delivery.Id} and token = {claim.Token} and state = 'Sending'", ct) == 1, ct);

    /// <summary>It is there: the receipt and its journal entry in one unit.</summary>
    public Task DeliveredAsync(DeliveryClaim claim, Product product, string target, RemoteReceipt receipt, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var delivery = claim.Delivery;
            await HoldAsync(work, claim, SqlText.Of(
                $"""
                 state = 'Delivered', due_at = null, holder = null, reason = null, target = {target}, remote_path = {receipt.Path},
                 remote_bytes = {receipt.SizeBytes}, remote_checksum = {receipt.Checksum}, delivered_at = {clock.GetUtcNow()}
                 """), ct);
            await RouteStore.CountAsync(work, delivery.Route, clock.GetUtcNow(), ct);
            work.Tell(Entry.Of(RouteKinds.Delivered, delivery.Route.Scope, product.Subject, delivery.Route.Subject, new
            {
                product.Name, sha256 = product.Blob.Digest.Hex, route = delivery.Route.Name, target, receipt.Path, receipt.SizeBytes, receipt.Checksum, delivery.Attempts,
            }));
            // The next of an ordered route may be waiting for this one.
            work.Wake(Topic);
        }, ct);

    /// <summary>It failed: to be tried again later, or dead when <paramref name="retryAfter"/> is null, which is an alarm.</summary>
    public Task FailedAsync(DeliveryClaim claim, string target, string reason, TimeSpan? retryAfter, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var delivery = claim.Delivery;
            var due = clock.GetUtcNow() + retryAfter;
            var state = retryAfter is null ? DeliveryState.Dead : DeliveryState.Waiting;
            await HoldAsync(work, claim, SqlText.Of($"state = {state.ToString()}, due_at = {due}, holder = null, reason = {reason}, target = {target}"), ct);
            if (retryAfter is null)
                work.Tell(Entry.Of(RouteKinds.Dead, delivery.Route.Scope, delivery.Route.Subject, "hub", new
                {
                    delivery.Name, delivery.Product, target, delivery.Attempts, reason,
                }));
        }, ct);

    /// <summary>Gives a delivery back untried: the worker is stopping.</summary>
    public Task HandBackAsync(DeliveryClaim claim, CancellationToken ct) =>
        database.WriteAsync(work => HoldAsync(work, claim, SqlText.Of(
            $"state = 'Waiting', due_at = {clock.GetUtcNow()}, holder = null, attempts = attempts - 1"), ct), ct);

    /// <summary>It will not be made.</summary>
    public Task DropAsync(DeliveryClaim claim, string reason, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await HoldAsync(work, claim, SqlText.Constant("holder = null"), ct);
            await DropAsync(work, claim.Delivery, reason, "hub", ct);
        }, ct);

    /// <summary>A person drops what is waiting or dead; null when there is no such delivery.</summary>
    public Task<Result<Delivery>?> DropAsync(RouteKey route, Guid id, string reason, string by, CancellationToken ct) =>
        DecideAsync(route, id, (work, delivery) => DropAsync(work, delivery, reason, by, ct), ct);

    /// <summary>A person wants a delivery made now, whatever became of it; null when there is no such delivery.</summary>
    public Task<Result<Delivery>?> RetryAsync(RouteKey route, Guid id, string by, CancellationToken ct) =>
        DecideAsync(route, id, async (work, delivery) =>
        {
            await AgainAsync(work, SqlText.Of($"id = {id}"), ct);
            work.Tell(Entry.Of(RouteKinds.Requested, route.Scope, route.Subject, by, new { products = new[] { delivery.Name } }));
        }, ct);

    /// <summary>A person wants every dead delivery of a route made now; returns how many those are.</summary>
    public Task<int> RetryDeadAsync(RouteKey route, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var count = await AgainAsync(work, SqlText.Of($"{Is(route)} and state = 'Dead'"), ct);
            if (count > 0)
                work.Tell(Entry.Of(RouteKinds.Requested, route.Scope, route.Subject, by, new { count }));
            return count;
        }, ct);

    /// <summary>A person wants a product sent by a route, whether or not it was sent before.</summary>
    public Task<Delivery> SendAsync(RouteKey route, Product product, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            // At the end of the line, where it was not in it before.
            var place = await work.FirstAsync($"select coalesce(max(place), 0) from hub_delivery where {Is(route)}", row => row.Number(0), ct);
            await QueueAsync(work, route, [(product, place)], ct);
            await AgainAsync(work, SqlText.Of($"{Is(route)} and product = {product.Id} and state <> 'Sending'"), ct);
            work.Tell(Entry.Of(RouteKinds.Requested, route.Scope, route.Subject, by, new { products = new[] { product.Name } }));
            return (await work.FirstAsync($"select {_columns} from hub_delivery where {Is(route)} and product = {product.Id}", Read, ct))!;
        }, ct);

    /// <summary>The deliveries of a route by id, after one.</summary>
    public Task<List<Delivery>> ListAsync(RouteKey route, DeliveryState? state, Guid after, int limit, CancellationToken ct)
    {
        var which = state is { } one ? SqlText.Of($"state = {one.ToString()}") : SqlText.Constant("1 = 1");
        return database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from hub_delivery where {Is(route)} and {which} and id > {after} order by id limit {limit}", Read, ct), ct);
    }

    /// <summary>The deliveries of these products.</summary>
    public Task<List<Delivery>> OfProductsAsync(IReadOnlyCollection<Guid> products, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from hub_delivery where product in {products.Select(id => id.ToString("D")).ToList()} order by product, id limit {limit}", Read, ct), ct);

    /// <summary>What the routes of an environment have not delivered, by name.</summary>
    public async Task<Dictionary<string, RouteBacklog>> BacklogAsync(string mission, string environment, CancellationToken ct) =>
        (await BacklogAsync(SqlText.Of($"mission = {mission} and environment = {environment}"), ct)).ToDictionary(row => row.Route.Name, row => row.Backlog);

    /// <summary>What is not delivered yet, of every route that has any.</summary>
    public Task<List<(RouteKey Route, RouteBacklog Backlog)>> BacklogAsync(CancellationToken ct) => BacklogAsync(SqlText.Constant("1 = 1"), ct);

    private Task<List<(RouteKey Route, RouteBacklog Backlog)>> BacklogAsync(SqlText which, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select mission, environment, route, sum(case when state = 'Waiting' then 1 else 0 end), sum(case when state = 'Sending' then 1 else 0 end),
                    sum(case when state = 'Dead' then 1 else 0 end), min(queued_at)
             from hub_delivery where state <> 'Delivered' and {which} group by mission, environment, route
             """,
            row => (new RouteKey(row.Text(0), row.Text(1), row.Text(2)), new RouteBacklog(row.Number(3), row.Number(4), row.Number(5), row.TimeOrNull(6))), ct), ct);

    private Task<Result<Delivery>?> DecideAsync(RouteKey route, Guid id, Func<UnitOfWork, Delivery, Task> change, CancellationToken ct) =>
        database.WriteAsync<Result<Delivery>?>(async work =>
        {
            // The update locks the row: a worker cannot take it between the look and the change.
            if (await work.FirstAsync(
                $"update hub_delivery set token = token where id = {id} and {Is(route)} returning {_columns}", Read, ct) is not { } delivery)
                return null;
            if (delivery.State == DeliveryState.Sending && delivery.DueAt > clock.GetUtcNow())
                return RouteFaults.IsUnderWay(id);
            await change(work, delivery);
            return await work.FirstAsync($"select {_columns} from hub_delivery where id = {id}", Read, ct) ?? delivery;
        }, ct);

    private async Task<int> AgainAsync(UnitOfWork work, SqlText which, CancellationToken ct)
    {
        work.Wake(Topic);
        return await work.ExecuteAsync(
            $"update hub_delivery set state = 'Waiting', due_at = {clock.GetUtcNow()}, attempts = 0, holder = null, token = token + 1 where {which}", ct);
    }

    private static async Task DropAsync(UnitOfWork work, Delivery delivery, string reason, string by, CancellationToken ct)
    {
        await work.ExecuteAsync($"delete from hub_delivery where id = {delivery.Id}", ct);
        work.Tell(Entry.Of(RouteKinds.Dropped, delivery.Route.Scope, delivery.Route.Subject, by, new { delivery.Name, delivery.Product, reason }));
        work.Wake(Topic);
    }

    private static async Task HoldAsync(UnitOfWork work, DeliveryClaim claim, SqlText set, CancellationToken ct)
    {
        if (await work.ExecuteAsync(
            $"update hub_delivery set {set} where id = {claim.Delivery.Id} and token = {claim.Token} and state = 'Sending'", ct) == 0)
            throw new FencedException($"delivery {claim.Delivery.Id} is no longer in this worker's hands (token {claim.Token})");
    }

    private static SqlText Is(RouteKey route) =>
        SqlText.Of($"(mission = {route.Mission} and environment = {route.Environment} and route = {route.Name})");

    private static readonly SqlText _columns = SqlText.Constant(
        """
        id, mission, environment, route, product, name, size_bytes, place, queued_at, state, due_at, attempts, reason,
        target, remote_path, remote_bytes, remote_checksum, delivered_at
        """);

    private const int _columnCount = 18;

    private static Delivery Read(DbDataReader row) => new(
        row.Id(0), new(row.Text(1), row.Text(2), row.Text(3)), row.Id(4), row.Text(5), row.Number(6), row.Number(7), row.Time(8),
        Enum.Parse<DeliveryState>(row.Text(9)), row.TimeOrNull(10), (int)row.Number(11), row.TextOrNull(12))
    {
        Target = row.TextOrNull(13),
        Receipt = row.TextOrNull(14) is { } path ? new(path, row.Number(15), row.TextOrNull(16)) : null,
        DeliveredAt = row.TimeOrNull(17),
    };
}
