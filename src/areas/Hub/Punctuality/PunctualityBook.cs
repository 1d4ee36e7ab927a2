namespace Gantry.Hub;

/// <summary>Which types that stand somewhere say anything of time.</summary>
internal sealed class PunctualityBook(IMissionReleases releases, TypeBook types)
{
    public async Task<IReadOnlyList<PunctualityRule>> StandingAsync(CancellationToken ct)
    {
        var rules = new List<PunctualityRule>();
        foreach (var standing in await releases.AllStandingAsync(ct))
            rules.AddRange(await OfAsync(standing.Mission, standing.Environment, standing.Release, ct));
        return rules;
    }

    /// <summary>Those of one environment, in the order of types.yaml.</summary>
    public async Task<IReadOnlyList<PunctualityRule>> StandingAsync(string mission, string environment, CancellationToken ct) =>
        await releases.StandingAsync(mission, environment, ct) is { } release ? await OfAsync(mission, environment, release, ct) : [];

    // That so many come is promised to ops alone: elsewhere comes what somebody tries out, and nobody wants to be told that nothing does.
    private async Task<IReadOnlyList<PunctualityRule>> OfAsync(string mission, string environment, Digest release, CancellationToken ct) =>
        [.. (await types.OfAsync(release, ct)).Types
            .Select(t => new PunctualityRule(mission, environment, t.Name, t.Timeliness, environment == Rungs.Ops ? t.Expected : null))
            .Where(rule => rule.Timeliness is not null || rule.Expected is not null)];
}
