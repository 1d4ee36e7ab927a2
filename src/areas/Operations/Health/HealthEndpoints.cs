using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gantry.Operations;

/// <summary>Whether the process lives, and whether it can work. Open to anybody: whatever watches has no account.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").OpenToAnybody();
        health.MapGet("/live", () => TypedResults.Ok(new HealthView("alive", []))).WithName("Live");
        health.MapGet("/ready", ReadyAsync).WithName("Ready");
        routes.MapGet("/api/v1/version", () => TypedResults.Ok(ThisProgram.Version)).WithName("Version").WithTags("Health").OpenToAnybody();
    }

    /// <summary>200 when every part answers, else 503 with the reasons; also 503 as soon as a stop was asked for.</summary>
    private static async Task<JsonHttpResult<HealthView>> ReadyAsync(Health health, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        var view = lifetime.ApplicationStopping.IsCancellationRequested
            ? new HealthView("not ready", [new("server", false, "is stopping")])
            : await health.CheckAsync(ct);
        return TypedResults.Json(view, statusCode: view.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
