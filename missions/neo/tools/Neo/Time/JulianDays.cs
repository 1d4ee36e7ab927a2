namespace Neo.Time;

/// <summary>Gregorian days as modified Julian dates.</summary>
public static class JulianDays
{
    private static readonly DateOnly _zero = new(1858, 11, 17);

    public static int ToMjd(DateOnly day) => day.DayNumber - _zero.DayNumber;

    public static bool TryToMjd(int year, int month, int day, out int mjd)
    {
        var isDay = year is > 0 and < 10_000 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        mjd = isDay ? ToMjd(new DateOnly(year, month, day)) : 0;
        return isDay;
    }

    public static DateOnly ToDate(int mjd) => DateOnly.FromDayNumber(Math.Clamp(mjd + _zero.DayNumber, 0, DateOnly.MaxValue.DayNumber));
}
