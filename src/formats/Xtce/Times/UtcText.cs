using System.Globalization;
using System.Numerics;

namespace Gantry.Xtce;

internal static class UtcText
{
    public static string Write(Instant instant)
    {
        var (day, second) = LeapSeconds.ToUtc(instant.Seconds);
        var number = day + LeapSeconds.DaysTo1958;
        if (number is < 0 or > 3_652_058)
            return Seconds(instant.Seconds, instant.Fraction) + " s TAI";
        var date = DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (hour, minute, rest) = second == 86_400 ? (23, 59, 60) : (second / 3600, second / 60 % 60, second % 60);
        return string.Create(CultureInfo.InvariantCulture, $"{date}T{hour:00}:{minute:00}:{rest:00}{Digits(instant.Fraction)}Z");
    }

    public static string Seconds(long seconds, ulong fraction)
    {
        // A negative length is a negative number of seconds and a positive part of one.
        if (seconds >= 0 || fraction == 0)
            return seconds.ToString(CultureInfo.InvariantCulture) + Digits(fraction);
        var whole = seconds + 1;
        return "-" + (-whole).ToString(CultureInfo.InvariantCulture) + Digits(unchecked(0 - fraction));
    }

    /// <summary>The digits after the point, to picoseconds.</summary>
    private static string Digits(ulong fraction)
    {
        var pico = (ulong)(((UInt128)fraction * 1_000_000_000_000 + (UInt128.One << 63)) >> 64);
        return pico is 0 or >= 1_000_000_000_000 ? "" : "." + pico.ToString("D12", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    /// <summary>Reads a date of UTC, with or without a time and a zone, to any number of digits.</summary>
    public static bool TryRead(string text, out Instant instant)
    {
        instant = default;
        text = text.Trim();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var fraction = 0UL;
        if (point >= 0)
        {
            var end = point + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            if (end == point + 1 || end - point > 40)
                return false;
            var digits = BigInteger.Parse(text.AsSpan(point + 1, end - point - 1), NumberStyles.None, CultureInfo.InvariantCulture);
            fraction = (ulong)((digits << 64) / BigInteger.Pow(10, end - point - 1));
            text = text[..point] + text[end..];
        }
        var isLeap = text.Contains(":60", StringComparison.Ordinal);
        if (isLeap)
            text = text.Replace(":60", ":59", StringComparison.Ordinal);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc))
            return false;
        instant = Instant.FromUtc(utc);
        instant = new(instant.Seconds + (isLeap ? 1 : 0), fraction);
        return true;
    }
}
