using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry;

/// <summary>Sizes as people write them: <c>500kB</c>, <c>10 MB</c>, <c>1.5 GB</c> (thousands of one another) and <c>2 GiB</c> (1024 of one another).</summary>
public static partial class Sizes
{
    private const decimal Most = 1e15m;

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (Pattern().Match(text) is not { Success: true } match)
            return false;
        var unit = match.Groups[2].Value switch
        {
            "B" => 1m,
            "kB" => 1e3m,
            "MB" => 1e6m,
            "GB" => 1e9m,
            "TB" => 1e12m,
            "KiB" => 1024m,
            "MiB" => 1024m * 1024,
            "GiB" => 1024m * 1024 * 1024,
            _ => 1024m * 1024 * 1024 * 1024,
        };
        var count = decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
        bytes = count <= Most ? (long)count : 0;
        return count <= Most;
    }

    public static long Parse(string text) =>
        TryParse(text, out var bytes) ? bytes : throw new FormatException($"'{text}' {WrongWith(text)}.");

    /// <summary>Says what is wrong with a size, in words that follow the value, or null.</summary>
    public static string? WrongWith(string text) => TryParse(text, out _) ? null : "is not a size such as 500kB, 25MB or 2GiB";

    [GeneratedRegex(@"\A([0-9]{1,9}(?:\.[0-9]{1,3})?) ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)\z")]
    private static partial Regex Pattern();
}
