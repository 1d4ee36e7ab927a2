using System.Text.Json;
using Gantry.Web;

namespace Gantry.Pipelines;

/// <summary>What one listener of a run was told so far.</summary>
internal sealed class RunTelling(Guid id, LiveStream stream, RunStore runs, PipelineBook book)
{
    private const int StepsAtOnce = 500;

    private readonly Dictionary<string, RunStep> _steps = new(StringComparer.Ordinal);
    private Run? _run;
    private long _count;

    public bool HasEnded { get; private set; }

    /// <summary>Tells what changed since the last time; says whether there was anything.</summary>
    public async Task<bool> TellAsync(CancellationToken ct)
    {
        var before = _count;
        // The run first: when that has ended, none of its steps changes after it.
        var run = await runs.FindAsync(id, ct);
        if (run is not null && (run.State, run.StartedAt, run.EndedAt, run.Reason) != (_run?.State, _run?.StartedAt, _run?.EndedAt, _run?.Reason))
            await SendAsync("run", (_run = run).View(), ct);
        if (run is not null)
            await TellStepsAsync(await book.FindAsync(run.Release, run.Pipeline, ct), ct);
        HasEnded = run is null or { EndedAt: not null };
        if (HasEnded)
            await SendAsync("ended", new { }, ct);
        return _count > before;
    }

    private async Task TellStepsAsync(RunPlan? plan, CancellationToken ct)
    {
        var (place, name, count) = (-1L, "", StepsAtOnce);
        while (count == StepsAtOnce)
        {
            var page = await runs.StepsAsync(id, place, name, StepsAtOnce, ct);
            var changed = page.FindAll(step => _steps.GetValueOrDefault(step.Name) != step);
            foreach (var step in page)
                (place, name, _steps[step.Name]) = (step.Place, step.Name, step);
            if (changed.Count > 0)
                await SendAsync("steps", changed.ConvertAll(step => step.View(plan)), ct);
            count = page.Count;
        }
    }

    private Task SendAsync<T>(string kind, T what, CancellationToken ct) => stream.SendAsync(++_count, kind, JsonSerializer.Serialize(what, JsonSerializerOptions.Web), ct);
}
