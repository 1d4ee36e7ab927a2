using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Starts runs for what is published; on one node at a time, each publication once.</summary>
internal sealed partial class ProductTriggerDuty(
    Journal journal, StandingPipelines standing, RunMaker maker, WorkQueue queue, IDatabase database, Leases leases, Node node, TimeProvider clock, ILogger<ProductTriggerDuty> log) : BackgroundService
{
    private const string Consumer = "pipelines.triggers";
    private const int PageSize = 200;

    private static readonly JournalFilter _published = new(Kind: IProductShelf.Published);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pauseAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync(Consumer, node.Name, (_, held) => FollowAsync(held), stoppingToken);

    private async Task FollowAsync(CancellationToken ct)
    {
        // What was published before there were pipelines starts none.
        var beginning = await journal.HeadAsync(ct);
        await database.WriteAsync(work => Journal.BeginAsync(work, Consumer, beginning, ct), ct);
        while (true)
        {
            try
            {
                // The head before the pipelines: what is passed unread was published before any of them stood.
                var head = await journal.HeadAsync(ct);
                var all = await standing.AllAsync(ct);
                var isAnyStarted = all.Any(s => s.Pipeline.Triggers.Any(t => t is Trigger.OfProduct or Trigger.OfProducts));
                if (!isAnyStarted)
                    await journal.PassAsync(Consumer, head, ct);
                while (isAnyStarted && await StartRunsAsync(ct) > 0)
                    ct.ThrowIfCancellationRequested();
                // Looking costs no commit: the next unit is opened when there is something to start. What follows at once is
                // started with it: a burst would otherwise cost as many units as it has products.
                await journal.NextAsync(_published, head, 1, _patience, ct);
                await Task.Delay(isAnyStarted ? _gathering : _rest, clock, ct);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
                await Task.Delay(_pauseAfterTrouble, clock, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBroken(e);
                await Task.Delay(_patience, clock, ct);
            }
        }
    }

    private async Task<int> StartRunsAsync(CancellationToken ct)
    {
        // Read before the unit of work, which may await nothing else; a release that moves meanwhile counts from the next page on.
        var all = await standing.AllAsync(ct);
        var byType = all.SelectMany(s => s.Pipeline.Triggers.OfType<Trigger.OfProduct>().Select(t => (Key: (s.Scope, t.Type), Pipeline: s))).ToLookup(t => t.Key, t => t.Pipeline);
        var gathered = all.SelectMany(s => s.Pipeline.Triggers.OfType<Trigger.OfProducts>().SelectMany(t => t.Types).Select(type => (s.Scope, type))).ToHashSet();
        return await journal.ConsumeAsync(Consumer, _published, PageSize, async (work, page) =>
        {
            var (runs, orders) = (new List<Run>(), new List<WorkOrder>());
            foreach (var entry in page)
            {
                using var data = JsonDocument.Parse(entry.Data);
                if (entry is not { Mission: { } mission, Environment: { } environment } || data.RootElement.GetProperty("type").GetString() is not { } type)
                    continue;
                var (scope, product) = (new Scope(mission, environment), Guid.Parse(entry.Subject.AsSpan(entry.Subject.LastIndexOf('/') + 1)));
                foreach (var pipeline in byType[(scope, type)])
                {
                    if (pipeline.Standard is { } parameters)
                        runs.Add(maker.Draft(scope, pipeline.Plan, RunCause.Product, new() { Products = [product] }, parameters, pipeline.Principal));
                }
                if (gathered.Contains((scope, type)))
                    orders.Add(new GatherTask(mission, environment, type, product).Order());
            }
            await maker.PlaceAsync(work, runs, ct);
            if (orders.Count > 0)
                await queue.PlaceAllAsync(work, orders, ct);
        }, ct);
    }

    [LoggerMessage(3020, LogLevel.Warning, "Runs cannot be started now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(3021, LogLevel.Error, "Starting runs broke; nothing is lost, and it is tried again in a minute")]
    private partial void LogBroken(Exception e);
}
