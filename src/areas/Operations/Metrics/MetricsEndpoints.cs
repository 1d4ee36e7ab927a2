using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Operations;

internal static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes, bool isOpen)
    {
        // It counts from the start of the server, not from the first look.
        routes.ServiceProvider.GetRequiredService<Scrape>();
        var metrics = routes.MapGet("/metrics", (Scrape scrape) => TypedResults.Text(scrape.Render(), "text/plain; version=0.0.4"))
            .WithName("Metrics").WithTags("Health");
        if (isOpen)
            metrics.OpenToAnybody();
        else
            metrics.Needs(Act.ReadSettings);
    }
}
