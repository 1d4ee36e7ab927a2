using System.Globalization;

namespace Gantry;

/// <summary>Sizes as people write them: a whole number and one of B, kB, MB, GB, TB (thousands of one another).</summary>
public static class Sizes
{
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9)
            return false;
        var factor = text[digits..] switch
        {
            "B" => 1L,
            "kB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "TB" => 1_000_000_000_000,
            _ => 0,
        };
        var count = long.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture);
        if (factor == 0 || count > long.MaxValue / factor)
            return false;
        bytes = count * factor;
        return true;
    }

    public static long Parse(string text) =>
        TryParse(text, out var bytes) ? bytes : throw new FormatException($"'{text}' is not a size such as 500kB, 25MB or 2GB.");

    /// <summary>Says what is wrong with a size, in words that follow the value, or null.</summary>
    public static string? WrongWith(string text) => TryParse(text, out _) ? null : "is not a size such as 500kB, 25MB or 2GB";
}
