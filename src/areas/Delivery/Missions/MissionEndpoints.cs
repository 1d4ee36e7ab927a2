using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Delivery;

/// <summary>Missions and what stands in their environments.</summary>
internal static class MissionEndpoints
{
    public static void MapMissions(this IEndpointRouteBuilder routes)
    {
        var missions = routes.MapGroup("/api/v1/missions").WithTags("Missions");
        missions.MapGet("/", ListAsync).WithName("ListMissions").NeedsSomewhere(Act.ReadMission);
        missions.MapGet("/{mission}", FindAsync).WithName("FindMission").Needs(Act.ReadMission);
        missions.MapGet("/{mission}/environments/{environment}/history", HistoryAsync).WithName("ListStandings").Needs(Act.ReadMission);
    }

    /// <summary>The missions the caller may see, by name.</summary>
    private static async Task<Ok<Page<MissionView>>> ListAsync(
        string? after, int? limit, HttpContext http, ReleaseStore store, CancellationToken ct)
    {
        var size = Paging.Size(limit);
        var caller = http.Caller();
        var found = await store.ListMissionsAsync(after ?? "", size, ct);
        var visible = found.Where(m => caller.May(Act.ReadMission, new(m.Name, null)));
        return TypedResults.Ok(new Page<MissionView>(
            [.. visible.Select(m => View(m.Name, m.Description, m.Pointers))], found.Count == size ? found[^1].Name : null));
    }

    /// <summary>One mission and what stands in its environments.</summary>
    private static async Task<Results<Ok<MissionView>, ProblemHttpResult>> FindAsync(string mission, ReleaseStore store, CancellationToken ct) =>
        await store.FindMissionAsync(mission, ct) is { } found
            ? TypedResults.Ok(View(mission, found.Description, found.Pointers))
            : DeliveryFaults.NoSuchMission(mission).ToProblem();

    /// <summary>Everything that has stood in an environment, newest first.</summary>
    private static async Task<Results<Ok<Page<StandingView>>, ProblemHttpResult>> HistoryAsync(
        string mission, string environment, long? after, int? limit, ReleaseStore store, CancellationToken ct)
    {
        if (await store.FindMissionAsync(mission, ct) is not { } found)
            return DeliveryFaults.NoSuchMission(mission).ToProblem();
        var size = Paging.Size(limit);
        var newest = found.Pointers.First(p => p.Environment == environment).Version;
        var before = after ?? newest + 1;
        var page = await store.HistoryAsync(mission, environment, before, size, ct);
        var next = page.Count == size ? (before - size).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<StandingView>(page, next));
    }

    private static MissionView View(string name, string description, IEnumerable<Pointer> pointers) =>
        new(name, description, [.. pointers.Select(p => p.View())]);
}
