using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>The last value of parameters.</summary>
internal static class LatestEndpoints
{
    public static void MapLatest(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ChannelEndpoints.Root + "/latest", ReadAsync).WithTags("Telemetry").WithName("ReadLatest").Needs(Act.ReadTelemetry);

    /// <summary>The last value of each parameter (with commas between, * and ? for any letters), whenever that was; one that has not come for very long may be missing.</summary>
    private static async Task<Results<Ok<Page<TelemetrySample>>, ProblemHttpResult>> ReadAsync(
        string mission, string environment, string parameters, string? channel, LatestValues latest, ParameterBook book, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        if (!(await book.ChooseAsync(scope, parameters, ct)).TryGet(out var isWanted, out var fault) || !(await book.AllAsync(scope, ct)).TryGet(out var all, out fault))
            return fault.ToProblem();
        return TypedResults.Ok(new Page<TelemetrySample>(await latest.OfAsync(scope, channel, isWanted, all.Count(p => isWanted(p.Parameter)), ct), null));
    }
}
