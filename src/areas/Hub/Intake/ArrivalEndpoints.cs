using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Where to look for what became of an arrival that had to wait.</summary>
internal static class ArrivalEndpoints
{
    public static void MapArrivals(this IEndpointRouteBuilder routes)
    {
        var arrivals = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/arrivals").WithTags("Arrivals");
        arrivals.MapGet("/", ListAsync).WithName("ListArrivals").Needs(Act.ReadQuarantine);
        arrivals.MapGet("/{id:guid}", FindAsync).WithName("FindArrival").Needs(Act.ReadQuarantine);
    }

    public static string AddressOf(string mission, string environment, Guid id) =>
        $"/api/v1/missions/{mission}/environments/{environment}/arrivals/{id}";

    /// <summary>Arrivals that wait or had to, oldest first; what became of one is known for a week.</summary>
    private static async Task<Results<Ok<Page<ArrivalView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string? state, string? after, int? limit, ArrivalStore arrivals, CancellationToken ct)
    {
        if (state is not null && !ArrivalRow.States.Contains(state))
            return IntakeFaults.NoSuchState(state).ToProblem();
        if (!QuarantineEndpoints.TryPlace(after, out var place))
            return WebFaults.NoSuchPage(after!).ToProblem();
        var size = Paging.Size(limit);
        var found = await arrivals.ListAsync(mission, environment, state, place, size, ct);
        return TypedResults.Ok(new Page<ArrivalView>([.. found.Select(a => a.View())], found.Count == size ? found[^1].Held.Id.ToString() : null));
    }

    /// <summary>What became of an arrival.</summary>
    private static async Task<Results<Ok<ArrivalView>, ProblemHttpResult>> FindAsync(
        string mission, string environment, Guid id, ArrivalStore arrivals, CancellationToken ct) =>
        await arrivals.FindAsync(mission, environment, id, ct) is { } arrival
            ? TypedResults.Ok(arrival.View())
            : IntakeFaults.NoSuchArrival(id.ToString()).ToProblem();
}
