using System.Globalization;

namespace Gantry.Ccsds;

/// <summary>
/// How far TAI is ahead of UTC, day by day: data that comes anew when a leap second is announced. Before 1972, when the
/// difference was no whole number, the first one is used.
/// </summary>
public sealed class LeapSeconds
{
    private const int DaysFrom1900 = 21_184;

    private readonly (int Day, int Offset)[] _steps;

    private LeapSeconds((int Day, int Offset)[] steps) => _steps = steps;

    /// <summary>All that had been announced in 2026.</summary>
    public static LeapSeconds Known { get; } = new(
    [
        (5_113, 10), (5_295, 11), (5_479, 12), (5_844, 13), (6_209, 14), (6_574, 15), (6_940, 16), (7_305, 17), (7_670, 18), (8_035, 19),
        (8_582, 20), (8_947, 21), (9_312, 22), (10_043, 23), (10_957, 24), (11_688, 25), (12_053, 26), (12_600, 27), (12_965, 28), (13_330, 29),
        (13_879, 30), (14_426, 31), (14_975, 32), (17_532, 33), (18_628, 34), (19_905, 35), (21_000, 36), (21_550, 37),
    ]);

    /// <summary>Reads the list that IERS and NIST publish (leap-seconds.list): seconds since 1900 and the difference, a line each.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="problem">The line and what is wrong with it, when it is refused.</param>
    public static LeapSeconds? Parse(string text, out string? problem)
    {
        var steps = new List<(int Day, int Offset)>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var said = line.Split('#')[0].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (said.Length == 0)
                continue;
            if (said.Length != 2 || !long.TryParse(said[0], NumberStyles.None, CultureInfo.InvariantCulture, out var since)
                || !int.TryParse(said[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                || since % UtcTime.SecondsPerDay != 0 || since / UtcTime.SecondsPerDay > int.MaxValue || offset > 1_000)
            {
                problem = $"line {number}: expected the seconds since 1900 of a midnight and the difference in seconds, as in '3692217600 37'";
                return null;
            }
            var step = ((int)(since / UtcTime.SecondsPerDay) - DaysFrom1900, offset);
            if (steps.Count > 0 && (step.Item1 <= steps[^1].Day || Math.Abs(step.offset - steps[^1].Offset) != 1))
            {
                problem = $"line {number}: each line is later than the one before, and the difference changes by one second";
                return null;
            }
            steps.Add(step);
        }
        problem = steps.Count == 0 ? "there is no line with a difference in it" : null;
        return problem is null ? new([.. steps]) : null;
    }

    /// <summary>How many seconds TAI is ahead on a day, counted from 1958-01-01.</summary>
    public int OffsetOn(int day)
    {
        var i = _steps.Length - 1;
        while (i > 0 && day < _steps[i].Day)
            i--;
        return _steps[i].Offset;
    }

    public TaiTime ToTai(UtcTime time)
    {
        var seconds = Math.DivRem(time.Picoseconds, TaiTime.PicosecondsPerSecond, out var rest);
        if (rest < 0)
            (seconds, rest) = (seconds - 1, rest + TaiTime.PicosecondsPerSecond);
        return TaiTime.FromPicoseconds((long)time.Day * UtcTime.SecondsPerDay + seconds + OffsetOn(time.Day), rest);
    }

    /// <summary>The time of day, cut to whole picoseconds. Days that no number can hold become the first or the last one.</summary>
    public UtcTime ToUtc(TaiTime time)
    {
        var i = _steps.Length - 1;
        while (i > 0 && time.Seconds < Start(i))
            i--;
        var seconds = time.Seconds - _steps[i].Offset;
        var day = (seconds - Modulo(seconds)) / UtcTime.SecondsPerDay;
        // Between the end of the usual day and the beginning of the next one.
        if (i + 1 < _steps.Length && day >= _steps[i + 1].Day)
            day = _steps[i + 1].Day - 1;
        if (day is < int.MinValue or > int.MaxValue)
            return day < 0 ? new(int.MinValue, 0) : new(int.MaxValue, 0);
        return new((int)day, (seconds - day * UtcTime.SecondsPerDay) * TaiTime.PicosecondsPerSecond + time.Picosecond);
    }

    private long Start(int step) => (long)_steps[step].Day * UtcTime.SecondsPerDay + _steps[step].Offset;

    private static long Modulo(long seconds) => (seconds % UtcTime.SecondsPerDay + UtcTime.SecondsPerDay) % UtcTime.SecondsPerDay;
}
