using System.Data.Common;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>An alarm: a parameter that left its limits, until it is back within them and somebody has seen it.</summary>
internal sealed record StoredAlarm(
    Guid Id, ChannelKey Channel, string Parameter, ConcernLevel Level, ConcernLevel Worst, string Value, DateTimeOffset RaisedAt, DateTimeOffset ChangedAt, Digest Database,
    string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string? Note, string? ShelvedBy, DateTimeOffset? ShelvedUntil, DateTimeOffset? ClearedAt, string? Broken = null)
{
    public string Subject => $"alarms/{Id}";

    public bool IsShelved(DateTimeOffset now) => ShelvedUntil > now;
}

/// <summary>Alarms, each change of one told to the journal in the same unit of work.</summary>
internal sealed class AlarmStore(IDatabase database, TimeProvider clock)
{
    private static readonly SqlText _columns = SqlText.Constant(
        """
        id, mission, environment, channel, parameter, level, worst, value, raised_at, changed_at, database, acknowledged_by, acknowledged_at, note, shelved_by, shelved_until, cleared_at, broken
        """);

    /// <summary>Writes what happened to a parameter's level, with the packets that made it happen.</summary>
    public static async Task MoveAsync(UnitOfWork work, ChannelKey channel, Digest decodedBy, AlarmMove move, string node, DateTimeOffset now, CancellationToken ct)
    {
        var open = await work.FirstAsync(
            $"""
             select {_columns} from telemetry_alarm
             where mission = {channel.Mission} and environment = {channel.Environment} and channel = {channel.Name} and parameter = {move.Parameter} and cleared_at is null
             """, Read, ct);
        if (open is null)
        {
            if (move.Level == ConcernLevel.Normal)
                return;
            var raised = Guid.CreateVersion7();
            await work.ExecuteAsync(
                $"""
                 insert into telemetry_alarm ({_columns})
                 values ({raised}, {channel.Mission}, {channel.Environment}, {channel.Name}, {move.Parameter}, {(long)move.Level}, {(long)move.Level}, {move.Value}, {move.At}, {move.At}, {decodedBy},
                         null, null, null, null, null, null, {move.Broken})
                 """, ct);
            work.Tell(Entry.Of(TelemetryKinds.AlarmRaised, channel.Scope, $"alarms/{raised}", node, new { channel = channel.Name, parameter = move.Parameter, level = Word(move.Level), limit = move.Broken, value = move.Value, at = move.At }));
            return;
        }
        // Latched: back within its limits it stays open until somebody has seen it.
        var isOver = move.Level == ConcernLevel.Normal && open.AcknowledgedAt is not null;
        var worst = move.Level > open.Worst ? move.Level : open.Worst;
        // What has become worse has not been seen yet.
        var isWorse = move.Level > open.Worst && open.AcknowledgedAt is not null;
        await work.ExecuteAsync(
            $"""
             update telemetry_alarm set level = {(long)move.Level}, worst = {(long)worst}, value = {move.Value}, changed_at = {move.At},
                 acknowledged_by = {(isWorse ? null : open.AcknowledgedBy)}, acknowledged_at = {(isWorse ? null : open.AcknowledgedAt)}, cleared_at = {(isOver ? now : null)}, broken = {move.Broken ?? open.Broken}
             where id = {open.Id}
             """, ct);
        if (isOver)
            work.Tell(Entry.Of(TelemetryKinds.AlarmCleared, channel.Scope, open.Subject, node, new { channel = channel.Name, parameter = move.Parameter, value = move.Value, at = move.At }));
        else if (!open.IsShelved(now))
            work.Tell(Entry.Of(TelemetryKinds.AlarmChanged, channel.Scope, open.Subject, node, new { channel = channel.Name, parameter = move.Parameter, level = Word(move.Level), before = Word(open.Level), value = move.Value, at = move.At }));
    }

