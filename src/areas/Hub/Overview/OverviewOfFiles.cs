namespace Gantry.Hub;

/// <summary>What the overview shows of files: how many came, what was refused, what is late, and which ways in and out do not work.</summary>
internal sealed class OverviewOfFiles(IDatabase database) : IOverviewPart
{
    public Task<Glance> LookAsync(DateTimeOffset since, CancellationToken ct) => database.ReadAsync(async session => new Glance
    {
        // With both ends SQLite takes the index of times; with one it would read all products in the order of the groups.
        Counts = await session.QueryAsync(
            $"""
             select mission, environment, published_at / {HourCount.Milliseconds}, count(*) from hub_product
             where published_at >= {since} and published_at < {DateTimeOffset.MaxValue} group by 1, 2, 3
             """, row => new HourCount(new(row.Text(0), row.Text(1)), "arrivals", row.Number(2), row.Number(3)), ct),
        Matters = [.. await RefusedAsync(session, ct), .. await BehindAsync(session, ct), .. await FailingAsync(session, ct), .. await DeadAsync(session, ct)],
    }, ct);

    private static Task<List<Matter>> RefusedAsync(Session session, CancellationToken ct) => session.QueryAsync(
        $"select mission, environment, count(*), min(refused_at) from hub_quarantine group by mission, environment",
        row => new Matter(new(row.Text(0), row.Text(1)), "quarantine", "quarantine",
            row.Number(2) == 1 ? "one file was refused and waits for a decision" : $"{row.Number(2)} files were refused and wait for a decision", row.Number(2), row.Time(3), IsUrgent: false), ct);

    private static Task<List<Matter>> BehindAsync(Session session, CancellationToken ct) => session.QueryAsync(
        $"select mission, environment, type, reason, since, is_missing from hub_pace where is_missing = 1 or is_late = 1",
        row => new Matter(new(row.Text(0), row.Text(1)), "late", row.Text(2), $"{row.Text(2)}: {row.TextOrNull(3) ?? "behind"}", 1, row.Time(4), IsUrgent: row.Flag(5)), ct);

    private static Task<List<Matter>> FailingAsync(Session session, CancellationToken ct) => session.QueryAsync(
        $"select mission, environment, name, fault, since from hub_source where state = 'failing' and is_paused = 0",
        row => new Matter(new(row.Text(0), row.Text(1)), "source_failing", row.Text(2), $"source {row.Text(2)} cannot be looked at: {row.TextOrNull(3)}", 1, row.Time(4), IsUrgent: true), ct);

    private static Task<List<Matter>> DeadAsync(Session session, CancellationToken ct) => session.QueryAsync(
        $"""
         select mission, environment, route, count(*), min(queued_at) from hub_delivery where state = {DeliveryState.Dead.ToString()} group by mission, environment, route
         """, row => new Matter(new(row.Text(0), row.Text(1)), "deliveries_dead", row.Text(2),
            $"route {row.Text(2)} gave up {(row.Number(3) == 1 ? "one delivery" : $"{row.Number(3)} deliveries")}", row.Number(3), row.Time(4), IsUrgent: true), ct);
}
