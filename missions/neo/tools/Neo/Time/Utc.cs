using System.Globalization;

namespace Neo.Time;

/// <summary>
/// Civil time as a day and the second in it, because a day may have 86,401 of them: 23:59:60 is a time like any other.
/// </summary>
public readonly record struct Utc(int Day, double Second) : IComparable<Utc>
{
    /// <summary>The day with its part, of a day as long as this one is.</summary>
    public double Mjd => Day + Second / LeapSeconds.DayLength(Day);

    public static Utc OfMjd(double mjd)
    {
        var day = (int)Math.Floor(mjd);
        return new(day, (mjd - day) * LeapSeconds.DayLength(day));
    }

    public Tt ToTt() => new(Day + (Second + LeapSeconds.TtMinusUtc(Day)) / 86_400);

    public Tdb ToTdb() => ToTt().ToTdb();

    public int CompareTo(Utc other) => Day != other.Day ? Day.CompareTo(other.Day) : Second.CompareTo(other.Second);

    public static bool operator <(Utc a, Utc b) => a.CompareTo(b) < 0;

    public static bool operator >(Utc a, Utc b) => a.CompareTo(b) > 0;

    public static bool operator <=(Utc a, Utc b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Utc a, Utc b) => a.CompareTo(b) >= 0;

    /// <summary>Reads <c>2026-11-21T03:04:05.678Z</c>, with or without a fraction and the Z, and a bare day.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Utc utc)
    {
        utc = default;
        text = text.Trim().TrimEnd('Z');
        if (!TryReadDay(text, out var day))
            return false;
        if (text.Length == 10)
        {
            utc = new(day, 0);
            return true;
        }
        if (text.Length < 19 || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || !TryReadNumber(text[11..13], out var hour) || !TryReadNumber(text[14..16], out var minute)
            || !char.IsAsciiDigit(text[17]) || !char.IsAsciiDigit(text[18])
            || !double.TryParse(text[17..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var second))
            return false;
        var inDay = hour * 3600 + minute * 60 + second;
        // A leap second is the sixty-first of the last minute, and of no other.
        if (hour > 23 || minute > 59 || second >= 61 || (second >= 60 && (hour * 60 + minute != 1439 || inDay >= LeapSeconds.DayLength(day))))
            return false;
        utc = new(day, inDay);
        return true;
    }

    public override string ToString() => ToString(3);

    public string ToString(int decimals)
    {
        var (day, second) = (Day, Math.Round(Second, decimals));
        if (second >= LeapSeconds.DayLength(day))
            (day, second) = (day + 1, 0);
        var minutes = Math.Min((int)(second / 60), 1439);
        var format = decimals > 0 ? "00." + new string('0', decimals) : "00";
        return string.Create(CultureInfo.InvariantCulture,
            $"{JulianDays.ToDate(day):yyyy-MM-dd}T{minutes / 60:00}:{minutes % 60:00}:{(second - minutes * 60).ToString(format, CultureInfo.InvariantCulture)}Z");
    }

    private static bool TryReadDay(ReadOnlySpan<char> text, out int day)
    {
        day = 0;
        return text.Length >= 10 && text[4] == '-' && text[7] == '-'
            && TryReadNumber(text[..4], out var year) && TryReadNumber(text[5..7], out var month) && TryReadNumber(text[8..10], out var dayOfMonth)
            && JulianDays.TryToMjd(year, month, dayOfMonth, out day);
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
