using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>What is kept and what goes: holds, retention, reconciliation, and a file's trace.</summary>
public sealed partial class GantryClient
{
    /// <summary>The holds that stand; with <paramref name="all"/> also those that ended.</summary>
    public IAsyncEnumerable<HoldView> HoldsAsync(string mission, string environment, bool all = false, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<HoldView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/holds", ("all", all ? "true" : null), ("after", after), ("limit", 1000)), ct), ct);

    public Task<HoldView> HoldAsync(string mission, string environment, HoldRequest request, CancellationToken ct = default) =>
        _sender.ChangeAsync<HoldView>(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/holds", request, ct);

    public Task<HoldView> LiftHoldAsync(string mission, string environment, Guid hold, string reason, CancellationToken ct = default) =>
        _sender.ChangeAsync<HoldView>(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/holds/{hold:D}/lift", new LiftRequest(reason), ct);

    /// <summary>What retention deletes until a time, with a page of the products.</summary>
    public Task<RetentionPlanView> RetentionPlanAsync(
        string mission, string environment, DateTimeOffset? until, string? after, int limit, CancellationToken ct = default) =>
        _sender.GetAsync<RetentionPlanView>(Paged.Query(
            $"{EnvironmentPath(mission, environment)}/retention/plan", ("until", until?.ToString("o")), ("after", after), ("limit", limit)), ct);

    /// <summary>Has catalogue, lake and sources compared.</summary>
    public Task<ReconciliationView> ReconcileAsync(string mission, string environment, ReconcileRequest request, CancellationToken ct = default) =>
        _sender.ChangeAsync<ReconciliationView>(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/reconcile", request, ct);

    public Task<ReconciliationView> ReconciliationAsync(string mission, string environment, Guid id, CancellationToken ct = default) =>
        _sender.GetAsync<ReconciliationView>($"{EnvironmentPath(mission, environment)}/reconcile/{id:D}", ct);

    /// <summary>A page of what a reconciliation found, one by one.</summary>
    public Task<Page<DiscrepancyView>> DiscrepanciesPageAsync(
        string mission, string environment, Guid id, string? after, int limit, CancellationToken ct = default) =>
        _sender.GetAsync<Page<DiscrepancyView>>(Paged.Query(
            $"{EnvironmentPath(mission, environment)}/reconcile/{id:D}/discrepancies", ("after", after), ("limit", limit)), ct);

    /// <summary>A file's whole story, by its name, its product's id or its SHA-256.</summary>
    public Task<TraceView> TraceAsync(string mission, string environment, string what, CancellationToken ct = default) =>
        _sender.GetAsync<TraceView>($"{EnvironmentPath(mission, environment)}/trace/{Sender.Part("name", what)}", ct);
}
