using System.Diagnostics.Metrics;

namespace Gantry.Hub;

/// <summary>Figures by source.</summary>
internal static class SourceMeters
{
    private static readonly Counter<long> _files = HubMeter.Meter.CreateCounter<long>("gantry.hub.source_files_taken", description: "Files taken from sources");
    private static readonly Counter<long> _bytes = HubMeter.Meter.CreateCounter<long>("gantry.hub.source_bytes_taken", "By", "Bytes taken from sources");
    private static readonly Counter<long> _failures = HubMeter.Meter.CreateCounter<long>("gantry.hub.source_failures", description: "Files that could not be taken, and looks that failed");
    private static readonly Histogram<double> _lag = HubMeter.Meter.CreateHistogram<double>("gantry.hub.source_lag", "s", "From a file's last change at its source to its being taken");

    public static void Took(SourceKey key, long bytes, TimeSpan? lag)
    {
        var tags = Tags(key);
        _files.Add(1, tags);
        _bytes.Add(bytes, tags);
        if (lag is { } time && time > TimeSpan.Zero)
            _lag.Record(time.TotalSeconds, tags);
    }

    public static void Failed(SourceKey key) => _failures.Add(1, Tags(key));

    private static KeyValuePair<string, object?>[] Tags(SourceKey key) =>
        [new("mission", key.Mission), new("environment", key.Environment), new("source", key.Name)];
}
