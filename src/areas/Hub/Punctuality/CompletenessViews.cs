using Gantry.Api;

namespace Gantry.Hub;

/// <summary>Shows what came of each type on each day, beside what had to come.</summary>
internal sealed class CompletenessViews(PunctualityBook book, PunctualityStore store, TimeProvider clock)
{
    public const int MostDays = 62;

    public async Task<CompletenessView> OfAsync(Scope scope, int days, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var first = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - days);
        var (rules, known) = (await book.StandingAsync(scope.Mission!, scope.Environment!, ct), await store.KnownAsync(ct));
        var counted = await store.DaysAsync(scope, first, ct);
        return new(first, days, [.. rules.Select(rule =>
        {
            var watched = known.GetValueOrDefault((scope, rule.Type)) is { } pace && pace.Words == rule.Words ? pace.WatchedSince : (DateTimeOffset?)null;
            return new CompletenessRow(rule.Type, rule.ExpectedInWords, rule.Timeliness?.TotalSeconds, watched,
                [.. Enumerable.Range(0, days).Select(i => Cell(rule, watched, first.AddDays(i), now, counted.GetValueOrDefault((rule.Type, first.AddDays(i)))))]);
        })]);
    }

    private static CompletenessCell Cell(PunctualityRule rule, DateTimeOffset? watched, DateOnly day, DateTimeOffset now, (long Published, long Late) came)
    {
        var due = rule.Expected is null ? (long?)null : DueOn(rule, watched, day, now);
        var missing = due is { } must ? Math.Max(0, must - came.Published) : (long?)null;
        var state = missing > 0 ? "missing" : came.Late > 0 ? "late" : came.Published > 0 ? "complete" : "none";
        return new(came.Published, came.Late, due, missing, state);
    }

    /// <summary>How many must have come on a day, as far as it was watched and is over; what comes a little later is not missing yet.</summary>
    public static long DueOn(PunctualityRule rule, DateTimeOffset? watched, DateOnly day, DateTimeOffset now)
    {
        var from = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var until = Earlier(from.AddDays(1), now - rule.Slack);
        if (watched is null || rule.Expected is not { } rate)
            return 0;
        if (watched > from)
            from = watched.Value;
        return until > from ? (long)(rate.Count * ((until - from) / rate.Per)) : 0;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
