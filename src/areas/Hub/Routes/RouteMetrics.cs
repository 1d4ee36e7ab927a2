using System.Diagnostics.Metrics;

namespace Gantry.Hub;

/// <summary>How routes stand, as metrics show it; the backlog is looked up by the node that matches.</summary>
internal sealed class RouteMetrics
{
    private static readonly Counter<long> _attempts = HubMeter.Meter.CreateCounter<long>("gantry.hub.deliveries");
    private static readonly Counter<long> _bytes = HubMeter.Meter.CreateCounter<long>("gantry.hub.bytes_delivered", "By");

    // Every route that was ever seen with a backlog, so that its gauges fall to zero instead of standing still.
    private readonly Dictionary<RouteKey, RouteBacklog> _seen = [];
    private readonly Lock _gate = new();

    public RouteMetrics(TimeProvider clock)
    {
        HubMeter.Meter.CreateObservableGauge("gantry.hub.deliveries_waiting", () => Seen(f => f.Waiting + f.Sending));
        HubMeter.Meter.CreateObservableGauge("gantry.hub.deliveries_dead", () => Seen(f => f.Dead));
        HubMeter.Meter.CreateObservableGauge("gantry.hub.deliveries_oldest", () => Seen(f => f.Oldest is { } oldest ? (clock.GetUtcNow() - oldest).TotalSeconds : 0), "s");
    }

    public void Show(IReadOnlyList<(RouteKey Route, RouteBacklog Backlog)> backlog)
    {
        lock (_gate)
        {
            foreach (var route in _seen.Keys.ToList())
                _seen[route] = RouteBacklog.None;
            foreach (var (route, waiting) in backlog)
                _seen[route] = waiting;
        }
    }

    /// <summary>Counts an attempt and what came of it: delivered, failed or dead.</summary>
    public void Tried(RouteKey route, string outcome, long bytes)
    {
        _attempts.Add(1, [.. Tags(route), new("outcome", outcome)]);
        _bytes.Add(bytes, Tags(route));
    }

    private List<Measurement<double>> Seen(Func<RouteBacklog, double> figure)
    {
        lock (_gate)
            return [.. _seen.Select(pair => new Measurement<double>(figure(pair.Value), Tags(pair.Key)))];
    }

    private static KeyValuePair<string, object?>[] Tags(RouteKey route) =>
        [new("mission", route.Mission), new("environment", route.Environment), new("route", route.Name)];
}
