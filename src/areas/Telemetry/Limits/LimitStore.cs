using System.Data.Common;
using System.Text.Json;

namespace Gantry.Telemetry;

/// <summary>Limits that were set at run time, each change told to the journal in the same unit of work and seen by every node.</summary>
internal sealed class LimitStore(IDatabase database, TimeProvider clock)
{
    private static readonly SqlText _columns = SqlText.Constant("parameter, ranges, violations, is_off, reason, set_by, set_at, until");

    /// <summary>The limits of an environment whose end has not come.</summary>
    public async Task<IReadOnlyList<StoredLimit>> ListAsync(Scope scope, CancellationToken ct)
    {
        var all = await database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from telemetry_limit where mission = {scope.Mission} and environment = {scope.Environment} order by parameter", row => Read(row, 0), ct), ct);
        var now = clock.GetUtcNow();
        return [.. all.Where(l => !l.IsOver(now))];
    }

    /// <summary>The limits of all environments whose end has not come.</summary>
    public async Task<ILookup<Scope, RunTimeLimit>> AllAsync(CancellationToken ct)
    {
        var all = await database.ReadAsync(session => session.QueryAsync(
            $"select mission, environment, {_columns} from telemetry_limit order by mission, environment, parameter", row => (Scope: new Scope(row.Text(0), row.Text(1)), Stored: Read(row, 2)), ct), ct);
        var now = clock.GetUtcNow();
        return all.Where(l => !l.Stored.IsOver(now)).ToLookup(l => l.Scope, l => l.Stored.Limit);
    }

    public Task<StoredLimit> SetAsync(Scope scope, RunTimeLimit limit, string reason, DateTimeOffset? until, string by, CancellationToken ct) => database.WriteAsync(async work =>
    {
        var stored = new StoredLimit(limit, reason, by, clock.GetUtcNow(), until);
        await DropAsync(work, scope, limit.Parameter, ct);
        await work.ExecuteAsync(
            $"""
             insert into telemetry_limit (mission, environment, {_columns})
             values ({scope.Mission}, {scope.Environment}, {limit.Parameter}, {JsonSerializer.Serialize(limit.Bounds)}, {(long)limit.Violations}, {(limit.IsOff ? 1L : 0L)}, {reason}, {by}, {stored.SetAt}, {until})
             """, ct);
        work.Tell(Entry.Of(TelemetryKinds.LimitsSet, scope, $"parameters{limit.Parameter}", by, new { parameter = limit.Parameter, limits = LimitWords.Of(limit), reason, until }));
        work.Wake(IMissionReleases.Moved);
        return stored;
    }, ct);

    /// <summary>The database's own limits hold again; false when they did all the time.</summary>
    public Task<bool> LiftAsync(Scope scope, string parameter, string? reason, string by, CancellationToken ct) => database.WriteAsync(async work =>
    {
        if (await DropAsync(work, scope, parameter, ct) == 0)
            return false;
        work.Tell(Entry.Of(TelemetryKinds.LimitsLifted, scope, $"parameters{parameter}", by, new { parameter, reason }));
        work.Wake(IMissionReleases.Moved);
        return true;
    }, ct);

    private static Task<int> DropAsync(UnitOfWork work, Scope scope, string parameter, CancellationToken ct) =>
        work.ExecuteAsync($"delete from telemetry_limit where mission = {scope.Mission} and environment = {scope.Environment} and parameter = {parameter}", ct);

    private static StoredLimit Read(DbDataReader row, int from) => new(
        new(row.Text(from), JsonSerializer.Deserialize<List<LimitBounds>>(row.Text(from + 1))!, (int)row.Number(from + 2), row.Number(from + 3) != 0),
        row.Text(from + 4), row.Text(from + 5), row.Time(from + 6), row.TimeOrNull(from + 7));
}
