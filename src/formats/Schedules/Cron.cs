using System.Globalization;

namespace Gantry.Schedules;

/// <summary>
/// Five fields as cron reads them: minute, hour, day of the month, month, day of the week (0 or 7 is Sunday), each
/// <c>*</c>, a number, a range, a list, with <c>/</c> and a step. Of two restricted day fields either is enough.
/// </summary>
public sealed class Cron
{
    private static readonly (string Name, int Least, int Most)[] _fields =
        [("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12), ("day of the week", 0, 7)];

    // Longer than from one 29 February to the next, around a year such as 2100.
    private const int DaysLookedAhead = 366 * 9;

    private readonly bool[][] _allowed;
    private readonly bool _eitherDay;

    private Cron(bool[][] allowed, bool eitherDay) => (_allowed, _eitherDay) = (allowed, eitherDay);

    /// <summary>Reads the five fields; what is wrong with them is said in words.</summary>
    public static string? TryParse(string text, out Cron? cron)
    {
        cron = null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
            return $"there are five fields (minute, hour, day of the month, month, day of the week), not {parts.Length}";
        var allowed = new bool[5][];
        for (var i = 0; i < 5; i++)
        {
            allowed[i] = new bool[_fields[i].Most + 1];
            foreach (var item in parts[i].Split(','))
            {
                if (!TryAllow(item, _fields[i].Least, _fields[i].Most, allowed[i]))
                    return $"'{item}' is no {_fields[i].Name}: *, or numbers from {_fields[i].Least} to {_fields[i].Most}, as 5, 1-5 or */10";
            }
        }
        allowed[4][0] |= allowed[4][7];
        var made = new Cron(allowed, parts[2][0] != '*' && parts[4][0] != '*');
        if (made.After(DateTimeOffset.UnixEpoch) is null)
            return "no day is ever like this";
        cron = made;
        return null;
    }

    /// <summary>The next time after this one, read in UTC.</summary>
    public DateTimeOffset? After(DateTimeOffset time) => After(time, TimeZoneInfo.Utc);

    /// <summary>
    /// The next time after this one, read on the clocks of a zone. What falls into the hour that is skipped in spring comes
    /// when that hour would have been over; what falls into the hour that
    /// comes twice in autumn comes once, unless it is wanted at every hour.
    /// </summary>
    public DateTimeOffset? After(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        // The doubled hour lies behind clocks that have just been put back.
        var from = zone.SupportsDaylightSavingTime ? local.AddHours(-3) : local;
        DateTimeOffset? best = null;
        foreach (var candidate in LocalAfter(from))
        {
            var moments = Moments(candidate, zone);
            if (best is not null && moments[0] >= best)
                break;
            foreach (var moment in moments)
            {
                if (moment > time && (best is null || moment < best))
                    best = moment;
            }
        }
        return best;
    }

    // What is done at every hour is done in both hours of the same name; what has its hour is done in the first.
    private DateTimeOffset[] Moments(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (!zone.IsAmbiguousTime(local))
            return [new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()];
        var moments = zone.GetAmbiguousTimeOffsets(local).OrderDescending().Select(offset => new DateTimeOffset(local, offset).ToUniversalTime()).ToArray();
        return _allowed[1].All(allowed => allowed) ? moments : moments[..1];
    }

    private IEnumerable<DateTime> LocalAfter(DateTime local)
    {
        var at = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified).AddMinutes(1);
        for (var day = 0; day < DaysLookedAhead; day++, at = at.Date.AddDays(1))
        {
            if (!IsDay(at))
                continue;
            for (; ; at = at.AddMinutes(1))
            {
                if (_allowed[1][at.Hour] && _allowed[0][at.Minute])
                    yield return at;
                if (at is { Hour: 23, Minute: 59 })
                    break;
            }
        }
    }

    private bool IsDay(DateTime day)
    {
        var (ofMonth, ofWeek) = (_allowed[2][day.Day], _allowed[4][(int)day.DayOfWeek]);
        return _allowed[3][day.Month] && (_eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private static bool TryAllow(string item, int least, int most, bool[] allowed)
    {
        var step = 1;
        if (item.Split('/') is [var range, var every])
        {
            if (!TryNumber(every, 1, most, out step))
                return false;
            item = range;
        }
        var (from, to) = (least, most);
        if (item != "*")
        {
            var ends = item.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], least, most, out from))
                return false;
            to = step > 1 && ends.Length == 1 ? most : from;
            if (ends.Length == 2 && !TryNumber(ends[1], from, most, out to))
                return false;
        }
        for (var value = from; value <= to; value += step)
            allowed[value] = true;
        return true;
    }

    private static bool TryNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
