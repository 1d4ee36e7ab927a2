using System.Globalization;

namespace Gantry.Cli;

/// <summary>Sizes, times and durations as people read them.</summary>
internal static class Units
{
    private static readonly string[] _sizes = ["kB", "MB", "GB", "TB", "PB"];

    public static string Size(long bytes)
    {
        if (bytes < 1000)
            return $"{bytes} B";
        var (size, unit) = (bytes / 1000.0, 0);
        while (size >= 999.95 && unit < _sizes.Length - 1)
            (size, unit) = (size / 1000, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {_sizes[unit]}");
    }

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Time(DateTimeOffset? time) => time is { } known ? Time(known) : null;

    /// <summary>To the millisecond, where the order of things matters.</summary>
    public static string Moment(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan span) => span.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");

    /// <summary>How long something took that may have taken days: two units are enough.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Duration(span),
        { TotalHours: < 1 } => Two(span.Minutes, "min", span.Seconds, "s"),
        { TotalDays: < 1 } => Two(span.Hours, "h", span.Minutes, "min"),
        _ => Two(span.Days, "d", span.Hours, "h"),
    };

    private static string Two(int large, string unit, int small, string smaller) => small == 0 ? $"{large} {unit}" : $"{large} {unit} {small} {smaller}";

    /// <summary>A digest's first digits; enough for every command that takes a release.</summary>
    public static string? Short(string? digest) => digest is { Length: > 12 } ? digest[..12] : digest;

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
