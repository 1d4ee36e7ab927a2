using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Starts what is due by its times, and what is no longer fresh; on one node at a time.</summary>
internal sealed partial class TimesDuty(
    StandingPipelines standing, DueStore due, RunMaker maker, IDatabase database, Leases leases, Node node, TimeProvider clock, ILogger<TimesDuty> log) : BackgroundService
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("pipelines.times", node.Name, (_, held) => WatchAsync(held), stoppingToken);

    private async Task WatchAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var all = await standing.AllAsync(ct);
                await due.KeepAsync(all, clock.GetUtcNow(), ct);
                foreach (var pipeline in all)
                    await StartDueAsync(pipeline, ct);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBroken(e);
            }
            await Task.Delay(_look, clock, ct);
        }
    }

    private async Task StartDueAsync(StandingPipeline pipeline, CancellationToken ct)
    {
        if (pipeline.Standard is not { } parameters)
            return;
        var now = clock.GetUtcNow();
        foreach (var times in pipeline.Pipeline.Triggers.OfType<Trigger.AtTimes>())
        {
            await database.WriteAsync(async work =>
            {
                // What was missed while nobody was there is made up for once.
                if (await DueStore.TakeAsync(work, pipeline.Scope, pipeline.Pipeline.Name, times, now, ct) is { } at)
                    await maker.PlaceAsync(work, [maker.Draft(pipeline.Scope, pipeline.Plan, RunCause.Times, new() { At = at }, parameters, pipeline.Principal)], ct);
            }, ct);
        }
        if (pipeline.Pipeline.FreshWithin is { } within && await due.IsStaleAsync(pipeline.Scope, pipeline.Pipeline.Name, within, now, ct))
            await database.WriteAsync(work => maker.PlaceAsync(work, [maker.Draft(pipeline.Scope, pipeline.Plan, RunCause.Fresh, new() { At = now }, parameters, pipeline.Principal)], ct), ct);
    }

    [LoggerMessage(3030, LogLevel.Warning, "What is due cannot be started now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(3031, LogLevel.Error, "Starting what is due broke; it is tried again")]
    private partial void LogBroken(Exception e);
}
