namespace Gantry.Xtce;

/// <summary>
/// What TAI is ahead of UTC. Before 1972, when UTC was steered by fractions, it is taken to be 10 s. A leap second announced
/// later is added by <see cref="Add"/>, for programs outlive tables.
/// </summary>
public static class LeapSeconds
{
    internal const long DaysTo1958 = 714_779;

    // Each at the beginning of a day: days since 1958-01-01, and the seconds TAI is ahead from then on.
    private static volatile (long Day, long Ahead)[] _table =
    [
        (Day(1972, 1), 10), (Day(1972, 7), 11), (Day(1973, 1), 12), (Day(1974, 1), 13), (Day(1975, 1), 14), (Day(1976, 1), 15), (Day(1977, 1), 16),
        (Day(1978, 1), 17), (Day(1979, 1), 18), (Day(1980, 1), 19), (Day(1981, 7), 20), (Day(1982, 7), 21), (Day(1983, 7), 22), (Day(1985, 7), 23),
        (Day(1988, 1), 24), (Day(1990, 1), 25), (Day(1991, 1), 26), (Day(1992, 7), 27), (Day(1993, 7), 28), (Day(1994, 7), 29), (Day(1996, 1), 30),
        (Day(1997, 7), 31), (Day(1999, 1), 32), (Day(2006, 1), 33), (Day(2009, 1), 34), (Day(2012, 7), 35), (Day(2015, 7), 36), (Day(2017, 1), 37),
    ];

    /// <summary>Takes note that TAI is so many seconds ahead from a day on, which must come after all days known.</summary>
    public static bool Add(DateOnly from, int secondsAhead)
    {
        var day = from.DayNumber - DaysTo1958;
        var known = _table;
        if (day <= known[^1].Day)
            return false;
        _table = [.. known, (day, secondsAhead)];
        return true;
    }

    /// <summary>Seconds of TAI since 1958 for a day of UTC, counted from 1958-01-01, and a second of it.</summary>
    public static long FromUtc(long day, long second) => unchecked(day * 86_400 + second + Ahead(day));

    /// <summary>The day and the second of it, which is 86,400 in a leap second.</summary>
    public static (long Day, long Second) ToUtc(long tai)
    {
        var table = _table;
        for (var i = table.Length - 1; i >= 0; i--)
        {
            var begin = table[i].Day * 86_400 + table[i].Ahead;
            if (tai >= begin)
                return Split(tai - table[i].Ahead);
            var before = i == 0 ? 10 : table[i - 1].Ahead;
            // Between the end of the day before and this beginning lie the seconds that were put in.
            if (tai >= table[i].Day * 86_400 + before)
                return (table[i].Day - 1, 86_400);
        }
        return Split(unchecked(tai - 10));
    }

    private static long Ahead(long day)
    {
        var table = _table;
        for (var i = table.Length - 1; i >= 0; i--)
        {
            if (day >= table[i].Day)
                return table[i].Ahead;
        }
        return 10;
    }

    private static (long Day, long Second) Split(long seconds)
    {
        var day = Math.DivRem(seconds, 86_400, out var second);
        return second < 0 ? (day - 1, second + 86_400) : (day, second);
    }

    private static long Day(int year, int month) => new DateOnly(year, month, 1).DayNumber - DaysTo1958;
}
