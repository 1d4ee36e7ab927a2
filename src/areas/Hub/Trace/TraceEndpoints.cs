using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>One file's whole story.</summary>
internal static class TraceEndpoints
{
    public static void MapTrace(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/missions/{mission}/environments/{environment}/trace/{name}", TraceAsync)
            .WithName("Trace").WithTags("Trace").Needs(Act.ReadJournal);

    /// <summary>Where a file came from, each check, who saw it, where it went and when; by its name, its product's id or its SHA-256.</summary>
    private static async Task<Results<Ok<TraceView>, ProblemHttpResult>> TraceAsync(
        string mission, string environment, string name, Tracer tracer, CancellationToken ct) =>
        (await tracer.TraceAsync(new(mission, environment), name, ct)).TryGet(out var trace, out var fault)
            ? TypedResults.Ok(trace)
            : fault.ToProblem();
}
