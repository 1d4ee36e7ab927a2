using System.Globalization;

namespace Gantry.Hub;

/// <summary>The tally says what there is of each kind, day by day.</summary>
internal sealed class TallyStage(IDatabase database) : IReconcileStage
{
    public string Name => "tally";

    public async Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct)
    {
        var before = place is null ? -1 : long.Parse(place, CultureInfo.InvariantCulture);
        if (await database.ReadAsync(session => TallyCheck.NextDayAsync(session, run.Scope, before, ct), ct) is not { } day)
            return StagePage.Nothing;
        var wrong = await database.ReadAsync(session => TallyCheck.WrongAsync(session, run.Scope, day, ct), ct);
        return new(1, day.ToString(CultureInfo.InvariantCulture), [.. wrong.Select(w => new Discrepancy(DiscrepancyKind.TallyWrong, Line(w.Kind, day),
            $"the tally says {w.Kept} products of {w.KeptBytes} bytes, there are {w.Counted} of {w.CountedBytes}")
        {
            // Counted once more with the stamp held: nothing is published or deleted meanwhile.
            Repair = work => TallyCheck.CorrectAsync(work, run.Scope, day, w.Kind, ct),
        })]);
    }

    private static string Line(TallyKind kind, long day) =>
        $"{string.Join('.', ((string[])[kind.ProductType, kind.Platform, kind.Serial]).Where(part => part.Length > 0).DefaultIfEmpty("untyped"))}, {DateTimeOffset.FromUnixTimeMilliseconds(day * Tally.DayMilliseconds):yyyy-MM-dd}";
}
