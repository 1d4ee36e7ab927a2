using System.Globalization;

namespace Gantry.Actions;

/// <summary>Round times along an axis, in UTC, given in seconds since 1970.</summary>
internal static class TimeTicks
{
    private const double Day = 86_400;

    private static readonly double[] _steps =
        [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, Day, 2 * Day, 5 * Day, 10 * Day];

    private static readonly int[] _months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000];

    public static IReadOnlyList<(double Value, string Text)> Between(double low, double high, int about)
    {
        var wanted = (high - low) / about;
        var step = _steps.FirstOrDefault(s => s >= wanted);
        return step > 0 && wanted <= 10 * Day ? [.. Even(low, high, step)] : [.. Months(low, high, wanted)];
    }

    /// <summary>A time to the second, as it stands beside an axis.</summary>
    public static string Whole(double seconds) => At(seconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static IEnumerable<(double, string)> Even(double low, double high, double step)
    {
        var first = Math.Ceiling(low / step);
        DateTime? before = null;
        for (var i = 0; (first + i) * step <= high && i < 100; i++)
        {
            var seconds = (first + i) * step;
            var time = At(seconds);
            // The day is written where it changes.
            var text = step >= Day ? time.ToString("MM-dd", CultureInfo.InvariantCulture)
                : time.TimeOfDay == TimeSpan.Zero || (before is { } b && b.Date != time.Date) ? time.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)
                : step >= 60 ? time.ToString("HH:mm", CultureInfo.InvariantCulture)
                : step >= 1 ? time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
                : time.ToString("mm:ss.FFFFFF", CultureInfo.InvariantCulture);
            before = time;
            yield return (seconds, text);
        }
    }

    private static IEnumerable<(double, string)> Months(double low, double high, double wanted)
    {
        var step = _months.FirstOrDefault(m => m * 30.4 * Day >= wanted, _months[^1]);
        var begin = At(low);
        // Years are counted from year 0, so that steps of ten years end in a nought.
        for (var month = ((begin.Year * 12) + begin.Month - 1) / step * step; month < 9999 * 12; month += step)
        {
            if (month < 12)
                continue;
            var time = new DateTime(month / 12, (month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
            var seconds = (time - DateTime.UnixEpoch).TotalSeconds;
            if (seconds > high)
                yield break;
            if (seconds >= low)
                yield return (seconds, time.ToString(step >= 12 ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture));
        }
    }

    private static DateTime At(double seconds) =>
        DateTime.UnixEpoch.AddTicks((long)Math.Round(Math.Clamp(seconds, -62_135_596_800, 253_402_300_799) * TimeSpan.TicksPerSecond));
}
