using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Delivery;

/// <summary>Moving pointers: up a rung, and back.</summary>
internal static class LadderEndpoints
{
    public static void MapLadder(this IEndpointRouteBuilder routes)
    {
        var rung = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}").WithTags("Ladder");
        rung.MapPost("/promote", PromoteAsync).WithName("Promote").Needs(Act.Promote);
        rung.MapPost("/rollback", RollbackAsync).WithName("RollBack").Needs(Act.Rollback);
    }

    /// <summary>Moves what stands one rung below into this environment.</summary>
    private static async Task<Results<Ok<MovedView>, ProblemHttpResult>> PromoteAsync(
        string mission, string environment, PromoteRequest request, HttpContext http, ReleaseStore store, CancellationToken ct)
    {
        if (!(await ResolveAsync(store, mission, request.Release, ct)).TryGet(out var release, out var unknown))
            return unknown.ToProblem();
        var below = Rungs.Below(environment);
        var result = await store.MoveAsync(mission, environment, http.Caller().Name, (pointers, _) => Ladder.Promote(
            pointers.First(p => p.Environment == environment), pointers.FirstOrDefault(p => p.Environment == below), request, release), ct);
        return Answer(mission, result);
    }

    /// <summary>Moves this environment back to a release that has stood here, and holds it there.</summary>
    private static async Task<Results<Ok<MovedView>, ProblemHttpResult>> RollbackAsync(
        string mission, string environment, RollbackRequest request, HttpContext http, ReleaseStore store, CancellationToken ct)
    {
        if (!(await ResolveAsync(store, mission, request.To, ct)).TryGet(out var release, out var unknown))
            return unknown.ToProblem();
        var result = await store.MoveAsync(mission, environment, http.Caller().Name, (pointers, history) => Ladder.Rollback(
            pointers.First(p => p.Environment == environment), history, request, release), ct);
        return Answer(mission, result);
    }

    private static async Task<Result<Digest?>> ResolveAsync(ReleaseStore store, string mission, string? named, CancellationToken ct)
    {
        if (named is null)
            return (Digest?)null;
        return (await store.FindReleaseAsync(mission, named, ct)).TryGet(out var release, out var fault) ? (Digest?)release.Id : fault;
    }

    private static Results<Ok<MovedView>, ProblemHttpResult> Answer(string mission, Result<Moved> result) =>
        result.TryGet(out var moved, out var fault)
            ? TypedResults.Ok(new MovedView(mission, moved.Pointer.View(), moved.From?.Hex, moved.HasMoved))
            : fault.ToProblem();
}
