using System.Globalization;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>What is on time, late or missing in an environment.</summary>
internal static class PunctualityEndpoints
{
    public static void MapPunctuality(this IEndpointRouteBuilder routes)
    {
        var punctuality = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/punctuality").WithTags("Punctuality").Needs(Act.ReadProduct);
        punctuality.MapGet("/", ListAsync).WithName("ListPunctuality");
        punctuality.MapGet("/days", DaysAsync).WithName("ListCompleteness");
        punctuality.MapGet("/{type}/late", LateAsync).WithName("ListLateProducts");
    }

    /// <summary>The types of which something is expected, and how they stand.</summary>
    private static async Task<Ok<Page<PunctualityView>>> ListAsync(string mission, string environment, PunctualityViews views, CancellationToken ct) =>
        TypedResults.Ok(new Page<PunctualityView>(await views.OfAsync(mission, environment, ct), null));

    /// <summary>What came of each type on each of the last days, today among them: 14, or as many as are asked for, 62 at most.</summary>
    private static async Task<Ok<CompletenessView>> DaysAsync(string mission, string environment, int? days, CompletenessViews views, CancellationToken ct) =>
        TypedResults.Ok(await views.OfAsync(new(mission, environment), Math.Clamp(days ?? 14, 1, CompletenessViews.MostDays), ct));

    /// <summary>The products of a type that were published late, newest first.</summary>
    private static async Task<Results<Ok<Page<LateProductView>>, ProblemHttpResult>> LateAsync(
        string mission, string environment, string type, string? after, int? limit, PunctualityBook book, PunctualityStore store, CancellationToken ct)
    {
        var before = long.MaxValue;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return WebFaults.NoSuchPage(after).ToProblem();
        var scope = new Scope(mission, environment);
        if ((await book.StandingAsync(mission, environment, ct)).All(rule => rule.Type != type))
            return PunctualityFaults.NotTimed(type, scope).ToProblem();
        var size = Paging.Size(limit);
        var found = await store.LateAsync(scope, type, before, size, ct);
        return TypedResults.Ok(new Page<LateProductView>(
            [.. found.Select(PunctualityViews.View)], found.Count == size ? found[^1].Place.ToString(CultureInfo.InvariantCulture) : null));
    }
}
