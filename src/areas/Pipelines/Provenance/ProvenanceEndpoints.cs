using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Pipelines;

/// <summary>Where things come from, and why.</summary>
internal static class ProvenanceEndpoints
{
    public static void MapProvenance(this IEndpointRouteBuilder endpoints)
    {
        var scope = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}").WithTags("Provenance");
        scope.MapGet("/lineage/{product}", LineageAsync).WithName("ReadLineage").Needs(Act.ReadRun);
        scope.MapGet("/runs/{id:guid}/why", WhyRunAsync).WithName("AskWhyRun").Needs(Act.ReadRun);
        scope.MapGet("/why/{product}", WhyProductAsync).WithName("AskWhyProduct").Needs(Act.ReadRun);
        scope.MapGet("/runs/{id:guid}/steps/{step}/why", WhyAsync).WithName("AskWhy").Needs(Act.ReadRun);
    }

    /// <summary>What a product was made of and what was made of it: runs, and the products that they read and made.</summary>
    private static async Task<Results<Ok<LineageView>, ProblemHttpResult>> LineageAsync(
        string mission, string environment, string product, int? depth, LineageReader lineage, CancellationToken ct) =>
        (await lineage.OfAsync(new(mission, environment), product, depth ?? 3, ct)).TryGet(out var found, out var fault) ? TypedResults.Ok(found) : fault.ToProblem();

    /// <summary>What started a run, and what became of it.</summary>
    private static async Task<Results<Ok<WhyView>, ProblemHttpResult>> WhyRunAsync(string mission, string environment, Guid id, RunStore runs, Why why, CancellationToken ct) =>
        await runs.FindAsync(id, ct) is { } run && run.Scope == new Scope(mission, environment)
            ? TypedResults.Ok(new WhyView(await why.OfRunAsync(run, ct)))
            : RunFaults.NoSuchRun(id).ToProblem();

    /// <summary>What made a product, of what, and where.</summary>
    private static async Task<Results<Ok<WhyView>, ProblemHttpResult>> WhyProductAsync(string mission, string environment, string product, Why why, CancellationToken ct) =>
        (await why.OfProductAsync(new(mission, environment), product, ct)).TryGet(out var sentence, out var fault) ? TypedResults.Ok(new WhyView(sentence)) : fault.ToProblem();

    /// <summary>Why a step was done, taken from before, skipped, or waits.</summary>
    private static async Task<Results<Ok<WhyView>, ProblemHttpResult>> WhyAsync(
        string mission, string environment, Guid id, string step, RunStore runs, Why why, CancellationToken ct)
    {
        if (await runs.FindAsync(id, ct) is not { } run || run.Scope != new Scope(mission, environment))
            return RunFaults.NoSuchRun(id).ToProblem();
        return await why.OfStepAsync(run, step, ct) is { } sentence ? TypedResults.Ok(new WhyView(sentence)) : RunFaults.NoSuchStep(id, step).ToProblem();
    }
}
