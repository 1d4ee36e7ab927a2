namespace Gantry.Hub;

/// <summary>A type, what was published of it, and how it stands.</summary>
internal sealed record Judged(PunctualityRule Rule, PaceFigures Figures, KnownPace Known, DateTimeOffset At)
{
    public TimeSpan Watched => At - Known.WatchedSince;

    public long Due => Rule.Due(Watched);

    public long Missing => Math.Max(0, Due - Figures.Published);
}

/// <summary>Judges each type against its rule, and tells the journal of those that fell behind or caught up.</summary>
internal sealed class PunctualityJudge(IDatabase database, PunctualityStore store, TimeProvider clock)
{
    public async Task<IReadOnlyList<Judged>> JudgeAsync(IReadOnlyList<PunctualityRule> rules, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var judged = new List<Judged>();
        var changes = new List<Func<UnitOfWork, Task>>();
        var (figures, known) = (await store.FiguresAsync(rules, now, ct), await store.KnownAsync(ct));
        foreach (var rule in rules)
        {
            if (!known.Remove((rule.Scope, rule.Type), out var before) || before.Words != rule.Words)
            {
                before = new(rule.Words, now, default, now, null);
                changes.Add(work => PunctualityStore.WatchAsync(work, rule, now, ct));
            }
            var seen = figures.GetValueOrDefault((rule.Scope, rule.Type), PaceFigures.None);
            var after = After(rule, before, seen, now);
            if (after != before)
                changes.Add(work => ChangeAsync(work, before, new(rule, seen, after, now), ct));
            judged.Add(new(rule, seen, after, now));
        }
        foreach (var (scope, type) in known.Keys)
            changes.Add(work => PunctualityStore.ForgetAsync(work, scope, type, ct));
        if (changes.Count > 0)
        {
            await database.WriteAsync(async work =>
            {
                foreach (var change in changes)
                    await change(work);
            }, ct);
        }
        return judged;
    }

    // The reason is kept as it was when the type fell behind, or it would change with every file that comes.
    private static KnownPace After(PunctualityRule rule, KnownPace before, PaceFigures figures, DateTimeOffset now)
    {
        var watched = now - before.WatchedSince;
        var pace = before.Pace.Next(rule, figures, watched);
        return pace == before.Pace ? before : before with
        {
            Pace = pace, Reason = pace.Reason(rule, figures, watched), Since = pace.IsBehind == before.Pace.IsBehind ? before.Since : now,
        };
    }

    // Of two nodes that judge at the same time, because one was slow to notice that the duty is no longer its own, one tells.
    private static async Task ChangeAsync(UnitOfWork work, KnownPace before, Judged now, CancellationToken ct)
    {
        var (rule, figures, after) = (now.Rule, now.Figures, now.Known);
        if (!await PunctualityStore.SetAsync(work, rule, before.Pace, after, ct) || before.Pace.IsBehind == after.Pace.IsBehind)
            return;
        work.Tell(after.Pace.IsBehind
            ? Entry.Of(PunctualityKinds.FellBehind, rule.Scope, rule.Subject, "hub", new { rule.Type, after.Reason, figures.Published, now.Due, figures.Late })
            : Entry.Of(PunctualityKinds.CaughtUp, rule.Scope, rule.Subject, "hub", new { rule.Type, behindSince = before.Since, figures.Published, now.Due, figures.Late }));
    }
}
