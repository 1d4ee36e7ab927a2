using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Operations;

internal static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes, bool isOpen)
    {
        var metrics = routes.MapGet("/metrics", (Scrape scrape) => TypedResults.Text(scrape.Render(), "text/plain; version=0.0.4"))
            .WithName("Metrics").WithTags("Health");
        if (isOpen)
            metrics.OpenToAnybody();
        else
            metrics.Needs(Act.ReadSettings);
    }
}