    /// <summary>The parameters of a channel that are out of their limits.</summary>
    public Task<List<(string Parameter, ConcernLevel Level)>> OutAsync(ChannelKey channel, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select parameter, level from telemetry_alarm
         where mission = {channel.Mission} and environment = {channel.Environment} and channel = {channel.Name} and cleared_at is null and level > 0
         """, row => (row.Text(0), (ConcernLevel)row.Number(1)), ct), ct);

    /// <summary>Alarms, newest first; the open ones, or all.</summary>
    public Task<List<StoredAlarm>> ListAsync(Scope scope, bool isAll, Guid before, int limit, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select {_columns} from telemetry_alarm
         where mission = {scope.Mission} and environment = {scope.Environment} and id < {before} and {(isAll ? SqlText.Constant("1 = 1") : SqlText.Constant("cleared_at is null"))}
         order by id desc limit {limit}
         """, Read, ct), ct);

    /// <summary>Somebody has seen it. What is back within its limits is over then.</summary>
    public Task<Result<StoredAlarm>> AcknowledgeAsync(Scope scope, Guid id, string? note, string by, CancellationToken ct) => ChangeAsync(scope, id, async (work, alarm, now) =>
    {
        if (alarm.AcknowledgedAt is not null)
            return alarm;
        var isOver = alarm.Level == ConcernLevel.Normal;
        work.Tell(Entry.Of(TelemetryKinds.AlarmAcknowledged, scope, alarm.Subject, by, new { parameter = alarm.Parameter, note }));
        if (isOver)
            work.Tell(Entry.Of(TelemetryKinds.AlarmCleared, scope, alarm.Subject, by, new { parameter = alarm.Parameter, note }));
        return await SaveAsync(work, alarm with { AcknowledgedBy = by, AcknowledgedAt = now, Note = note ?? alarm.Note, ClearedAt = isOver ? now : null }, ct);
    }, ct);

    /// <summary>Puts it aside for a while, or takes it back.</summary>
    public Task<Result<StoredAlarm>> ShelveAsync(Scope scope, Guid id, TimeSpan? howLong, string? note, string by, CancellationToken ct) => ChangeAsync(scope, id, (work, alarm, now) =>
    {
        DateTimeOffset? until = howLong is { } span ? now + span : null;
        work.Tell(Entry.Of(TelemetryKinds.AlarmShelved, scope, alarm.Subject, by, new { parameter = alarm.Parameter, until, note }));
        return SaveAsync(work, alarm with { ShelvedBy = until is null ? null : by, ShelvedUntil = until, Note = note ?? alarm.Note }, ct);
    }, ct);

    /// <summary>Ends it by hand, though the value is out of its limits: it is raised again when it changes its level.</summary>
    public Task<Result<StoredAlarm>> ClearAsync(Scope scope, Guid id, string note, string by, CancellationToken ct) => ChangeAsync(scope, id, (work, alarm, now) =>
    {
        work.Tell(Entry.Of(TelemetryKinds.AlarmCleared, scope, alarm.Subject, by, new { parameter = alarm.Parameter, note }));
        return SaveAsync(work, alarm with { ClearedAt = now, Note = note, AcknowledgedBy = alarm.AcknowledgedBy ?? by, AcknowledgedAt = alarm.AcknowledgedAt ?? now }, ct);
    }, ct);

    public static string Word(ConcernLevel level) => level.ToString().ToLowerInvariant();

    private Task<Result<StoredAlarm>> ChangeAsync(Scope scope, Guid id, Func<UnitOfWork, StoredAlarm, DateTimeOffset, Task<StoredAlarm>> change, CancellationToken ct) =>
        database.WriteAsync<Result<StoredAlarm>>(async work =>
        {
            var alarm = await work.FirstAsync($"select {_columns} from telemetry_alarm where id = {id} and mission = {scope.Mission} and environment = {scope.Environment}", Read, ct);
            if (alarm is null)
                return TelemetryFaults.NoSuchAlarm(id, scope);
            if (alarm.ClearedAt is { } over)
                return TelemetryFaults.AlarmIsOver(alarm, over);
            return await change(work, alarm, clock.GetUtcNow());
        }, ct);

    private static async Task<StoredAlarm> SaveAsync(UnitOfWork work, StoredAlarm alarm, CancellationToken ct)
    {
        await work.ExecuteAsync(
            $"""
             update telemetry_alarm set acknowledged_by = {alarm.AcknowledgedBy}, acknowledged_at = {alarm.AcknowledgedAt}, note = {alarm.Note},
                 shelved_by = {alarm.ShelvedBy}, shelved_until = {alarm.ShelvedUntil}, cleared_at = {alarm.ClearedAt}
             where id = {alarm.Id}
             """, ct);
        return alarm;
    }

    private static StoredAlarm Read(DbDataReader row) => new(
        row.Id(0), new(row.Text(1), row.Text(2), row.Text(3)), row.Text(4), (ConcernLevel)row.Number(5), (ConcernLevel)row.Number(6), row.Text(7), row.Time(8), row.Time(9), row.Digest(10),
        row.TextOrNull(11), row.TimeOrNull(12), row.TextOrNull(13), row.TextOrNull(14), row.TimeOrNull(15), row.TimeOrNull(16), row.TextOrNull(17));
}
