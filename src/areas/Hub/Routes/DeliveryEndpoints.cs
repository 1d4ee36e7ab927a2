using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>The deliveries of a route: what waits and why, what arrived and with which receipt.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{name}/deliveries", ListAsync).WithName("ListDeliveries").Needs(Act.ReadMission);
        routes.MapPost("/{name}/deliveries/{id}/retry", RetryAsync).WithName("RetryDelivery").Needs(Act.OperateRoute);
        routes.MapPost("/{name}/deliveries/{id}/drop", DropAsync).WithName("DropDelivery").Needs(Act.OperateRoute);
    }

    /// <summary>The deliveries of a route, of one state or of all.</summary>
    private static async Task<Results<Ok<Page<DeliveryView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string name, string? state, string? after, int? limit, DeliveryStore deliveries, CancellationToken ct)
    {
        DeliveryState? which = null;
        if (state is not null)
        {
            which = Enum.GetValues<DeliveryState>().Cast<DeliveryState?>().FirstOrDefault(s => s.ToString()!.Equals(state, StringComparison.OrdinalIgnoreCase));
            if (which is null)
                return RouteFaults.NoSuchState(state).ToProblem();
        }
        Guid from = default;
        if (after is not null && !Guid.TryParseExact(after, "D", out from))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var page = await deliveries.ListAsync(new(mission, environment, name), which, from, size, ct);
        return TypedResults.Ok(new Page<DeliveryView>([.. page.Select(RouteViews.View)], page.Count == size ? page[^1].Id.ToString("D") : null));
    }

    /// <summary>Makes a delivery now, whatever became of it before.</summary>
    private static Task<Results<Ok<DeliveryView>, ProblemHttpResult>> RetryAsync(
        string mission, string environment, string name, string id, HttpContext http, DeliveryStore deliveries, CancellationToken ct) =>
        DecideAsync(new(mission, environment, name), id, (route, delivery) => deliveries.RetryAsync(route, delivery, http.Caller().Name, ct));

    /// <summary>Gives a delivery up; the reason goes into the journal. What an ordered route has behind it can then go.</summary>
    private static Task<Results<Ok<DeliveryView>, ProblemHttpResult>> DropAsync(
        string mission, string environment, string name, string id, DropRequest? request, HttpContext http, DeliveryStore deliveries, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(request?.Reason)
            ? Task.FromResult<Results<Ok<DeliveryView>, ProblemHttpResult>>(RouteFaults.NeedsReason().ToProblem())
            : DecideAsync(new(mission, environment, name), id, (route, delivery) => deliveries.DropAsync(route, delivery, request.Reason, http.Caller().Name, ct));

    private static async Task<Results<Ok<DeliveryView>, ProblemHttpResult>> DecideAsync(
        RouteKey route, string id, Func<RouteKey, Guid, Task<Result<Delivery>?>> decide)
    {
        var decided = Guid.TryParseExact(id, "D", out var delivery) ? await decide(route, delivery) : null;
        return (decided ?? RouteFaults.NoSuchDelivery(id, route)).TryGet(out var found, out var fault)
            ? TypedResults.Ok(RouteViews.View(found))
            : fault.ToProblem();
    }
}
