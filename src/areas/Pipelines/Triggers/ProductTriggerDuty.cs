using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Starts runs for what is published; on one node at a time, each publication once.</summary>
internal sealed partial class ProductTriggerDuty(
    Journal journal, IMissionReleases releases, PipelineBook book, RunMaker maker, IDatabase database, Leases leases, Node node, TimeProvider clock, ILogger<ProductTriggerDuty> log) : BackgroundService
{
    private const string Consumer = "pipelines.triggers";
    private const int PageSize = 200;

    private static readonly JournalFilter _published = new(Kind: IProductShelf.Published);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
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
                var head = await journal.HeadAsync(ct);
                while (await StartRunsAsync(ct) > 0)
                    ct.ThrowIfCancellationRequested();
                await journal.NextAsync(_published, head, 1, _patience, ct);
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
        var triggers = await TriggersAsync(ct);
        return await journal.ConsumeAsync(Consumer, _published, PageSize, async (work, page) =>
        {
            var runs = new List<Run>();
            foreach (var entry in page)
            {
                using var data = JsonDocument.Parse(entry.Data);
                if (entry is not { Mission: { } mission, Environment: { } environment } || data.RootElement.GetProperty("type").GetString() is not { } type)
                    continue;
                var product = Guid.Parse(entry.Subject.AsSpan(entry.Subject.LastIndexOf('/') + 1));
                foreach (var plan in triggers[(mission, environment, type)])
                {
                    if (Parameters.Settle(plan.Pipeline, new Dictionary<string, string>()).TryGet(out var parameters, out _))
                        runs.Add(maker.Draft(new(mission, environment), plan, RunCause.Product, new() { Products = [product] }, parameters, $"pipelines/{plan.Pipeline.Name}"));
                }
            }
            await maker.PlaceAsync(work, runs, ct);
        }, ct);
    }

    private async Task<ILookup<(string Mission, string Environment, string Type), RunPlan>> TriggersAsync(CancellationToken ct)
    {
        var all = new List<((string, string, string), RunPlan)>();
        foreach (var standing in await releases.AllStandingAsync(ct))
        {
            foreach (var plan in (await book.OfAsync(standing.Release, ct)).Values.Where(p => p.Pipeline.Environments.Contains(standing.Environment)))
                all.AddRange(plan.Pipeline.Triggers.OfType<Trigger.OfProduct>().Select(t => ((standing.Mission, standing.Environment, t.Type), plan)));
        }
        return all.ToLookup(t => t.Item1, t => t.Item2);
    }

    [LoggerMessage(3020, LogLevel.Warning, "Runs cannot be started now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(3021, LogLevel.Error, "Starting runs broke; nothing is lost, and it is tried again in a minute")]
    private partial void LogBroken(Exception e);
}
