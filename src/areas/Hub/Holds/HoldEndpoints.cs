using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Holds of an environment: what nothing may delete.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder routes)
    {
        var holds = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/holds").WithTags("Retention");
        holds.MapGet("/", ListAsync).WithName("ListHolds").Needs(Act.ReadProduct);
        holds.MapPost("/", AddAsync).WithName("AddHold").Needs(Act.HoldProduct);
        holds.MapPost("/{id}/lift", LiftAsync).WithName("LiftHold").Needs(Act.HoldProduct);
    }

    /// <summary>The holds that stand, oldest first; with <c>all</c> also those that ended.</summary>
    private static async Task<Results<Ok<Page<HoldView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, bool? all, string? after, int? limit, HoldStore store, TimeProvider clock, CancellationToken ct)
    {
        if (!QuarantineEndpoints.TryPlace(after, out var place))
            return WebFaults.NoSuchPage(after!).ToProblem();
        var (size, now) = (Paging.Size(limit), clock.GetUtcNow());
        var found = await store.ListAsync(new(mission, environment), all is true, now, place, size, ct);
        return TypedResults.Ok(new Page<HoldView>([.. found.Select(h => h.View(now))], found.Count == size ? found[^1].Id.ToString() : null));
    }

    /// <summary>Holds products, those that there are and those that come.</summary>
    private static async Task<Results<Created<HoldView>, ProblemHttpResult>> AddAsync(
        string mission, string environment, HoldRequest request, HttpContext http, HoldStore store, ProductCatalogue catalogue, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(request.Reason))
            return HoldFaults.NeedsReason("hold products").ToProblem();
        if (request.Until <= now)
            return HoldFaults.IsOver(request.Until.Value).ToProblem();
        if (!HeldNames.Read(request).TryGet(out var filter, out var fault))
            return fault.ToProblem();
        if (request.Product is { } id && (await catalogue.FindAsync(id, ct))?.Scope != new Scope(mission, environment))
            return HubFaults.NoSuchProduct($"{id} in {mission}/{environment}").ToProblem();
        var offered = new Hold(Guid.CreateVersion7(now), mission, environment, filter, request.Reason, http.Caller().Name, now, request.Until);
        return (await store.AddAsync(offered, ct)).TryGet(out var hold, out fault)
            ? TypedResults.Created($"/api/v1/missions/{mission}/environments/{environment}/holds", hold.View(now))
            : fault.ToProblem();
    }

    /// <summary>Lifts a hold: what it saved is deleted when retention comes by next, if its time is over.</summary>
    private static async Task<Results<Ok<HoldView>, ProblemHttpResult>> LiftAsync(
        string mission, string environment, string id, LiftRequest? request, HttpContext http, HoldStore store, TimeProvider clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request?.Reason))
            return HoldFaults.NeedsReason("lift a hold").ToProblem();
        var scope = new Scope(mission, environment);
        var lifted = Guid.TryParseExact(id, "D", out var hold) ? await store.LiftAsync(scope, hold, request.Reason, http.Caller().Name, ct) : null;
        return (lifted ?? HoldFaults.NoSuchHold(id, scope)).TryGet(out var ended, out var fault)
            ? TypedResults.Ok(ended.View(clock.GetUtcNow()))
            : fault.ToProblem();
    }
}
