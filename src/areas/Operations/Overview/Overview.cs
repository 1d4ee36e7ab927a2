using Gantry.Api;

namespace Gantry.Operations;

/// <summary>Puts together what the areas say of each environment, as far as the caller may see it.</summary>
internal sealed class Overview(IEnumerable<IOverviewPart> parts, TimeProvider clock)
{
    private const int Hours = 24;

    public async Task<OverviewView> OfAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var first = HourCount.HourOf(now) - Hours + 1;
        var since = DateTimeOffset.FromUnixTimeMilliseconds(first * HourCount.Milliseconds);
        var glances = new List<Glance>();
        foreach (var part in parts)
            glances.Add(await part.LookAsync(since, ct));

        var matters = glances.SelectMany(g => g.Matters).Where(m => caller.May(Act.ReadMission, m.Scope))
            .OrderByDescending(m => m.IsUrgent).ThenBy(m => m.Scope.Mission, StringComparer.Ordinal).ThenByDescending(m => RungOf(m.Scope.Environment))
            .ThenBy(m => m.Since ?? DateTimeOffset.MaxValue).ToList();
        var places = glances.SelectMany(g => g.Places).Where(p => caller.May(Act.ReadMission, new(p.Mission, p.Environment)))
            .OrderBy(p => p.Mission, StringComparer.Ordinal).ThenBy(p => RungOf(p.Environment));
        var counts = glances.SelectMany(g => g.Counts).ToLookup(c => c.Scope);
        var matter = matters.ToLookup(m => m.Scope);
        return new(now, since,
            [.. places.Select(p => View(p, matter[new(p.Mission, p.Environment)].ToList(), Series(counts[new(p.Mission, p.Environment)], first)))],
            [.. matters.Select(m => new MatterView(m.Scope.Mission, m.Scope.Environment, m.What, m.Subject, m.Words, m.Count, m.Since, m.IsUrgent))]);
    }

    private static OverviewEnvironmentView View(Place p, List<Matter> matters, Dictionary<string, IReadOnlyList<long>> series) => new(
        p.Mission, p.Description, p.Environment, p.Release?.Hex, p.Since, p.By, p.HoldReason,
        p.Release is null ? "empty" : matters.Exists(m => m.IsUrgent) ? "urgent" : matters.Count > 0 ? "attention" : "well",
        matters.Where(m => m.What == "late").Sum(m => m.Count), matters.Where(m => m.What == "quarantine").Sum(m => m.Count), series);

    private static Dictionary<string, IReadOnlyList<long>> Series(IEnumerable<HourCount> counts, long first)
    {
        var series = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (var same in counts.GroupBy(c => c.What, StringComparer.Ordinal))
        {
            var hours = new long[Hours];
            foreach (var count in same.Where(c => c.Hour >= first && c.Hour < first + Hours))
                hours[count.Hour - first] += count.Count;
            series[same.Key] = hours;
        }
        return series;
    }

    private static int RungOf(string? environment) => environment is null ? -1 : Rungs.All.ToList().IndexOf(environment);
}
