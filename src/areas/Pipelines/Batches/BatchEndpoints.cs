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
        scope.MapGet("/batches/{id:guid}/differences/{run:guid}/{step}/{output}", DifferenceAsync).WithName("ShowDifference").Needs(Act.ReadProduct);
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
        string mission, string environment, string? after, int? limit, BatchStore batches, TimeProvider clock, CancellationToken ct)
    {
        var before = Guid.AllBitsSet;
        if (after is not null && !Guid.TryParse(after, out before))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var found = await batches.ListAsync(new(mission, environment), before, size, ct);
        var counts = await batches.CountsAsync([.. found.Select(b => b.Id)], ct);
        return TypedResults.Ok(new Page<BatchView>(
            [.. found.Select(b => b.View(new(counts[b.Id].ToDictionary(), new Dictionary<string, long>(), 0), clock.GetUtcNow()) with { Compared = null })],
            found.Count == size ? $"{found[^1].Id}" : null));
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

    /// <summary>How one output of a run in shadow differs from what was made before: line by line, cell by cell or byte by byte, as it is compared.</summary>
    private static async Task<Results<Ok<OutputDifferenceView>, ProblemHttpResult>> DifferenceAsync(
        string mission, string environment, Guid id, Guid run, string step, string output, long? place, HttpContext http, BatchStore batches, DifferenceReader differences, CancellationToken ct)
    {
        if (await batches.FindAsync(id, ct) is not { } batch || batch.Scope != new Scope(mission, environment))
            return BatchFaults.NoSuchBatch(id).ToProblem();
        if (!http.Caller().May(Act.ReadProduct, batch.Origin))
            return WebFaults.Denied(http.Caller(), Act.ReadProduct, batch.Origin).ToProblem();
        return await differences.ReadAsync(batch, run, step, output, place ?? 0, ct) is { } difference
            ? TypedResults.Ok(difference)
            : BatchFaults.NoSuchDifference(id, step, output).ToProblem();
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
