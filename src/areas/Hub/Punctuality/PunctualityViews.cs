using Gantry.Api;

namespace Gantry.Hub;

/// <summary>Shows how the types of an environment stand.</summary>
internal sealed class PunctualityViews(PunctualityBook book, PunctualityStore store, TimeProvider clock)
{
    public async Task<IReadOnlyList<PunctualityView>> OfAsync(string mission, string environment, CancellationToken ct)
    {
        var (now, rules) = (clock.GetUtcNow(), await book.StandingAsync(mission, environment, ct));
        var (figures, known) = (await store.FiguresAsync(rules, now, ct), await store.KnownAsync(ct));
        return [.. rules.Select(rule => View(new Judged(
            rule, figures.GetValueOrDefault((rule.Scope, rule.Type), PaceFigures.None),
            // A type that came to stand a moment ago was not judged yet.
            known.GetValueOrDefault((rule.Scope, rule.Type)) is { } pace && pace.Words == rule.Words ? pace : new(rule.Words, now, default, now, null), now)))];
    }

    public static LateProductView View(LateProduct late) =>
        new(late.Product, late.Name, late.OriginAt, late.PublishedAt, Math.Round((late.PublishedAt - late.OriginAt).TotalSeconds, 3));

    private static PunctualityView View(Judged judged)
    {
        var (rule, figures, known) = (judged.Rule, judged.Figures, judged.Known);
        return new(
            rule.Type, known.Pace.IsBehind ? "behind" : "on_time", known.Since, known.Reason, rule.Timeliness?.TotalSeconds, rule.ExpectedInWords,
            judged.At - rule.Window, figures.Published, rule.Expected is null ? null : judged.Due, rule.Expected is null ? null : judged.Missing,
            rule.Timeliness is null ? null : figures.Late, figures.Published == 0 ? null : figures.Worst.TotalSeconds, figures.LastAt);
    }
}
