using System.Globalization;

namespace Gantry.Hub;

/// <summary>How the interfaces write a time: UTC, with whole milliseconds, so that what is compared is what is kept.</summary>
internal static class Dates
{
    /// <summary>What the field writes for "never".</summary>
    public const string Never = "9999-12-31T23:59:59.999Z";

    /// <summary>What stands for "from the beginning".</summary>
    public const string Beginning = "0001-01-01T00:00:00.000Z";

    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
