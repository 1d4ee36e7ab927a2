using System.Globalization;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Delivery;

/// <summary>Making releases from folders, and looking at them.</summary>
internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder routes)
    {
        var mission = routes.MapGroup("/api/v1/missions/{mission}").WithTags("Releases");
        mission.MapPost("/environments/{environment}/apply", ApplyAsync).WithName("ApplyFolder").Needs(Act.ApplyMission);
        mission.MapPost("/environments/{environment}/plan", PlanAsync).WithName("PlanFolder").Needs(Act.ApplyMission);
        mission.MapGet("/releases", ListAsync).WithName("ListReleases").Needs(Act.ReadMission);
        mission.MapGet("/releases/{release}", FindAsync).WithName("FindRelease").Needs(Act.ReadMission);
        mission.MapGet("/releases/{release}/files", FilesAsync).WithName("ListReleaseFiles").Needs(Act.ReadMission);
        mission.MapGet("/releases/{release}/difference", DifferenceAsync).WithName("CompareReleases").Needs(Act.ReadMission);
    }

    /// <summary>Makes a release of the folder in the body, a tar archive, and lets dev point at it. The same folder twice changes nothing.</summary>
    private static async Task<Results<Ok<AppliedView>, ProblemHttpResult>> ApplyAsync(
        string mission, string environment, bool? liftHold, HttpContext http, ReleaseMaker maker, CancellationToken ct)
    {
        if (environment != Rungs.Dev)
            return DeliveryFaults.OnlyDevIsApplied(environment).ToProblem();
        var result = await maker.ApplyAsync(mission, Body(http), liftHold ?? false, http.Caller().Name, ct);
        return result.TryGet(out var applied, out var fault) ? TypedResults.Ok(applied) : fault.ToProblem();
    }

    /// <summary>Says what applying the folder in the body would do; keeps nothing.</summary>
    private static async Task<Results<Ok<PlanView>, ProblemHttpResult>> PlanAsync(
        string mission, string environment, HttpContext http, ReleaseMaker maker, CancellationToken ct)
    {
        if (environment != Rungs.Dev)
            return DeliveryFaults.OnlyDevIsApplied(environment).ToProblem();
        var result = await maker.PlanAsync(mission, Body(http), ct);
        return result.TryGet(out var plan, out var fault) ? TypedResults.Ok(plan) : fault.ToProblem();
    }

    /// <summary>A mission's releases, newest first.</summary>
    private static async Task<Results<Ok<Page<ReleaseView>>, ProblemHttpResult>> ListAsync(
        string mission, string? after, int? limit, ReleaseStore store, CancellationToken ct)
    {
        if (await store.FindMissionAsync(mission, ct) is not { } found)
            return DeliveryFaults.NoSuchMission(mission).ToProblem();
        var (before, id) = (DateTimeOffset.MaxValue, "");
        if (after is not null && !TryReadPlace(after, out before, out id))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var page = await store.ListReleasesAsync(mission, before, id, size, ct);
        return TypedResults.Ok(new Page<ReleaseView>([.. page.Select(r => r.View(found.Pointers))], page.Count == size ? Place(page[^1]) : null));
    }

    /// <summary>One release, by its id or the first digits of it.</summary>
    private static async Task<Results<Ok<ReleaseView>, ProblemHttpResult>> FindAsync(
        string mission, string release, ReleaseStore store, CancellationToken ct)
    {
        if (!(await store.FindReleaseAsync(mission, release, ct)).TryGet(out var found, out var fault))
            return fault.ToProblem();
        var pointers = (await store.FindMissionAsync(mission, ct))!.Value.Pointers;
        return TypedResults.Ok(found.View(pointers));
    }

    /// <summary>The files of a release.</summary>
    private static async Task<Results<Ok<Page<ReleaseFileView>>, ProblemHttpResult>> FilesAsync(
        string mission, string release, ReleaseStore store, CancellationToken ct)
    {
        if (!(await store.FindReleaseAsync(mission, release, ct)).TryGet(out var found, out var fault))
            return fault.ToProblem();
        var files = await store.FilesAsync(found.Id, ct);
        return TypedResults.Ok(new Page<ReleaseFileView>([.. files.Select(f => new ReleaseFileView(f.Path, f.Digest.Hex, f.SizeBytes))], null));
    }

    /// <summary>What changed from another release (<c>from</c>) to this one.</summary>
    private static async Task<Results<Ok<DifferenceView>, ProblemHttpResult>> DifferenceAsync(
        string mission, string release, string from, ReleaseStore store, CancellationToken ct)
    {
        if (!(await store.FindReleaseAsync(mission, release, ct)).TryGet(out var newer, out var fault))
            return fault.ToProblem();
        if (!(await store.FindReleaseAsync(mission, from, ct)).TryGet(out var older, out fault))
            return fault.ToProblem();
        return TypedResults.Ok(Difference.Between(await store.FilesAsync(older.Id, ct), await store.FilesAsync(newer.Id, ct)));
    }

    private static Stream Body(HttpContext http)
    {
        // The archive reader has limits of its own, in files and bytes.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = 2 * FolderArchive.MostBytes;
        return http.Request.Body;
    }

    private static string Place(Release last) => string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.ToUnixTimeMilliseconds()}-{last.Id}");

    private static bool TryReadPlace(string place, out DateTimeOffset before, out string id)
    {
        var parts = place.Split('-');
        (before, id) = (default, parts[^1]);
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var time) || time > 253402300799999)
            return false;
        before = DateTimeOffset.FromUnixTimeMilliseconds(time);
        return true;
    }
}
