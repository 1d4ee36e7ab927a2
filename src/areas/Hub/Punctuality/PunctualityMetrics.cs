using System.Diagnostics.Metrics;

namespace Gantry.Hub;

/// <summary>Punctuality as metrics show it, on the node that judges.</summary>
internal sealed class PunctualityMetrics
{
    private IReadOnlyList<Judged> _judged = [];

    public PunctualityMetrics()
    {
        HubMeter.Meter.CreateObservableGauge("gantry.hub.type_published", () => All(j => j.Figures.Published));
        HubMeter.Meter.CreateObservableGauge("gantry.hub.type_late", () => All(j => j.Figures.Late));
        HubMeter.Meter.CreateObservableGauge("gantry.hub.type_missing", () => All(j => j.Missing));
        HubMeter.Meter.CreateObservableGauge("gantry.hub.type_behind", () => All(j => j.Known.Pace.IsBehind ? 1 : 0));
    }

    /// <summary>Shows these; nothing when the duty is another node's.</summary>
    public void Show(IReadOnlyList<Judged> judged) => Volatile.Write(ref _judged, judged);

    private IEnumerable<Measurement<long>> All(Func<Judged, long> figure) =>
        Volatile.Read(ref _judged).Select(judged => new Measurement<long>(figure(judged), Tags(judged.Rule)));

    private static KeyValuePair<string, object?>[] Tags(PunctualityRule rule) =>
        [new("mission", rule.Mission), new("environment", rule.Environment), new("type", rule.Type)];
}
