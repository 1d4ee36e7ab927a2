using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>The routes of an environment: how they stand, paused and resumed, and products sent by hand.</summary>
internal static class RouteEndpoints
{
    public static void MapRoutes(this IEndpointRouteBuilder endpoints)
    {
        var routes = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}/routes").WithTags("Routes");
        routes.MapGet("/", ListAsync).WithName("ListRoutes").Needs(Act.ReadMission);
        routes.MapGet("/{name}", FindAsync).WithName("FindRoute").Needs(Act.ReadMission);
        routes.MapPost("/{name}/pause", PauseAsync).WithName("PauseRoute").Needs(Act.OperateRoute);
        routes.MapPost("/{name}/resume", ResumeAsync).WithName("ResumeRoute").Needs(Act.OperateRoute);
        routes.MapPost("/{name}/send", SendAsync).WithName("SendByRoute").Needs(Act.OperateRoute);
        routes.MapPost("/{name}/retry", RetryDeadAsync).WithName("RetryDeadDeliveries").Needs(Act.OperateRoute);
        routes.MapDeliveries();
    }

    /// <summary>The routes of an environment and how they stand.</summary>
    private static async Task<Ok<Page<RouteView>>> ListAsync(string mission, string environment, RouteViews views, CancellationToken ct) =>
        TypedResults.Ok(new Page<RouteView>(await views.OfAsync(mission, environment, ct), null));

    /// <summary>One route and how it stands.</summary>
    private static async Task<Results<Ok<RouteView>, ProblemHttpResult>> FindAsync(string mission, string environment, string name, RouteViews views, CancellationToken ct) =>
        (await views.OfAsync(mission, environment, ct)).FirstOrDefault(route => route.Name == name) is { } found
            ? TypedResults.Ok(found)
            : RouteFaults.NoSuchRoute(new(mission, environment, name)).ToProblem();

    /// <summary>Pauses a route: what is under way ends, the rest waits.</summary>
    private static async Task<Results<Ok<RouteView>, ProblemHttpResult>> PauseAsync(
        string mission, string environment, string name, PauseRequest? request, HttpContext http, RouteStore routes, RouteViews views, TimeProvider clock, CancellationToken ct)
    {
        var by = http.Caller().Name;
        return await routes.SetPauseAsync(new(mission, environment, name), new(clock.GetUtcNow(), by, request?.Reason), by, ct)
            ? await FindAsync(mission, environment, name, views, ct)
            : RouteFaults.NoSuchRoute(new(mission, environment, name)).ToProblem();
    }

    /// <summary>Resumes a paused route.</summary>
    private static async Task<Results<Ok<RouteView>, ProblemHttpResult>> ResumeAsync(
        string mission, string environment, string name, HttpContext http, RouteStore routes, RouteViews views, CancellationToken ct) =>
        await routes.SetPauseAsync(new(mission, environment, name), null, http.Caller().Name, ct)
            ? await FindAsync(mission, environment, name, views, ct)
            : RouteFaults.NoSuchRoute(new(mission, environment, name)).ToProblem();

    /// <summary>Sends a product by a route, whether or not the route's rules would and whether or not it did before.</summary>
    private static async Task<Results<Accepted<DeliveryView>, ProblemHttpResult>> SendAsync(
        string mission, string environment, string name, SendRequest request, HttpContext http,
        RouteBook book, ProductCatalogue catalogue, DeliveryStore deliveries, CancellationToken ct)
    {
        var key = new RouteKey(mission, environment, name);
        if (await book.FindAsync(key, ct) is null)
            return RouteFaults.RouteNotStanding(key).ToProblem();
        if (await catalogue.FindAsync(mission, environment, request.Product, ct) is not { } product)
            return HubFaults.NoSuchProduct($"'{request.Product}' in {mission}/{environment}").ToProblem();
        var made = await deliveries.SendAsync(key, product, http.Caller().Name, ct);
        return TypedResults.Accepted((string?)null, RouteViews.View(made));
    }

    /// <summary>Makes every dead delivery of a route once more.</summary>
    private static async Task<Results<Ok<RetriedView>, ProblemHttpResult>> RetryDeadAsync(
        string mission, string environment, string name, HttpContext http, RouteStore routes, DeliveryStore deliveries, CancellationToken ct)
    {
        var key = new RouteKey(mission, environment, name);
        return (await routes.KnownAsync(mission, environment, ct)).ContainsKey(name)
            ? TypedResults.Ok(new RetriedView(await deliveries.RetryDeadAsync(key, http.Caller().Name, ct)))
            : RouteFaults.NoSuchRoute(key).ToProblem();
    }
}
