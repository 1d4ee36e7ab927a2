using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Pipelines;

/// <summary>Batches: many runs made one after the other.</summary>
internal static class BatchEndpoints
{
    public static void MapBatches(this IEndpointRouteBuilder endpoints)
    {
        var scope = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}").WithTags("Batches");
        scope.MapPost("/pipelines/{name}/batches", BeginAsync).WithName("BeginBatch").Needs(Act.StartRun);
        scope.MapPost("/reproduce/{product}", ReproduceAsync).WithName("ReproduceProduct").Needs(Act.StartRun);
        scope.MapGet("/batches", ListAsync).WithName("ListBatches").Needs(Act.ReadRun);
        scope.MapGet("/batches/{id:guid}", FindAsync).WithName("FindBatch").Needs(Act.ReadRun);
        scope.MapGet("/batches/{id:guid}/differences", DifferencesAsync).WithName("ListDifferences").Needs(Act.ReadRun);
        scope.MapPost("/batches/{id:guid}/pause", PauseAsync).WithName("PauseBatch").Needs(Act.StopRun);
        scope.MapPost("/batches/{id:guid}/resume", ResumeAsync).WithName("ResumeBatch").Needs(Act.StartRun);
        scope.MapPost("/batches/{id:guid}/stop", StopAsync).WithName("StopBatch").Needs(Act.StopRun);
    }

    /// <summary>Begins a batch of runs; with <c>isPreview</c> it is only counted.</summary>
    private static async Task<Results<Created<BatchView>, Ok<BatchView>, ProblemHttpResult>> BeginAsync(
        string mission, string environment, string name, BeginBatchRequest request, HttpContext http, BatchDesk desk, CancellationToken ct)
    {
        if (!Enum.TryParse<BatchKind>(request.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || kind == BatchKind.Reproduce)
            return BatchFaults.NoSuchKind(request.Kind).ToProblem();
        // Whoever reads another environment's products through a run must be allowed to read them there.
        if (request.From is not null && Denied(http, mission, request.From, kind) is { } denied)
            return denied;
        var asked = new BatchAsk
        {
            Environment = request.From == environment ? null : request.From, Filter = request.Filter, Since = request.Since, Until = request.Until, Speed = request.Speed, Last = request.Last, IsFollowing = request.IsFollowing,
            IsByStanding = request.ByStanding, Parameters = request.Parameters, AtOnce = request.AtOnce ?? 0, PerMinute = request.PerMinute,
        };
        if (!(await desk.DraftAsync(new(mission, environment), name, kind, asked, http.Caller().Name, ct)).TryGet(out var batch, out var fault))
            return fault.ToProblem();
        return request.IsPreview ? TypedResults.Ok(batch.View(null)) : Made(await desk.BeginAsync(batch, ct));
    }

    private static ProblemHttpResult? Denied(HttpContext http, string mission, string from, BatchKind kind)
    {
        var (scope, act) = (new Scope(mission, from), kind is BatchKind.Shadow ? Act.ReadRun : Act.ReadProduct);
        return http.Caller().May(act, scope) ? null : WebFaults.Denied(http.Caller(), act, scope).ToProblem();
    }

    /// <summary>Makes a product once more, as it was made, and compares the bytes.</summary>
    private static async Task<Results<Created<BatchView>, ProblemHttpResult>> ReproduceAsync(
        string mission, string environment, string product, HttpContext http, BatchDesk desk, CancellationToken ct) =>
        (await desk.ReproduceAsync(new(mission, environment), product, http.Caller().Name, ct)).TryGet(out var batch, out var fault) ? Made(batch) : fault.ToProblem();

    /// <summary>Batches, newest first.</summary>
    private static async Task<Results<Ok<Page<BatchView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string? after, int? limit, BatchStore batches, CancellationToken ct)
    {
        var before = Guid.AllBitsSet;
        if (after is not null && !Guid.TryParse(after, out before))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var found = await batches.ListAsync(new(mission, environment), before, size, ct);
        return TypedResults.Ok(new Page<BatchView>([.. found.Select(b => b.View(null))], found.Count == size ? $"{found[^1].Id}" : null));
    }

    /// <summary>One batch, and how far it is.</summary>
    private static async Task<Results<Ok<BatchView>, ProblemHttpResult>> FindAsync(string mission, string environment, Guid id, BatchStore batches, TimeProvider clock, CancellationToken ct) =>
        await batches.FindAsync(id, ct) is { } batch && batch.Scope == new Scope(mission, environment)
            ? TypedResults.Ok(batch.View(await batches.CountAsync(id, ct), clock.GetUtcNow()))
            : BatchFaults.NoSuchBatch(id).ToProblem();

    /// <summary>What the runs of a shadow made, beside what was made before; by default only what differs.</summary>
    private static async Task<Results<Ok<Page<ComparedView>>, ProblemHttpResult>> DifferencesAsync(
        string mission, string environment, Guid id, bool? all, string? after, int? limit, BatchStore batches, DifferenceStore differences, CancellationToken ct)
    {
        if (await batches.FindAsync(id, ct) is not { } batch || batch.Scope != new Scope(mission, environment))
            return BatchFaults.NoSuchBatch(id).ToProblem();
        var size = Paging.Size(limit);
        var found = await differences.ListAsync(id, all ?? false, after ?? "", size, ct);
        return TypedResults.Ok(new Page<ComparedView>([.. found.Select(f => f.View)], found.Count == size ? found[^1].Key : null));
    }

    /// <summary>No more runs are made of it for now; those that go on end.</summary>
    private static async Task<Results<Ok<BatchView>, ProblemHttpResult>> PauseAsync(
        string mission, string environment, Guid id, ReasonRequest? request, HttpContext http, BatchDesk desk, CancellationToken ct) =>
        Shown(await desk.PauseAsync(new(mission, environment), id, request?.Reason ?? "paused", http.Caller().Name, ct));

    /// <summary>Goes on with a batch that was paused.</summary>
    private static async Task<Results<Ok<BatchView>, ProblemHttpResult>> ResumeAsync(string mission, string environment, Guid id, BatchDesk desk, CancellationToken ct) =>
        Shown(await desk.ResumeAsync(new(mission, environment), id, ct));

    /// <summary>Ends a batch: no more runs are made of it, and those that go on are stopped.</summary>
    private static async Task<Results<Ok<BatchView>, ProblemHttpResult>> StopAsync(
        string mission, string environment, Guid id, ReasonRequest? request, HttpContext http, BatchDesk desk, CancellationToken ct) =>
        Shown(await desk.StopAsync(new(mission, environment), id, request?.Reason ?? "its batch was stopped", http.Caller().Name, ct));

    private static Results<Ok<BatchView>, ProblemHttpResult> Shown(Result<Batch> result) => result.TryGet(out var batch, out var fault) ? TypedResults.Ok(batch.View(null)) : fault.ToProblem();

    private static Created<BatchView> Made(Batch batch) =>
        TypedResults.Created($"/api/v1/missions/{batch.Scope.Mission}/environments/{batch.Scope.Environment}/batches/{batch.Id}", batch.View(null));
}
