using System.Globalization;

namespace Gantry;

/// <summary>What a setting's value may be; each says what is wrong in words that follow the value, or null.</summary>
public static class Checks
{
    public static Func<string, string?> Number(int least, int most) => value =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? null
            : $"is not a whole number from {least} to {most}";

    public static string? Flag(string value) => bool.TryParse(value, out _) ? null : "is neither true nor false";

    public static string? Duration(string value) =>
        Durations.TryParse(value, out _) ? null : "is not a duration such as 90s, 15m, 12h or 30d";

    public static Func<string, string?> OneOf(params string[] words) => value =>
        words.Contains(value) ? null : $"is none of {string.Join(", ", words)}";

    public static string? Url(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? null : "is not an http or https address";
}

/// <summary>Durations as people write them: a whole number and one of s, m, h, d.</summary>
public static class Durations
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 2 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 1_000_000)
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
