using Gantry.Schedules;

namespace Gantry.Hub;

/// <summary>When a source is looked at: every so often, or at the times of a cron line.</summary>
internal sealed record Timetable(TimeSpan Every, Cron? At)
{
    private static readonly TimeSpan _longestBackoff = TimeSpan.FromMinutes(5);

    /// <summary>The next look after one that ended now; later and later, up to a limit, the more of them failed in a row.</summary>
    public DateTimeOffset After(DateTimeOffset now, int failures)
    {
        if (At is not null && failures == 0)
            return At.After(now) ?? DateTimeOffset.MaxValue;
        if (failures == 0)
            return now + Every;
        var backoff = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 20)));
        backoff = backoff < _longestBackoff ? backoff : _longestBackoff;
        var regular = At?.After(now) ?? now + Every;
        // A source that is down is asked no more often than one that is up, and at the latest after the limit.
        return At is null && backoff < Every ? now + Every : Earlier(now + backoff, At is null ? DateTimeOffset.MaxValue : regular);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
