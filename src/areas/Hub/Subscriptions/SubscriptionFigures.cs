namespace Gantry.Hub;

/// <summary>How subscriptions stand, as metrics show it; looked up now and then by the node that tidies.</summary>
internal sealed class SubscriptionFigures
{
    private volatile PushFigures? _seen;

    public SubscriptionFigures(TimeProvider clock)
    {
        HubMeter.Meter.CreateObservableGauge("gantry.hub.subscriptions_parked", () => Seen(f => (double)f.Parked));
        HubMeter.Meter.CreateObservableGauge("gantry.hub.notifications_waiting", () => Seen(f => (double)f.Waiting));
        HubMeter.Meter.CreateObservableGauge("gantry.hub.notifications_oldest", () => Seen(f => f.Oldest is { } oldest ? (clock.GetUtcNow() - oldest).TotalSeconds : 0), "s");
    }

    public void Show(PushFigures? figures) => _seen = figures;

    private IEnumerable<System.Diagnostics.Metrics.Measurement<double>> Seen(Func<PushFigures, double> figure) =>
        _seen is { } seen ? [new(figure(seen))] : [];
}
