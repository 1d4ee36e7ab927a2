using System.Globalization;

namespace Gantry.Yaml;

/// <summary>Durations as people write them: a whole number and one of s, m, h, d. At most a million of any.</summary>
internal static class DurationText
{
    /// <summary>The same rule for JSON Schema, a little wider at the top end: an editor may let through what the check refuses.</summary>
    public const string Pattern = "^[0-9]{1,7}[smhd]$";

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length is < 2 or > 8
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > 1_000_000)
            return false;
        duration = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => TimeSpan.MinValue,
        };
        return duration != TimeSpan.MinValue;
    }
}
