using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>What the overview shows of telemetry: alarms that nobody has seen, and channels that do not receive.</summary>
internal sealed class OverviewOfTelemetry(IDatabase database, TimeProvider clock) : IOverviewPart
{
    // A link that is made again within a minute is nobody's matter.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    public Task<Glance> LookAsync(DateTimeOffset since, CancellationToken ct) => database.ReadAsync(async session => new Glance
    {
        Matters = [.. await AlarmsAsync(session, ct), .. await DownAsync(session, ct)],
    }, ct);

    private async Task<IEnumerable<Matter>> AlarmsAsync(Session session, CancellationToken ct) => (await session.QueryAsync(
        $"""
         select mission, environment, parameter, worst, raised_at from telemetry_alarm
         where cleared_at is null and acknowledged_at is null and (shelved_until is null or shelved_until <= {clock.GetUtcNow()})
         order by worst desc, raised_at
         """, row => (Scope: new Scope(row.Text(0), row.Text(1)), Parameter: row.Text(2), Worst: (ConcernLevel)row.Number(3), RaisedAt: row.Time(4)), ct))
        .GroupBy(a => a.Scope).Select(alarms =>
        {
            var (worst, count) = (alarms.First(), alarms.Count());
            var words = $"nobody has seen the alarm of {worst.Parameter}, {AlarmStore.Word(worst.Worst)}{(count == 1 ? "" : count == 2 ? ", and of another one" : $", and of {count - 1} others")}";
            return new Matter(alarms.Key, "alarm", worst.Parameter, words, count, alarms.Min(a => a.RaisedAt), IsUrgent: worst.Worst >= ConcernLevel.Distress);
        });

    private Task<List<Matter>> DownAsync(Session session, CancellationToken ct) => session.QueryAsync(
        $"select mission, environment, name, reason, state_at from telemetry_channel where state = {ChannelState.Down} and state_at < {clock.GetUtcNow() - _patience}",
        row => new Matter(new(row.Text(0), row.Text(1)), "channel_down", row.Text(2), $"channel {row.Text(2)} does not receive{(row.TextOrNull(3) is { } reason ? $": {reason}" : "")}", 1, row.Time(4), IsUrgent: true), ct);
}
