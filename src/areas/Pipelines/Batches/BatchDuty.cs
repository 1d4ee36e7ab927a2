using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Makes the runs of batches, a few ahead of those that go on; on one node at a time.</summary>
internal sealed partial class BatchDuty(
    IDatabase database, BatchStore batches, PipelineBook book, RunMaker maker, IEnumerable<IBatchList> lists, Leases leases, Node node, TimeProvider clock, ILogger<BatchDuty> log)
    : BackgroundService
{
    private const int MostPerTurn = 200;
    // What arrives goes first.
    private const int Precedence = -10;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pauseAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly ILogger _log = log;

    public static void TellEnd(UnitOfWork work, Batch batch, BatchState state, string? reason) => work.Tell(Entry.Of(PipelineKinds.BatchEnded, batch.Scope, batch.Subject, batch.Principal,
        new { pipeline = batch.Pipeline, kind = RunViews.Word(batch.Kind), state = RunViews.Word(state), runs = batch.Placed, reason }));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("pipelines.batches", node.Name, (_, held) => WorkAsync(held), stoppingToken);

    private async Task WorkAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var ticket = database.Signals.Ticket(BatchStore.Topic);
                var going = await batches.GoingAsync(ct);
                foreach (var batch in going)
                    await AdvanceAsync(batch, ct);
                if (going.Count == 0)
                    await ticket.AtMostAsync(_patience, clock, ct);
                else
                    await Task.Delay(_look, clock, ct);
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

    private async Task AdvanceAsync(Batch batch, CancellationToken ct)
    {
        var count = await batches.CountAsync(batch.Id, ct);
        var now = clock.GetUtcNow();
        if (batch.Placed >= batch.Total)
        {
            if (count.Open == 0 && (!batch.IsCompared || count.Compared >= count.Ended))
                await EndAsync(batch, BatchState.Done, null, ct);
            return;
        }
        var room = (int)Math.Min(Math.Min(batch.Asked.AtOnce - count.Open, batch.Total - batch.Placed), Allowed(batch, now));
        if (room <= 0)
            return;
        if (await book.FindAsync(batch.Release, batch.Pipeline, ct) is not { } plan)
        {
            await EndAsync(batch, BatchState.Broken, "its release is gone", ct);
            return;
        }
        if (!(await lists.Of(batch).NextAsync(batch, plan, room, ct)).TryGet(out var page, out var fault))
            await EndAsync(batch, BatchState.Broken, fault.Message, ct);
        else if (page.Items.Count > 0)
            await PlaceAsync(batch, plan, [.. page.Items.TakeWhile(item => IsDue(batch, item, now))], now, ct);
        else if (page.IsEnd)
            await ShortenAsync(batch, ct);
        else if (page.Position != batch.Position)
            await database.WriteAsync(work => BatchStore.PlacedAsync(work, batch.Id, 0, page.Position, batch.NextAt, ct), ct);
    }

    private static long Allowed(Batch batch, DateTimeOffset now) => batch.Asked.PerMinute switch
    {
        null => MostPerTurn,
        _ when now < batch.NextAt => 0,
        var perMinute => Math.Max(1, (long)(perMinute.Value * _look.TotalMinutes)),
    };

    /// <summary>A replay keeps the distances of its arrivals, so many times shorter.</summary>
    private static bool IsDue(Batch batch, BatchItem item, DateTimeOffset now) =>
        batch.Asked.Speed is not { } speed || item.At is not { } at || batch.CreatedAt + ((at - batch.Asked.Since!.Value) / speed) <= now;

    private async Task PlaceAsync(Batch batch, RunPlan plan, IReadOnlyList<BatchItem> items, DateTimeOffset now, CancellationToken ct)
    {
        if (items.Count == 0)
            return;
        var drafts = new List<Run>();
        foreach (var item in items)
        {
            var own = item.Release == batch.Release ? plan : await book.FindAsync(item.Release, batch.Pipeline, ct) ?? plan;
            var draft = maker.Draft(batch.Scope, own, Cause(batch.Kind), item.Because, item.Parameters, batch.Principal);
            drafts.Add(draft with { Batch = batch.Id, Priority = draft.Priority + Precedence });
        }
        await database.WriteAsync(async work =>
        {
            // Somebody may have paused or stopped it, or another node have taken over.
            if (await BatchStore.HoldAsync(work, batch.Id, ct) is not { State: BatchState.Going } held || held.Position != batch.Position)
                return;
            await maker.PlaceAsync(work, drafts, ct);
            var pause = batch.Asked.PerMinute is { } perMinute ? TimeSpan.FromMinutes(drafts.Count / (double)perMinute) : TimeSpan.Zero;
            await BatchStore.PlacedAsync(work, batch.Id, drafts.Count, items[^1].Position, now + pause, ct);
        }, ct);
    }

    // Some of what was counted at the beginning is gone.
    private Task ShortenAsync(Batch batch, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync($"update pipelines_batch set total = placed where id = {batch.Id}", ct), ct);

    private Task EndAsync(Batch batch, BatchState state, string? reason, CancellationToken ct) => database.WriteAsync(async work =>
    {
        if (await BatchStore.HoldAsync(work, batch.Id, ct) is not { EndedAt: null } held)
            return;
        await BatchStore.StateAsync(work, batch.Id, state, reason, clock.GetUtcNow(), ct);
        TellEnd(work, held, state, reason);
    }, ct);

    private static RunCause Cause(BatchKind kind) => kind switch
    {
        BatchKind.Replay => RunCause.Replay,
        BatchKind.Repeat => RunCause.Again,
        BatchKind.Shadow => RunCause.Shadow,
        BatchKind.Reproduce => RunCause.Reproduce,
        _ => RunCause.Backfill,
    };

    [LoggerMessage(3060, LogLevel.Warning, "Batches cannot be gone on with now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(3061, LogLevel.Error, "A batch broke; it is gone on with in half a minute")]
    private partial void LogBroken(Exception e);
}
