using System.Data.Common;

namespace Gantry.Hub;

/// <summary>The holds. The only class that knows their table.</summary>
internal sealed class HoldStore(IDatabase database)
{
    /// <summary>How many may stand in one environment: all of them are asked of whatever is to be deleted.</summary>
    public const int Most = 100;

    /// <remarks>Whoever deletes holds the stamp and then looks at the holds; this holds it too, so that one of the two sees the other.</remarks>
    public Task<Result<Hold>> AddAsync(Hold offered, CancellationToken ct) =>
        database.WriteAsync<Result<Hold>>(async work =>
        {
            var now = await work.StampAsync(ct);
            if ((await StandingRowsAsync(work, offered.Scope, now, ct)).Count >= Most)
                return HoldFaults.TooMany(offered.Scope, Most);
            var hold = offered with { HeldAt = now };
            await work.ExecuteAsync(
                $"""
                 insert into hub_hold ({_columns}) values ({hold.Id}, {hold.Mission}, {hold.Environment}, {hold.Filter}, {hold.Reason},
                     {hold.HeldBy}, {hold.HeldAt}, {hold.Until}, null, null, null)
                 """, ct);
            work.Tell(Entry.Of(HoldKinds.Placed, hold.Scope, hold.Subject, hold.HeldBy, new { hold.Filter, hold.Reason, hold.Until }));
            return hold;
        }, ct);

    /// <summary>Lifts a hold; null when there is none of that id.</summary>
    public Task<Result<Hold>?> LiftAsync(Scope scope, Guid id, string reason, string by, CancellationToken ct) =>
        database.WriteAsync<Result<Hold>?>(async work =>
        {
            var now = await work.StampAsync(ct);
            if (await work.FirstAsync($"select {_columns} from hub_hold where id = {id} and {In(scope)}", Read, ct) is not { } hold)
                return null;
            if (!hold.IsStanding(now))
                return HoldFaults.HasEnded(hold);
            await EndAsync(work, hold, new(now, by, reason), ct);
            work.Tell(Entry.Of(HoldKinds.Lifted, scope, hold.Subject, by, new { hold.Filter, reason, hold.HeldBy }));
            return hold with { End = new(now, by, reason) };
        }, ct);

    /// <summary>Tells the journal of holds whose time is over; they count no more from that time on, told or not.</summary>
    public Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var over = await work.QueryAsync(
                $"select {_columns} from hub_hold where ended_at is null and until is not null and until <= {now} order by until limit {limit}", Read, ct);
            foreach (var hold in over)
            {
                await EndAsync(work, hold, new(hold.Until!.Value, "retention", null), ct);
                work.Tell(Entry.Of(HoldKinds.Expired, hold.Scope, hold.Subject, "retention", new { hold.Filter, hold.Until, hold.HeldBy }));
            }
            return over.Count;
        }, ct);

    /// <summary>The holds of an environment by id, which is by time: those that stand, or all there ever were.</summary>
    public Task<List<Hold>> ListAsync(Scope scope, bool all, DateTimeOffset now, Guid after, int limit, CancellationToken ct)
    {
        var which = all ? SqlText.Constant("1 = 1") : Stands(now);
        return database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from hub_hold where {In(scope)} and {which} and id > {after} order by id limit {limit}", Read, ct), ct);
    }

    /// <summary>What stands in an environment.</summary>
    public Task<StandingHolds> StandingAsync(Scope scope, DateTimeOffset now, CancellationToken ct) =>
        database.ReadAsync(session => StandingAsync(session, scope, now, ct), ct);

    /// <summary>The same within somebody's unit, which should hold the stamp.</summary>
    public static async Task<StandingHolds> StandingAsync(Session session, Scope scope, DateTimeOffset now, CancellationToken ct) =>
        new(await StandingRowsAsync(session, scope, now, ct));

    private static Task<List<Hold>> StandingRowsAsync(Session session, Scope scope, DateTimeOffset now, CancellationToken ct) =>
        session.QueryAsync($"select {_columns} from hub_hold where {In(scope)} and {Stands(now)} order by id", Read, ct);

    private static Task EndAsync(UnitOfWork work, Hold hold, HoldEnd end, CancellationToken ct) => work.ExecuteAsync(
        $"update hub_hold set ended_at = {end.At}, ended_by = {end.By}, end_reason = {end.Reason} where id = {hold.Id}", ct);

    private static SqlText In(Scope scope) => SqlText.Of($"mission = {scope.Mission} and environment = {scope.Environment}");

    private static SqlText Stands(DateTimeOffset now) => SqlText.Of($"(ended_at is null and (until is null or until > {now}))");

    private static readonly SqlText _columns = SqlText.Constant(
        "id, mission, environment, filter, reason, held_by, held_at, until, ended_at, ended_by, end_reason");

    private static Hold Read(DbDataReader row) => new(
        row.Id(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Time(6), row.TimeOrNull(7))
    {
        End = row.TimeOrNull(8) is { } at ? new(at, row.Text(9), row.TextOrNull(10)) : null,
    };
}
