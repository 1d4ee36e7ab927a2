using System.Globalization;

namespace Gantry.Pipelines;

/// <summary>Earlier runs in the order in which they were made: those that did not pass, those of another release, those to be done beside.</summary>
internal sealed class RunList(IDatabase database, TimeProvider clock) : IBatchList
{
    private static readonly string[] _published = [.. Enum.GetValues<RunCause>().Except([RunCause.Shadow, RunCause.Reproduce]).Select(c => c.ToString())];

    public bool Serves(BatchKind kind) => kind is BatchKind.Stale or BatchKind.Repeat or BatchKind.Shadow or BatchKind.Reproduce;

    // Who commits a moment later may have read the clock a moment earlier.
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(2);

    public async Task<Result<long>> CountAsync(Batch batch, RunPlan plan, CancellationToken ct) =>
        batch.Asked.IsFollowing ? Batch.Endless : await database.ReadAsync(session => session.FirstAsync($"select count(*) from pipelines_run where {Which(batch)}", row => row.Number(0), ct), ct);

    public async Task<Result<BatchPage>> NextAsync(Batch batch, RunPlan plan, int most, CancellationToken ct)
    {
        if (batch.Asked.IsFollowing)
            return await FollowAsync(batch, plan, most, ct);
        var found = await database.ReadAsync(session => session.QueryAsync(
            $"select {RunStore.Columns} from pipelines_run where {Which(batch)} and id > {batch.Position} order by id limit {most}", RunStore.Read, ct), ct);
        return BatchPage.Of(found.ConvertAll(run => Item(batch, plan, run)), batch);
    }

    /// <summary>Runs that passed since the batch began, in the order in which they ended.</summary>
    private async Task<BatchPage> FollowAsync(Batch batch, RunPlan plan, int most, CancellationToken ct)
    {
        var settled = clock.GetUtcNow() - _settled;
        var (after, id) = batch.Position.Split('~') is [var time, var last] ? (DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(time, CultureInfo.InvariantCulture)), last) : (batch.CreatedAt, "");
        var until = batch.Asked.Until is { } end && end < settled ? end : settled;
        var found = await database.ReadAsync(session => session.QueryAsync(
            $"""
             select {RunStore.Columns} from pipelines_run
             where {Where(batch)} and state = {RunState.Passed.ToString()} and ended_at < {until} and (ended_at > {after} or (ended_at = {after} and id > {id}))
             order by ended_at, id limit {most}
             """, RunStore.Read, ct), ct);
        return new(
            found.ConvertAll(run => Item(batch, plan, run) with { Position = $"{run.EndedAt!.Value.ToUnixTimeMilliseconds()}~{run.Id}" }), batch.Position,
            found.Count == 0 && batch.Asked.Until <= settled);
    }

    /// <summary>The id before the last so many, so that those are what is behind it.</summary>
    public async Task<string> BeforeLastAsync(Batch batch, int last, CancellationToken ct) =>
        await database.ReadAsync(session => session.FirstAsync(
            $"select id from pipelines_run where {Which(batch)} order by id desc limit 1 offset {last}", row => row.Text(0), ct), ct) ?? "";

    private static BatchItem Item(Batch batch, RunPlan plan, Run run)
    {
        var because = Because.Read(run.Because);
        // What the pipeline no longer asks, it is not told; what it asks newly has its default.
        var parameters = plan.Pipeline.Parameters.Where(p => run.Parameters.ContainsKey(p.Name) || p.Standard is not null)
            .ToDictionary(p => p.Name, p => run.Parameters.GetValueOrDefault(p.Name) ?? p.Standard!, StringComparer.Ordinal);
        return batch.Kind switch
        {
            BatchKind.Stale => new($"{run.Id}", because, parameters, batch.Release),
            BatchKind.Repeat => batch.Asked.IsByStanding
                ? new($"{run.Id}", because with { Run = run.Id, From = null }, parameters, batch.Release)
                : new($"{run.Id}", because with { Run = run.Id, From = null }, run.Parameters, run.Release),
            _ => new($"{run.Id}", because with
            {
                Run = run.Id, From = null, IsShadow = true, Environment = batch.Asked.Environment, AsOf = run.Moment, Only = batch.Asked.Step,
            }, parameters, batch.Release),
        };
    }

    private static SqlText Where(Batch batch) =>
        SqlText.Of($"mission = {batch.Origin.Mission} and environment = {batch.Origin.Environment} and pipeline = {batch.Pipeline} and cause in {_published}");

    private static SqlText Which(Batch batch)
    {
        var (origin, asked) = (batch.Origin, batch.Asked);
        // Only what was there before the batch: or it would go on with its own runs.
        List<SqlText> all = [Where(batch), SqlText.Of($"id < {batch.Id}")];
        if (asked.Since is { } since)
            all.Add(SqlText.Of($"created_at >= {since}"));
        if (asked.Until is { } until)
            all.Add(SqlText.Of($"created_at < {until}"));
        all.Add(batch.Kind switch
        {
            // What went well when it was repeated is not repeated again.
            BatchKind.Repeat => SqlText.Of(
                $"""
                 state in ({RunState.Failed.ToString()}, {RunState.Errored.ToString()})
                 and not exists (select 1 from pipelines_run again where again.repeats = pipelines_run.id and again.state = {RunState.Passed.ToString()} and again.cause = {RunCause.Again.ToString()})
                 """),
            BatchKind.Reproduce => SqlText.Of($"id = {asked.Run}"),
            BatchKind.Shadow => SqlText.Of($"state = {RunState.Passed.ToString()}"),
            // Of those with the same beginning only the last, when that was one of another release.
            _ => SqlText.Of(
                $"""
                 release <> {batch.Release} and id in (
                     select max(id) from pipelines_run where mission = {origin.Mission} and environment = {origin.Environment} and pipeline = {batch.Pipeline} and id < {batch.Id}
                         and state = {RunState.Passed.ToString()} and cause in ({RunCause.Product.ToString()}, {RunCause.Products.ToString()}, {RunCause.Hand.ToString()}, {RunCause.Backfill.ToString()})
                     group by because, parameters)
                 """),
        });
        return SqlText.Join(" and ", all);
    }
}
