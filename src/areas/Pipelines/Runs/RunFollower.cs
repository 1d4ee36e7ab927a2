using System.Text.Json;
using Gantry.Web;

namespace Gantry.Pipelines;

/// <summary>Tells how runs go, as they go.</summary>
internal sealed class RunFollower(IDatabase database, RunStore runs, PipelineBook book, TimeProvider clock)
{
    // A run of thousands of steps is not read anew all the time, however often it changes.
    private const int RestPerReading = 4;

    private static readonly TimeSpan _leastRest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Tells one listener until the run has ended. A write waits for whoever reads slowly, and what is told then is the newest.</summary>
    public async Task FollowAsync(Guid run, LiveStream stream, CancellationToken ct)
    {
        var telling = new RunTelling(run, stream, runs, book);
        var spoke = clock.GetTimestamp();
        await stream.OpenAsync(ct);
        while (true)
        {
            var ticket = database.Signals.Ticket(RunStore.Topic(run));
            var began = clock.GetTimestamp();
            var isNews = await telling.TellAsync(ct);
            if (isNews)
                await stream.FlushAsync(ct);
            if (telling.HasEnded)
                return;
            if (isNews)
                spoke = clock.GetTimestamp();
            else if (clock.GetElapsedTime(spoke) > LiveStream.Patience)
            {
                await stream.BeatAsync(ct);
                spoke = clock.GetTimestamp();
            }
            var rest = clock.GetElapsedTime(began) * RestPerReading;
            await Task.Delay(rest > _leastRest ? rest : _leastRest, clock, ct);
            await ticket.AtMostAsync(_patience, clock, ct);
        }
    }
}

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
