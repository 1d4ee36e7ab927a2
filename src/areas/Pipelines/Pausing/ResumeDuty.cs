using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Lets go what waited for a pipeline that goes on again, some at a time; on one node at a time.</summary>
internal sealed partial class ResumeDuty(IDatabase database, Pauses pauses, WorkQueue queue, Leases leases, Node node, TimeProvider clock, ILogger<ResumeDuty> log) : BackgroundService
{
    private const int AtOnce = 500;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("pipelines.resuming", node.Name, (_, held) => WorkAsync(held), stoppingToken);

    private async Task WorkAsync(CancellationToken ct)
    {
        while (true)
        {
            var ticket = database.Signals.Ticket(Pauses.Topic);
            try
            {
                foreach (var pause in await pauses.OverAsync(ct))
                    await LetGoAsync(pause, ct);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await ticket.AtMostAsync(_patience, clock, ct);
        }
    }

    private async Task LetGoAsync(Pause pause, CancellationToken ct)
    {
        // Those that wait for their group look again, and wait on: each is let go once.
        for (var after = (Guid?)Guid.Empty; after is { } last;)
            after = await database.WriteAsync(work => LetGoAsync(work, pause, last, ct), ct);
        await pauses.ForgetAsync(pause, ct);
    }

    private async Task<Guid?> LetGoAsync(UnitOfWork work, Pause pause, Guid after, CancellationToken ct)
    {
        var waiting = await work.QueryAsync(
            $"""
             select {RunStore.Columns} from pipelines_run
             where mission = {pause.Scope.Mission} and environment = {pause.Scope.Environment} and state = {RunState.Waiting.ToString()} and pipeline = {pause.Pipeline} and id > {after}
             order by id limit {AtOnce}
             """, RunStore.Read, ct);
        foreach (var run in waiting)
            await RunStore.StateAsync(work, run.Id, RunState.Queued, null, null, null, ct);
        if (waiting.Count > 0)
            await queue.PlaceAllAsync(work, [.. waiting.Select(run => new StepTask(OrderKind.Start, run.Id).Order(run.Priority))], ct);
        return waiting.Count == AtOnce ? waiting[^1].Id : null;
    }

    [LoggerMessage(3062, LogLevel.Warning, "Runs of a pipeline that goes on cannot be let go now and will be later")]
    private partial void LogLater(Exception e);
}
