using System.Globalization;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Reconciliations of an environment: asked for, followed, read.</summary>
internal static class ReconcileEndpoints
{
    public static void MapReconcile(this IEndpointRouteBuilder routes)
    {
        var reconcile = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/reconcile").WithTags("Reconcile");
        reconcile.MapPost("/", AskAsync).WithName("Reconcile").Needs(Act.Reconcile);
        reconcile.MapGet("/", ListAsync).WithName("ListReconciliations").Needs(Act.ReadMission);
        reconcile.MapGet("/{id}", FindAsync).WithName("FindReconciliation").Needs(Act.ReadMission);
        reconcile.MapGet("/{id}/discrepancies", DiscrepanciesAsync).WithName("ListDiscrepancies").Needs(Act.ReadMission);
    }

    /// <summary>Has catalogue, lake and sources compared, and what is safe repaired where that is asked for; one at a time.</summary>
    private static async Task<Results<Accepted<ReconciliationView>, ProblemHttpResult>> AskAsync(
        string mission, string environment, ReconcileRequest? request, HttpContext http, ReconcileStore store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var asked = new Reconciliation(Guid.CreateVersion7(now), mission, environment, http.Caller().Name, now, request?.Deep is true, request?.Repair is true);
        return (await store.AddAsync(asked, ct)).TryGet(out var placed, out var fault)
            ? TypedResults.Accepted($"/api/v1/missions/{mission}/environments/{environment}/reconcile/{placed.Id}", placed.View())
            : fault.ToProblem();
    }

    /// <summary>The reconciliations of an environment, the newest first.</summary>
    private static async Task<Results<Ok<Page<ReconciliationView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string? after, int? limit, ReconcileStore store, CancellationToken ct)
    {
        if (!QuarantineEndpoints.TryPlace(after, out var place))
            return WebFaults.NoSuchPage(after!).ToProblem();
        var size = Paging.Size(limit);
        var found = await store.ListAsync(new(mission, environment), place == Guid.Empty ? null : place, size, ct);
        return TypedResults.Ok(new Page<ReconciliationView>([.. found.Select(r => r.View())], found.Count == size ? found[^1].Id.ToString() : null));
    }

    /// <summary>One reconciliation: how far it is, and what it found so far, by kind.</summary>
    private static async Task<Results<Ok<ReconciliationView>, ProblemHttpResult>> FindAsync(
        string mission, string environment, string id, ReconcileStore store, CancellationToken ct) =>
        (await LookUpAsync(new(mission, environment), id, store, ct)).TryGet(out var run, out var fault)
            ? TypedResults.Ok(run.View())
            : fault.ToProblem();

    /// <summary>What a reconciliation found, one by one; the first thousand of each kind.</summary>
    private static async Task<Results<Ok<Page<DiscrepancyView>>, ProblemHttpResult>> DiscrepanciesAsync(
        string mission, string environment, string id, string? after, int? limit, ReconcileStore store, CancellationToken ct)
    {
        if (!(await LookUpAsync(new(mission, environment), id, store, ct)).TryGet(out var run, out var fault))
            return fault.ToProblem();
        var place = 0L;
        if (!string.IsNullOrEmpty(after) && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out place))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var found = await store.DiscrepanciesAsync(run.Id, place, size, ct);
        return TypedResults.Ok(new Page<DiscrepancyView>(
            [.. found.Select(d => new DiscrepancyView(d.Number, d.Kind, d.Name, d.Detail, d.IsRepaired))],
            found.Count == size ? found[^1].Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Result<Reconciliation>> LookUpAsync(Scope scope, string id, ReconcileStore store, CancellationToken ct) =>
        Guid.TryParseExact(id, "D", out var run) && await store.FindAsync(scope, run, ct) is { } found
            ? found
            : ReconcileFaults.NoSuchReconciliation(id, scope);
}
