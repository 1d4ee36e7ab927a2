using System.Globalization;

namespace Gantry.Telemetry;

/// <summary>A time that is asked for: from a moment on, until before another.</summary>
internal readonly record struct Span(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan _usual = TimeSpan.FromHours(1);

    /// <summary>The last hour where nothing is said.</summary>
    public static Result<Span> Read(string? from, string? to, DateTimeOffset now)
    {
        var end = now + TimeSpan.FromSeconds(1);
        if (to is not null && !TryRead(to, out end))
            return TelemetryFaults.BadTime("to", to);
        var begin = end - _usual;
        if (from is not null && !TryRead(from, out begin))
            return TelemetryFaults.BadTime("from", from);
        return begin < end ? new Span(begin, end) : TelemetryFaults.EmptyTime(begin, end);
    }

    private static bool TryRead(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
