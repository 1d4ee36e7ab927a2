using System.Globalization;

namespace Gantry.Eof;

/// <summary>
/// A time in an Earth Observation File or its name. "From the beginning" and "no end" are written as dates there and are
/// none: they are told apart here, before anything that reads dates sees them.
/// </summary>
/// <param name="At">The time; null when it is open.</param>
/// <param name="IsOpen">Whether it stands for the beginning of time or for no end.</param>
public readonly record struct EofInstant(DateTimeOffset? At, bool IsOpen)
{
    public static readonly EofInstant Open = new(null, true);

    private static readonly string[] _inHeaders =
        ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.f", "yyyy-MM-dd'T'HH:mm:ss.ff", "yyyy-MM-dd'T'HH:mm:ss.fff",
         "yyyy-MM-dd'T'HH:mm:ss.ffff", "yyyy-MM-dd'T'HH:mm:ss.fffff", "yyyy-MM-dd'T'HH:mm:ss.ffffff", "yyyyMMdd'T'HHmmss"];

    /// <summary>
    /// Reads <c>UTC=2017-12-13T10:27:37</c>, with or without the prefix, a fraction and a Z, the short form of names
    /// <c>20171213T102737</c>, and the open ones <c>9999-99-99T99:99:99</c>, <c>0000-00-00T00:00:00</c>,
    /// <c>99999999T999999</c> and <c>00000000T000000</c>. TAI and UT1 are other scales and refused.
    /// </summary>
    public static bool TryParse(string text, out EofInstant instant)
    {
        instant = default;
        var time = text.AsSpan().Trim();
        if (time.StartsWith("UTC=", StringComparison.OrdinalIgnoreCase))
            time = time[4..];
        time = time.TrimEnd('Z');
        if (time.Length is < 15 or > 26)
            return false;
        if (IsOpenTime(time))
        {
            instant = Open;
            return true;
        }
        if (!DateTime.TryParseExact(time, _inHeaders, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return false;
        instant = new(new DateTimeOffset(at, TimeSpan.Zero), false);
        return true;
    }

    // 9999-12-31 is a real date, and means the same to those who could not write the other.
    private static bool IsOpenTime(ReadOnlySpan<char> time) =>
        AllDigitsAre(time, '9') || AllDigitsAre(time, '0') || time.StartsWith("9999-12-31T") || time.StartsWith("99991231T");

    private static bool AllDigitsAre(ReadOnlySpan<char> time, char digit)
    {
        foreach (var letter in time)
        {
            if (letter != digit && letter is not ('-' or ':' or 'T' or '.'))
                return false;
        }
        return true;
    }
}
