using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>The interface's Metrics: what there is, what was taken, and how fast things were published, from counts that are kept up as it happens.</summary>
internal static class MetricsSet
{
    private static readonly SqlText _kind = SqlText.Constant(
        "product_type || case when platform = '' then '' else '.' || platform end || case when serial = '' then '' else '.' || serial end");

    private static readonly SqlText _platform = SqlText.Constant("platform || case when serial = '' then '' else '.' || serial end");

    private static readonly PlainSet<Metric> _set = new(
        "Metrics",
        new("metrics", [new("Name", "name", FieldKind.Text), new("MetricType", "type", FieldKind.Text), new("Timestamp", "at", FieldKind.Instant)]),
        SqlText.Constant("type"), 5, SqlText.Constant("name, type, counted, gauge, at"),
        row => new(row.Text(0), row.Text(1), row.NumberOrNull(2), row.IsDBNull(3) ? null : row.GetDouble(3), row.Time(4)), Write);

    /// <summary>Counters and gauges, by their standard names.</summary>
    public static Task<IResult> ListAsync(HttpContext http, IDatabase database, TimeProvider clock, CancellationToken ct)
    {
        var (visible, now) = (ODataScope.Visible(http), clock.GetUtcNow());
        var today = now.ToUnixTimeMilliseconds() / Tally.DayMilliseconds;
        var firstOfMonth = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() / Tally.DayMilliseconds;
        SqlText[] metrics =
        [
            Counter(SqlText.Of($"{_kind} || '.size'"), "sum(bytes)", "hub_tally", visible, "product_type <> ''", "product_type, platform, serial"),
            Counter(SqlText.Of($"{_kind} || '.count'"), "sum(products)", "hub_tally", visible, "product_type <> ''", "product_type, platform, serial"),
            Counter(SqlText.Of($"{_platform} || '.size'"), "sum(bytes)", "hub_tally", visible, "platform <> ''", "platform, serial"),
            .. new[] { ("size", "bytes"), ("completed", "completed"), ("failed", "failed") }.Select(m => Counter(
                SqlText.Of($"'Download.' || {_kind} || '.' || taker || '.' || cast({m.Item1} as text)"), $"sum({m.Item2})", "hub_download", visible,
                "product_type <> ''", "product_type, platform, serial, taker")),
            .. Delays("Daily", today, visible),
            .. Delays("Monthly", firstOfMonth, visible),
        ];
        var table = SqlText.Of($"(select name, type, counted, gauge, cast({now} as bigint) as at from ({SqlText.Join(" union all ", metrics)}) kept) metrics");
        return _set.ListAsync(http, database, table, SqlText.Constant("1 = 1"), ct);
    }

    private static SqlText Counter(SqlText name, string sum, string table, SqlText visible, string where, string group) => SqlText.Of(
        $"""
         select {name} as name, 'Counter' as type, cast({SqlText.Constant(sum)} as bigint) as counted, cast(null as double precision) as gauge
         from {SqlText.Constant(table)} where {visible} and {SqlText.Constant(where)} group by {SqlText.Constant(group)}
         """);

    // In seconds, of what was published since the day's or the month's beginning (UTC).
    private static IEnumerable<SqlText> Delays(string period, long since, SqlText visible)
    {
        (string Name, string Value)[] figures = [("min", "min(delay_least)"), ("max", "max(delay_most)"), ("avg", "cast(sum(delay_sum) as double precision) / sum(timed)")];
        return figures.Select(figure => SqlText.Of(
            $"""
             select cast({"OriginToPublication." + period + "." + figure.Name + ".time."} as text) || {_kind} as name, 'Gauge' as type, cast(null as bigint) as counted,
                 cast({SqlText.Constant(figure.Value)} as double precision) / 1000 as gauge
             from hub_tally where {visible} and product_type <> '' and timed > 0 and day >= {since} group by product_type, platform, serial
             """));
    }

    private static void Write(Utf8JsonWriter json, Metric metric)
    {
        json.WriteStartObject();
        json.WriteString("Name", metric.Name);
        json.WriteString("Timestamp", Dates.Text(metric.At));
        json.WriteString("MetricType", metric.Type);
        if (metric.Count is { } count)
            json.WriteNumber("Count", count);
        if (metric.Gauge is { } gauge)
            json.WriteNumber("Gauge", gauge);
        json.WriteEndObject();
    }

    private sealed record Metric(string Name, string Type, long? Count, double? Gauge, DateTimeOffset At);
}
