using System.Data.Common;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>The book of subscriptions. The only class that knows its table.</summary>
internal sealed class SubscriptionStore(IDatabase database)
{
    public const int LargestPage = 1000;

    /// <summary>Adds a subscription unless its owner has too many.</summary>
    public Task<Result<Subscription>> AddAsync(Subscription offered, int most, CancellationToken ct) =>
        database.WriteAsync<Result<Subscription>>(async work =>
        {
            var version = await NextVersionAsync(work, ct);
            var held = await work.FirstAsync(
                $"select count(*) from hub_subscription where owner = {offered.Owner} and status <> 'Cancelled'", row => row.Number(0), ct);
            if (held >= most)
                return SubscriptionFaults.TooMany(offered.OwnerName, most);
            var made = offered with { SubmittedAt = await work.StampAsync(ct) };
            await work.ExecuteAsync(
                $"""
                 insert into hub_subscription ({_columns}, version) values ({made.Id}, {made.Owner}, {made.OwnerName}, {made.Mission}, {made.Environment},
                     {Write(made.Narrowing)}, {made.Status.ToString()}, {made.Filter}, {made.Endpoint?.Address}, {made.Endpoint?.User},
                     {made.Endpoint?.Password}, {made.SubmittedAt}, null, null, null, null, {version})
                 """, ct);
            if (made.IsPush)
                await PushStore.OpenAsync(work, made.Id, ct);
            work.Tell(Entry.Of(SubscriptionKinds.Created, made.Scope, made.Subject, made.OwnerName, new
            {
                made.Filter, endpoint = made.Endpoint?.Host, owner = made.OwnerName,
            }));
            return made;
        }, ct);

    /// <summary>Lets a subscription take its next step; null when there is none of that id.</summary>
    public Task<Result<Subscription>?> DecideAsync(
        Guid id, string by, Func<Subscription, DateTimeOffset, Result<Subscription>> decide, CancellationToken ct) =>
        database.WriteAsync<Result<Subscription>?>(async work =>
        {
            var version = await NextVersionAsync(work, ct);
            if (await FindAsync(work, id, ct) is not { } before)
                return null;
            // In the order in which those who tell take them: first the endpoint's row, then the head of the journal.
            if (before.IsPush)
                await PushStore.LockAsync(work, id, ct);
            if (!decide(before, await work.StampAsync(ct)).TryGet(out var next, out var fault))
                return fault;
            if (next == before)
                return before;
            await work.ExecuteAsync(
                $"""
                 update hub_subscription set status = {next.Status.ToString()}, paused_at = {next.PausedAt}, resumed_at = {next.ResumedAt},
                     ended_at = {next.EndedAt}, endpoint_password = {next.Endpoint?.Password}, version = {version}
                 where id = {id}
                 """, ct);
            if (next.IsPush)
                await PushStore.FollowAsync(work, next, ct);
            if (next.Status == SubscriptionStatus.Cancelled)
                await NotificationStore.ClearAsync(work, id, ct);
            work.Tell(Entry.Of(SubscriptionKinds.Changed, next.Scope, next.Subject, by, new
            {
                status = next.Status.ToString().ToLowerInvariant(), from = before.Status.ToString().ToLowerInvariant(),
            }));
            return (Result<Subscription>)next;
        }, ct);

    public Task<Subscription?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => FindAsync(session, id, ct), ct);

    /// <summary>Subscriptions by id, after one: of one owner, or of the scopes that somebody manages.</summary>
    public Task<List<Subscription>> ListAsync(Guid? owner, IReadOnlyList<Scope> managed, Guid after, int limit, CancellationToken ct)
    {
        var visible = managed.Select(Within).Concat(owner is { } own ? [SqlText.Of($"owner = {own}")] : []).Append(SqlText.Constant("1 = 0"));
        return database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from hub_subscription
             where id > {after} and ({SqlText.Join(" or ", visible)}) order by id limit {limit}
             """, Read, ct), ct);
    }

    /// <summary>The book's version: how many changes there have been.</summary>
    public static Task<long> VersionAsync(Session session, CancellationToken ct) =>
        session.FirstAsync($"select version from hub_subscription_book where name = 'book'", row => row.Number(0), ct);

    /// <summary>What changed in the book after a version. From the beginning, what is over is of no interest.</summary>
    public static Task<List<Subscription>> ChangedAsync(Session session, long after, CancellationToken ct) =>
        session.QueryAsync(
            $"select {_columns} from hub_subscription where version > {after} and ({after} > 0 or status <> 'Cancelled') order by version", Read, ct);

    public static async Task<Subscription?> FindAsync(Session session, Guid id, CancellationToken ct) =>
        await session.FirstAsync($"select {_columns} from hub_subscription where id = {id}", Read, ct);

    public static Task ToldAsync(UnitOfWork work, Guid id, DateTimeOffset at, CancellationToken ct) =>
        work.ExecuteAsync($"update hub_subscription set notified_at = {at} where id = {id}", ct);

    // Held until the commit, so versions become visible in their order and a reader that saw one has seen all before it.
    private static Task<long> NextVersionAsync(UnitOfWork work, CancellationToken ct) =>
        work.FirstAsync($"update hub_subscription_book set version = version + 1 where name = 'book' returning version", row => row.Number(0), ct);

    private static SqlText Within(Scope scope) => scope switch
    {
        { Mission: null, Environment: null } => SqlText.Constant("1 = 1"),
        { Mission: null } => SqlText.Of($"environment = {scope.Environment}"),
        { Environment: null } => SqlText.Of($"mission = {scope.Mission}"),
        _ => SqlText.Of($"(mission = {scope.Mission} and environment = {scope.Environment})"),
    };

    private static readonly SqlText _columns = SqlText.Constant(
        """
        id, owner, owner_name, mission, environment, narrowing, status, filter, endpoint, endpoint_user, endpoint_password,
        submitted_at, paused_at, resumed_at, ended_at, notified_at
        """);

    private static string? Write(IReadOnlyList<Grant>? narrowing) => narrowing is null ? null : JsonSerializer.Serialize(narrowing);

    private static Subscription Read(DbDataReader row) => new(
        row.Id(0), row.Id(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4),
        row.TextOrNull(5) is { } narrowing ? JsonSerializer.Deserialize<List<Grant>>(narrowing) : null,
        row.Text(7), row.TextOrNull(8) is { } address ? new(address, row.TextOrNull(9), row.TextOrNull(10)) : null, row.Time(11))
    {
        Status = Enum.Parse<SubscriptionStatus>(row.Text(6)), PausedAt = row.TimeOrNull(12), ResumedAt = row.TimeOrNull(13),
        EndedAt = row.TimeOrNull(14), NotifiedAt = row.TimeOrNull(15),
    };
}
