namespace Gantry.Delivery;

/// <summary>What the overview shows of the ladder: what stands where, and which environments are held.</summary>
internal sealed class OverviewOfLadder(ReleaseStore store) : IOverviewPart
{
    private const int AtOnce = 500;

    public async Task<Glance> LookAsync(DateTimeOffset since, CancellationToken ct)
    {
        var places = new List<Place>();
        var (after, isMore) = ("", true);
        while (isMore)
        {
            var missions = await store.ListMissionsAsync(after, AtOnce, ct);
            places.AddRange(missions.SelectMany(m => m.Pointers.Select(p =>
                new Place(m.Name, m.Description, p.Environment, p.Release, p.Since, p.MovedBy, p.HoldReason))));
            isMore = missions.Count == AtOnce;
            after = isMore ? missions[^1].Name : "";
        }
        return new()
        {
            Places = places,
            Matters = [.. places.Where(p => p.HoldReason is not null).Select(p => new Matter(
                new(p.Mission, p.Environment), "environment_held", p.Environment, $"held, so that automation does not move it: {p.HoldReason}", 1, p.Since, IsUrgent: false))],
        };
    }
}
