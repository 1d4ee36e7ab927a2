using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Operations;

/// <summary>Whether everything is all right, in one answer.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/overview", GetAsync).WithTags("Overview").WithName("GetOverview").NeedsSomewhere(Act.ReadMission);

    /// <summary>Every environment the caller may see, its last day by the hour, and what needs somebody.</summary>
    private static async Task<Ok<OverviewView>> GetAsync(HttpContext http, Overview overview, CancellationToken ct) =>
        TypedResults.Ok(await overview.OfAsync(http.Caller(), ct));
}
