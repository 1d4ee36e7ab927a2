using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Batches of runs, pipelines that pause, and the nodes that do the steps.</summary>
public sealed partial class GantryClient
{
    /// <summary>Begins a batch of runs, or only counts it.</summary>
    public Task<BatchView> BeginBatchAsync(string mission, string environment, string pipeline, BeginBatchRequest request, CancellationToken ct = default) =>
        _sender.ChangeAsync<BatchView>(HttpMethod.Post, $"{PipelinePath(mission, environment, pipeline)}/batches", request, ct);

    /// <summary>Makes a product once more, as it was made, and compares the bytes.</summary>
    public Task<BatchView> ReproduceAsync(string mission, string environment, string product, CancellationToken ct = default) =>
        _sender.ChangeAsync<BatchView>(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/reproduce/{Sender.Part("product", product)}", null, ct);

    /// <summary>Batches, newest first.</summary>
    public IAsyncEnumerable<BatchView> BatchesAsync(string mission, string environment, int page = 200, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<BatchView>>(Paged.Query($"{EnvironmentPath(mission, environment)}/batches", ("after", after), ("limit", page)), ct), ct);

    public Task<BatchView> BatchAsync(string mission, string environment, Guid batch, CancellationToken ct = default) =>
        _sender.GetAsync<BatchView>(BatchPath(mission, environment, batch), ct);

    /// <summary>What the runs of a shadow made, beside what was made before; with <paramref name="all"/>, also what is the same.</summary>
    public IAsyncEnumerable<ComparedView> ComparedAsync(string mission, string environment, Guid batch, bool all = false, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<ComparedView>>(
            Paged.Query($"{BatchPath(mission, environment, batch)}/differences", ("all", all ? "true" : null), ("after", after), ("limit", 1000)), ct), ct);

    public Task<BatchView> PauseBatchAsync(string mission, string environment, Guid batch, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<BatchView>(HttpMethod.Post, $"{BatchPath(mission, environment, batch)}/pause", new ReasonRequest(reason), ct);

    public Task<BatchView> ResumeBatchAsync(string mission, string environment, Guid batch, CancellationToken ct = default) =>
        _sender.ChangeAsync<BatchView>(HttpMethod.Post, $"{BatchPath(mission, environment, batch)}/resume", null, ct);

    public Task<BatchView> StopBatchAsync(string mission, string environment, Guid batch, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<BatchView>(HttpMethod.Post, $"{BatchPath(mission, environment, batch)}/stop", new ReasonRequest(reason), ct);

    /// <summary>What the pipeline starts by itself waits from now on.</summary>
    public Task<PauseView> PausePipelineAsync(string mission, string environment, string pipeline, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<PauseView>(HttpMethod.Post, $"{PipelinePath(mission, environment, pipeline)}/pause", new ReasonRequest(reason), ct);

    public Task ResumePipelineAsync(string mission, string environment, string pipeline, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Post, $"{PipelinePath(mission, environment, pipeline)}/resume", null, ct);

    /// <summary>The nodes that do steps.</summary>
    public async Task<IReadOnlyList<NodeView>> NodesAsync(CancellationToken ct = default) => (await _sender.GetAsync<Page<NodeView>>("/api/v1/nodes", ct)).Items;

    /// <summary>The node takes no more steps.</summary>
    public Task DrainNodeAsync(string name, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Post, $"/api/v1/nodes/{Sender.Part("node", name)}/drain", new ReasonRequest(reason), ct);

    public Task RefillNodeAsync(string name, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Post, $"/api/v1/nodes/{Sender.Part("node", name)}/refill", null, ct);

    private static string PipelinePath(string mission, string environment, string pipeline) => $"{EnvironmentPath(mission, environment)}/pipelines/{Sender.Part("pipeline", pipeline)}";

    private static string BatchPath(string mission, string environment, Guid batch) => $"{EnvironmentPath(mission, environment)}/batches/{batch:D}";
}
