using System.Diagnostics.Metrics;

namespace Gantry.Hub;

/// <summary>What the intake counts.</summary>
internal static class IntakeFigures
{
    public static readonly Counter<long> Published = HubMeter.Meter.CreateCounter<long>("gantry.hub.products_published");
    public static readonly Counter<long> Bytes = HubMeter.Meter.CreateCounter<long>("gantry.hub.bytes_taken_in", "By");
    public static readonly Counter<long> Refused = HubMeter.Meter.CreateCounter<long>("gantry.hub.arrivals_refused");
    public static readonly Counter<long> Quarantined = HubMeter.Meter.CreateCounter<long>("gantry.hub.arrivals_quarantined");
    public static readonly Counter<long> Waiting = HubMeter.Meter.CreateCounter<long>("gantry.hub.arrivals_kept_waiting");
}
