using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Pipelines of an environment, and their runs.</summary>
public sealed partial class GantryClient
{
    /// <summary>The pipelines of the release that stands, each with its last run.</summary>
    public async Task<IReadOnlyList<PipelineView>> PipelinesAsync(string mission, string environment, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<PipelineView>>($"{EnvironmentPath(mission, environment)}/pipelines", ct)).Items;

    public Task<RunView> StartRunAsync(string mission, string environment, string pipeline, StartRunRequest request, CancellationToken ct = default) =>
        _sender.ChangeAsync<RunView>(HttpMethod.Post, $"{PipelinePath(mission, environment, pipeline)}/runs", request, ct);

    /// <summary>What a run would do; nothing is started.</summary>
    public Task<RunForecastView> ForeseeRunAsync(string mission, string environment, string pipeline, StartRunRequest request, CancellationToken ct = default) =>
        _sender.ChangeAsync<RunForecastView>(HttpMethod.Post, $"{PipelinePath(mission, environment, pipeline)}/plan", request, ct);

    /// <summary>Runs, newest first: of one pipeline, of one state, or all.</summary>
    public IAsyncEnumerable<RunView> RunsAsync(string mission, string environment, string? pipeline = null, string? state = null, Guid? batch = null, int page = 200, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<RunView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/runs", ("pipeline", pipeline), ("state", state), ("batch", batch), ("after", after), ("limit", page)), ct), ct);

    public Task<RunView> RunAsync(string mission, string environment, Guid run, CancellationToken ct = default) => _sender.GetAsync<RunView>(RunPath(mission, environment, run), ct);

    /// <summary>Does a run again with the same inputs: what did not pass, or everything from a step on.</summary>
    public Task<RunView> RepeatRunAsync(string mission, string environment, Guid run, string? from = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<RunView>(HttpMethod.Post, $"{RunPath(mission, environment, run)}/repeat", new RepeatRunRequest(from), ct);

    public Task<RunView> StopRunAsync(string mission, string environment, Guid run, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<RunView>(HttpMethod.Post, $"{RunPath(mission, environment, run)}/stop", new StopRunRequest(reason), ct);

    /// <summary>The steps of a run as they are written, each before its parts.</summary>
    public IAsyncEnumerable<RunStepView> RunStepsAsync(string mission, string environment, Guid run, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<RunStepView>>(Paged.Query($"{RunPath(mission, environment, run)}/steps", ("after", after), ("limit", 1000)), ct), ct);

    public IAsyncEnumerable<RunOutputView> RunOutputsAsync(string mission, string environment, Guid run, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<RunOutputView>>(Paged.Query($"{RunPath(mission, environment, run)}/outputs", ("after", after), ("limit", 1000)), ct), ct);

    /// <summary>The tries of a step, oldest first.</summary>
    public async Task<IReadOnlyList<AttemptView>> AttemptsAsync(string mission, string environment, Guid run, string step, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<AttemptView>>($"{StepPath(mission, environment, run, step)}/attempts", ct)).Items;

    public Task<RunView> AnswerStepAsync(string mission, string environment, Guid run, string step, bool yes, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<RunView>(HttpMethod.Post, $"{StepPath(mission, environment, run, step)}/answer", new AnswerRequest(yes, reason), ct);

    /// <summary>What a step's attempt wrote, the last one's when none is named; with <paramref name="follow"/>, until it ends.</summary>
    public Task CopyLogAsync(string mission, string environment, Guid run, string step, Stream target, long? attempt = null, bool follow = false, CancellationToken ct = default) =>
        CopyAsync(Paged.Query($"{StepPath(mission, environment, run, step)}/log", ("attempt", attempt), ("follow", follow ? "true" : null)), target, ct);

    /// <summary>A file that a step made.</summary>
    public Task CopyOutputAsync(string mission, string environment, Guid run, string step, string output, Stream target, int place = 0, CancellationToken ct = default) =>
        CopyAsync(Paged.Query($"{StepPath(mission, environment, run, step)}/outputs/{Sender.Part("output", output)}", ("place", place)), target, ct);

    /// <summary>Why a step was done, taken from before, skipped, or waits.</summary>
    public Task<WhyView> WhyAsync(string mission, string environment, Guid run, string step, CancellationToken ct = default) =>
        _sender.GetAsync<WhyView>($"{StepPath(mission, environment, run, step)}/why", ct);

    /// <summary>What started a run, and what became of it.</summary>
    public Task<WhyView> WhyRunAsync(string mission, string environment, Guid run, CancellationToken ct = default) =>
        _sender.GetAsync<WhyView>($"{RunPath(mission, environment, run)}/why", ct);

    /// <summary>What made a product, of what, and where.</summary>
    public Task<WhyView> WhyProductAsync(string mission, string environment, string product, CancellationToken ct = default) =>
        _sender.GetAsync<WhyView>($"{EnvironmentPath(mission, environment)}/why/{Sender.Part("product", product)}", ct);

    /// <summary>What a product was made of, and what was made of it.</summary>
    public Task<LineageView> LineageAsync(string mission, string environment, string product, int depth = 3, CancellationToken ct = default) =>
        _sender.GetAsync<LineageView>(Paged.Query($"{EnvironmentPath(mission, environment)}/lineage/{Sender.Part("product", product)}", ("depth", depth)), ct);

    private async Task CopyAsync(string path, Stream target, CancellationToken ct)
    {
        using var response = await _sender.SendAsync(() => new(HttpMethod.Get, path), Manner.Transfer, ct);
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        await content.CopyToAsync(target, ct);
    }

    private static string RunPath(string mission, string environment, Guid run) => $"{EnvironmentPath(mission, environment)}/runs/{run:D}";

    private static string StepPath(string mission, string environment, Guid run, string step) => $"{RunPath(mission, environment, run)}/steps/{Sender.Part("step", step)}";
}
