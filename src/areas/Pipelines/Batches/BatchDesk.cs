namespace Gantry.Pipelines;

/// <summary>What people ask of batches: begin, pause, go on, stop.</summary>
internal sealed class BatchDesk(
    IDatabase database, IMissionReleases releases, PipelineBook book, RunStore runs, BatchStore batches, LineageStore lineage, IProductShelf shelf, RunStop stop,
    IEnumerable<IBatchList> lists, RunList earlier, TimeProvider clock)
{
    private const int StandardAtOnce = 20;
    private const int StopAtOnce = 100;

    /// <summary>What a batch would be: how many runs, and from where on.</summary>
    public async Task<Result<Batch>> DraftAsync(Scope scope, string pipeline, BatchKind kind, BatchAsk asked, string by, CancellationToken ct)
    {
        if (BatchFaults.WrongWith(kind, asked) is { } wrong)
            return BatchFaults.BadAsk(wrong);
        if (await releases.StandingAsync(scope.Mission!, scope.Environment!, ct) is not { } release)
            return RunFaults.NothingStands(scope.Mission!, scope.Environment!);
        if (kind == BatchKind.Reproduce)
            release = (await runs.FindAsync(asked.Run!.Value, ct))!.Release;
        var plans = await book.OfAsync(release, ct);
        if (!plans.TryGetValue(pipeline, out var plan))
            return RunFaults.NoSuchPipeline(pipeline, scope.Mission!, scope.Environment!, plans.Keys);
        if (!Parameters.Settle(plan.Pipeline, asked.Parameters ?? new Dictionary<string, string>()).TryGet(out _, out var fault) && kind is BatchKind.Backfill or BatchKind.Replay)
            return fault;
        if (kind is BatchKind.Backfill && asked.Filter is null && !plan.Pipeline.Triggers.Any(t => t is Trigger.OfProduct))
            return BatchFaults.NoProducts(pipeline);
        if (kind is BatchKind.Replay && asked.Filter is null && !plan.Pipeline.Triggers.Any(t => t is not Trigger.OfWebhook))
            return BatchFaults.NothingToReplay(pipeline);
        var now = clock.GetUtcNow();
        asked = asked with { AtOnce = asked.AtOnce > 0 ? asked.AtOnce : kind == BatchKind.Replay && asked.Speed is null ? 1 : StandardAtOnce };
        var batch = new Batch(Guid.CreateVersion7(now), scope, pipeline, kind, release, asked, by, 0, "", now);
        if (asked.Last is { } last)
            batch = batch with { Position = await earlier.BeforeLastAsync(batch, last, ct) };
        return (await lists.Of(batch).CountAsync(batch, plan, ct)).TryGet(out var total, out fault) ? batch with { Total = asked.Last is { } most ? Math.Min(most, total) : total } : fault;
    }

    public async Task<Batch> BeginAsync(Batch batch, CancellationToken ct)
    {
        await database.WriteAsync(async work =>
        {
            await BatchStore.AddAsync(work, batch, ct);
            work.Tell(Entry.Of(PipelineKinds.BatchStarted, batch.Scope, batch.Subject, batch.Principal,
                new { pipeline = batch.Pipeline, kind = RunViews.Word(batch.Kind), total = batch.Total, release = batch.Release.Hex }));
            work.Wake(BatchStore.Topic);
        }, ct);
        return batch;
    }

    /// <summary>Makes a product once more, in the release and with the inputs of the run that made it.</summary>
    public async Task<Result<Batch>> ReproduceAsync(Scope scope, string product, string by, CancellationToken ct)
    {
        if (!(await shelf.NamedAsync(scope, product, ct)).TryGet(out var found, out var fault))
            return fault;
        if (found is null)
            return RunFaults.NoSuchProduct(product, scope);
        if ((await lineage.MakersAsync(scope, [found.Id], ct)).LastOrDefault() is not { } maker || await runs.FindAsync(maker.Run, ct) is not { } run)
            return BatchFaults.NotMadeHere(product);
        var asked = new BatchAsk { Run = maker.Run, Step = maker.Step.Split('[')[0], AtOnce = 1 };
        return (await DraftAsync(scope, run.Pipeline, BatchKind.Reproduce, asked, by, ct)).TryGet(out var batch, out fault) ? await BeginAsync(batch, ct) : fault;
    }

    public Task<Result<Batch>> PauseAsync(Scope scope, Guid id, string reason, string by, CancellationToken ct) =>
        ChangeAsync(scope, id, (work, batch) => BatchStore.StateAsync(work, batch.Id, BatchState.Paused, $"{by}: {reason}", null, ct), ct);

    public Task<Result<Batch>> ResumeAsync(Scope scope, Guid id, CancellationToken ct) =>
        ChangeAsync(scope, id, (work, batch) => BatchStore.StateAsync(work, batch.Id, BatchState.Going, null, null, ct), ct);

    /// <summary>No more runs are made of it, and those that go on are stopped.</summary>
    public async Task<Result<Batch>> StopAsync(Scope scope, Guid id, string reason, string by, CancellationToken ct)
    {
        var changed = await ChangeAsync(scope, id, async (work, batch) =>
        {
            await BatchStore.StateAsync(work, batch.Id, BatchState.Stopped, $"{by}: {reason}", clock.GetUtcNow(), ct);
            BatchDuty.TellEnd(work, batch, BatchState.Stopped, reason);
        }, ct);
        if (!changed.TryGet(out _, out var fault))
            return fault;
        while (await StopRunsAsync(id, reason, by, ct) == StopAtOnce)
            ct.ThrowIfCancellationRequested();
        return (await batches.FindAsync(id, ct))!;
    }

    private async Task<int> StopRunsAsync(Guid batch, string reason, string by, CancellationToken ct) => await database.WriteAsync(async work =>
    {
        var open = await work.QueryAsync(
            $"select id from pipelines_run where batch = {batch} and ended_at is null and cancelled_at is null order by id limit {StopAtOnce}", row => row.Id(0), ct);
        foreach (var run in open)
            await stop.StopAsync(work, run, reason, by, clock.GetUtcNow(), ct);
        return open.Count;
    }, ct);

    private async Task<Result<Batch>> ChangeAsync(Scope scope, Guid id, Func<UnitOfWork, Batch, Task> change, CancellationToken ct)
    {
        var result = await database.WriteAsync<Result<Batch>>(async work =>
        {
            if (await BatchStore.HoldAsync(work, id, ct) is not { } batch || batch.Scope != scope)
                return BatchFaults.NoSuchBatch(id);
            if (batch.EndedAt is not null)
                return BatchFaults.HasEnded(id, RunViews.Word(batch.State));
            await change(work, batch);
            work.Wake(BatchStore.Topic);
            return batch;
        }, ct);
        return result.TryGet(out _, out var fault) ? (await batches.FindAsync(id, ct))! : fault;
    }
}
