using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Pipelines;

/// <summary>Runs: started, listed, repeated and stopped.</summary>
internal static class RunEndpoints
{
    public static void MapPipelineList(this IEndpointRouteBuilder endpoints)
    {
        var pipelines = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}/pipelines").WithTags("Pipelines");
        pipelines.MapGet("/", ListPipelinesAsync).WithName("ListPipelines").Needs(Act.ReadMission);
        pipelines.MapPost("/{name}/runs", StartAsync).WithName("StartRun").Needs(Act.StartRun);
        pipelines.MapPost("/{name}/plan", ForeseeAsync).WithName("ForeseeRun").Needs(Act.ReadRun);
    }

    public static void MapRuns(this IEndpointRouteBuilder endpoints)
    {
        var runs = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}/runs").WithTags("Runs");
        runs.MapGet("/", ListAsync).WithName("ListRuns").Needs(Act.ReadRun);
        runs.MapGet("/{id:guid}", FindAsync).WithName("FindRun").Needs(Act.ReadRun);
        runs.MapPost("/{id:guid}/repeat", RepeatAsync).WithName("RepeatRun").Needs(Act.StartRun);
        runs.MapPost("/{id:guid}/stop", StopAsync).WithName("StopRun").Needs(Act.StopRun);
    }

    /// <summary>The pipelines of the release that stands, each with its last run.</summary>
    private static async Task<Results<Ok<Page<PipelineView>>, ProblemHttpResult>> ListPipelinesAsync(
        string mission, string environment, IMissionReleases releases, PipelineBook book, RunStore runs, Pauses pauses, CancellationToken ct)
    {
        if (await releases.StandingAsync(mission, environment, ct) is not { } release)
            return TypedResults.Ok(new Page<PipelineView>([], null));
        var (scope, last) = (new Scope(mission, environment), await runs.LastAsync(mission, environment, ct));
        var paused = (await pauses.ListAsync(scope, ct)).ToDictionary(p => p.Pipeline, StringComparer.Ordinal);
        var plans = (await book.OfAsync(release, ct)).Values.OrderBy(p => p.Pipeline.Name, StringComparer.Ordinal);
        return TypedResults.Ok(new Page<PipelineView>([.. plans.Select(p => p.View(scope, last.GetValueOrDefault(p.Pipeline.Name), paused.GetValueOrDefault(p.Pipeline.Name)))], null));
    }

    /// <summary>Starts a run of a pipeline.</summary>
    private static async Task<Results<Created<RunView>, ProblemHttpResult>> StartAsync(
        string mission, string environment, string name, StartRunRequest? request, HttpContext http, RunDesk desk, CancellationToken ct)
    {
        var started = await desk.StartAsync(new(mission, environment), name, request?.Parameters ?? new Dictionary<string, string>(), request?.Products ?? [], http.Caller().Name, ct);
        return started.TryGet(out var run, out var fault) ? Made(run) : fault.ToProblem();
    }

    /// <summary>What a run would do, step by step, and why; nothing is started.</summary>
    private static async Task<Results<Ok<RunForecastView>, ProblemHttpResult>> ForeseeAsync(
        string mission, string environment, string name, StartRunRequest? request, HttpContext http, RunDesk desk, CancellationToken ct) =>
        (await desk.ForeseeAsync(new(mission, environment), name, request?.Parameters ?? new Dictionary<string, string>(), request?.Products ?? [], http.Caller().Name, ct))
            .TryGet(out var forecast, out var fault) ? TypedResults.Ok(forecast) : fault.ToProblem();

    /// <summary>Runs, newest first.</summary>
    private static async Task<Results<Ok<Page<RunView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string? pipeline, string? state, Guid? batch, string? after, int? limit, RunStore runs, CancellationToken ct)
    {
        RunState? wanted = null;
        if (state is not null)
        {
            if (!Enum.TryParse<RunState>(state, ignoreCase: true, out var known) || !Enum.IsDefined(known))
                return RunFaults.NoSuchState(state).ToProblem();
            wanted = known;
        }
        var before = Guid.AllBitsSet;
        if (after is not null && !Guid.TryParse(after, out before))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var found = await runs.ListAsync(new(mission, environment, pipeline, wanted, batch), before, size, ct);
        return TypedResults.Ok(new Page<RunView>([.. found.Select(r => r.View())], found.Count == size ? found[^1].Id.ToString() : null));
    }

    /// <summary>One run.</summary>
    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> FindAsync(string mission, string environment, Guid id, RunStore runs, CancellationToken ct) =>
        await runs.FindAsync(id, ct) is { } run && run.Scope == new Scope(mission, environment)
            ? TypedResults.Ok(run.View())
            : RunFaults.NoSuchRun(id).ToProblem();

    /// <summary>Does a run again with the same inputs and the same release: what did not pass, or everything from a step on.</summary>
    private static async Task<Results<Created<RunView>, ProblemHttpResult>> RepeatAsync(
        string mission, string environment, Guid id, RepeatRunRequest? request, HttpContext http, RunDesk desk, CancellationToken ct) =>
        (await desk.RepeatAsync(new(mission, environment), id, request?.From, http.Caller().Name, ct)).TryGet(out var run, out var fault) ? Made(run) : fault.ToProblem();

    /// <summary>Stops a run: what has not begun never will, what goes on is ended.</summary>
    private static async Task<Results<Accepted<RunView>, ProblemHttpResult>> StopAsync(
        string mission, string environment, Guid id, StopRunRequest? request, HttpContext http, RunDesk desk, RunStore runs, CancellationToken ct)
    {
        var by = http.Caller().Name;
        return (await desk.StopAsync(new(mission, environment), id, request?.Reason ?? $"stopped by {by}", by, ct)).TryGet(out _, out var fault)
            ? TypedResults.Accepted((string?)null, (await runs.FindAsync(id, ct))!.View())
            : fault.ToProblem();
    }

    private static Created<RunView> Made(Run run) =>
        TypedResults.Created($"/api/v1/missions/{run.Mission}/environments/{run.Environment}/runs/{run.Id}", run.View());
}
