using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Pipelines;

/// <summary>Pipelines that are paused, and go on.</summary>
internal static class PauseEndpoints
{
    public static void MapPauses(this IEndpointRouteBuilder endpoints)
    {
        var pipelines = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}/pipelines/{name}").WithTags("Pipelines");
        pipelines.MapPost("/pause", PauseAsync).WithName("PausePipeline").Needs(Act.PausePipeline);
        pipelines.MapPost("/resume", ResumeAsync).WithName("ResumePipeline").Needs(Act.PausePipeline);
    }

    /// <summary>What the pipeline starts by itself waits from now on; what a person starts does not.</summary>
    private static async Task<Results<Ok<PauseView>, ProblemHttpResult>> PauseAsync(
        string mission, string environment, string name, ReasonRequest? request, HttpContext http, IMissionReleases releases, PipelineBook book, Pauses pauses, CancellationToken ct)
    {
        var plans = await releases.StandingAsync(mission, environment, ct) is { } release ? await book.OfAsync(release, ct) : new Dictionary<string, RunPlan>();
        return plans.ContainsKey(name)
            ? TypedResults.Ok((await pauses.PauseAsync(new(mission, environment), name, request?.Reason ?? "no reason given", http.Caller().Name, ct)).View())
            : RunFaults.NoSuchPipeline(name, mission, environment, plans.Keys).ToProblem();
    }

    /// <summary>The pipeline goes on: what waited is started.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(string mission, string environment, string name, HttpContext http, Pauses pauses, CancellationToken ct) =>
        await pauses.ResumeAsync(new(mission, environment), name, http.Caller().Name, ct) ? TypedResults.NoContent() : RunFaults.NotPaused(name).ToProblem();

    public static PauseView View(this Pause pause) => new(pause.By, pause.At, pause.Reason);
}
