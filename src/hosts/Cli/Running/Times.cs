using System.Globalization;

namespace Gantry.Cli;

/// <summary>A time to come, as people write it: a date, a date and time in UTC, or how long from now.</summary>
internal static class Times
{
    public const string Words = "A date or time in UTC (2031-04-05, 2031-04-05T12:00Z), or how long from now (30d, 12h)";

    public const string PastWords = "A date or time in UTC (2026-11-20, 2026-11-20T06:00Z), or how long ago (7d, 12h)";

    /// <summary>A time that is over.</summary>
    public static DateTimeOffset? ReadPast(string? text, TimeProvider clock) =>
        text is not null && Durations.TryParse(text, out var ago) ? clock.GetUtcNow() - ago : Read(text, clock);

    public static DateTimeOffset? Read(string? text, TimeProvider clock)
    {
        if (text is null)
            return null;
        if (Durations.TryParse(text, out var fromNow))
            return clock.GetUtcNow() + fromNow;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new UsageException($"'{text}' is not a time. {Words}.");
    }
}
