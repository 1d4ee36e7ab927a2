using System.Globalization;

namespace Neo.Astrometry;

/// <summary>
/// Hours or degrees, minutes and seconds in a field of fixed width, with whatever precision there is:
/// <c>21 33 58.060</c>, <c>01 15.0     </c>, <c>-00 00      </c>.
/// </summary>
internal static class Sexagesimal
{
    /// <summary>The value in units of the first part, and the size of its last digit in sixtieths of sixtieths.</summary>
    public static bool TryRead(ReadOnlySpan<char> field, double limit, out double value, out double precision)
    {
        (value, precision) = (0, 0);
        if (field.Length < 5 || field[2] != ' ' || !TryWhole(field[..2], out var first))
            return false;
        var rest = field[3..].TrimEnd(' ');
        if (rest.Length < 2)
            return false;
        if (rest.Length > 2 && rest[2] == ' ')
        {
            if (!TryWhole(rest[..2], out var minutes) || !TryPart(rest[3..], out var seconds, out var decimals))
                return false;
            value = first + (minutes + seconds / 60) / 60;
            precision = Math.Pow(10, -decimals);
            return minutes < 60 && seconds < 60 && value <= limit;
        }
        if (!TryPart(rest, out var wholeMinutes, out var places))
            return false;
        value = first + wholeMinutes / 60;
        precision = 60 * Math.Pow(10, -places);
        return wholeMinutes < 60 && value <= limit;
    }

    /// <summary>The same text again, padded to a width; <paramref name="wrapAt"/> is where the first part begins anew (24 h).</summary>
    public static string Write(double value, double precision, int width, double wrapAt)
    {
        var inMinutes = precision >= 6 || Math.Abs(precision - 0.6) < 1e-9 || Math.Abs(precision - 0.06) < 1e-9;
        var unit = inMinutes ? precision / 60 : precision;
        var decimals = Math.Clamp((int)Math.Round(-Math.Log10(unit)), 0, 4);
        var perUnit = (inMinutes ? 60 : 3600) * Math.Pow(10, decimals);
        var ticks = (long)Math.Round(value * perUnit);
        var perFirst = (long)perUnit;
        if (ticks >= (long)wrapAt * perFirst)
            ticks -= (long)wrapAt * perFirst;
        var (first, rest) = (ticks / perFirst, ticks % perFirst);
        var scale = (long)Math.Pow(10, decimals);
        var text = inMinutes
            ? $"{first:00} {Fixed(rest, scale, decimals)}"
            : $"{first:00} {rest / (60 * scale):00} {Fixed(rest % (60 * scale), scale, decimals)}";
        return text.PadRight(width);
    }

    private static string Fixed(long ticks, long scale, int decimals) =>
        decimals == 0 ? $"{ticks:00}" : $"{ticks / scale:00}.{(ticks % scale).ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0')}";

    private static bool TryWhole(ReadOnlySpan<char> text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    // Two digits, and a point with decimals if there is more.
    private static bool TryPart(ReadOnlySpan<char> text, out double value, out int decimals)
    {
        decimals = Math.Max(text.Length - 3, 0);
        value = 0;
        return text.Length >= 2 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && (text.Length == 2 || text[2] == '.')
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }
}
