using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.Hub;

/// <summary>Sizes as people write them: <c>500 kB</c>, <c>10 MB</c>, <c>2 GiB</c>.</summary>
internal static partial class ByteCount
{
    public static bool TryRead(string text, out long bytes)
    {
        bytes = 0;
        var match = Pattern().Match(text);
        if (!match.Success)
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
        bytes = count is >= 1 and <= 1e15m ? (long)count : 0;
        return bytes > 0;
    }

    [GeneratedRegex(@"\A([0-9]{1,9}(?:\.[0-9]{1,3})?) ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)\z")]
    private static partial Regex Pattern();
}
