using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Gantry.Operations;

/// <summary>Every figure of the process (System.Diagnostics.Metrics) as Prometheus reads it (text format 0.0.4).</summary>
internal sealed class Scrape : IDisposable
{
    /// <summary>Seconds, and what is counted in other units has instruments of its own; enough to see a slow tail.</summary>
    private static readonly double[] _bounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60];

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();
    private readonly MeterListener _listener = new();

    public Scrape()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Gantry", StringComparison.Ordinal)
                || instrument.Meter.Name.StartsWith("Microsoft.AspNetCore.Hosting", StringComparison.Ordinal)
                || instrument.Meter.Name.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal)
                || instrument.Meter.Name is "System.Runtime" or "Npgsql")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<float>((i, v, tags, _) => Record(i, v, tags));
        _listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Record(i, v, tags));
        _listener.Start();
    }

    public string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var instrument in _series.GroupBy(s => s.Key.Instrument).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var (name, kind) = (NameOf(instrument.Key), KindOf(instrument.Key));
            text.Append("# HELP ").Append(name).Append(' ').AppendLine(Escape(instrument.Key.Description ?? instrument.Key.Name));
            text.Append("# TYPE ").Append(name).Append(' ').AppendLine(kind);
            foreach (var (key, series) in instrument.OrderBy(s => s.Key.Labels, StringComparer.Ordinal))
                series.Write(text, name, key.Labels, kind);
        }
        return text.Replace("\r", "").ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _series.GetOrAdd((instrument, LabelsOf(tags)), static _ => new());
        // What is observed, and a gauge, says where it stands; everything else says by how much it changed.
        if (instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal))
            series.Set(value);
        else
            series.Add(value);
    }

    private static string KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        if (type.StartsWith("Histogram", StringComparison.Ordinal))
            return "histogram";
        return type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal)
            ? "counter"
            : "gauge";
    }

    private static string NameOf(Instrument instrument)
    {
        var name = new StringBuilder();
        foreach (var letter in instrument.Name)
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        if (instrument.Unit is "s")
            name.Append("_seconds");
        if (instrument.Unit is "By")
            name.Append("_bytes");
        return KindOf(instrument) == "counter" ? name.Append("_total").ToString() : name.ToString();
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
            return "";
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
            labels[string.Concat(key.Select(l => char.IsAsciiLetterOrDigit(l) ? l : '_'))] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return string.Join(',', labels.Select(l => $"{l.Key}=\"{Escape(l.Value)}\""));
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>One instrument with one set of labels.</summary>
    private sealed class Series
    {
        private readonly Lock _lock = new();
        private readonly long[] _buckets = new long[_bounds.Length];
        private double _sum;
        private long _count;

        public void Set(double value)
        {
            lock (_lock)
                _sum = value;
        }

        public void Add(double value)
        {
            lock (_lock)
            {
                _count++;
                _sum += value;
                for (var i = 0; i < _bounds.Length; i++)
                    _buckets[i] += value <= _bounds[i] ? 1 : 0;
            }
        }

        public void Write(StringBuilder text, string name, string labels, string kind)
        {
            lock (_lock)
            {
                if (kind != "histogram")
                {
                    Line(text, name, labels, _sum);
                    return;
                }
                var separator = labels.Length == 0 ? "" : ",";
                for (var i = 0; i < _bounds.Length; i++)
                    Line(text, name + "_bucket", $"{labels}{separator}le=\"{_bounds[i].ToString(CultureInfo.InvariantCulture)}\"", _buckets[i]);
                Line(text, name + "_bucket", $"{labels}{separator}le=\"+Inf\"", _count);
                Line(text, name + "_sum", labels, _sum);
                Line(text, name + "_count", labels, _count);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
