using System.Data.Common;

namespace Gantry.Hub;

/// <summary>What became of a file of a source.</summary>
internal static class FileOutcome
{
    public const string Taken = "taken";
    public const string Later = "later";
    public const string Failed = "failed";
    public const string Quarantined = "quarantined";

    /// <summary>Asks for both kinds of files that wait for somebody: failed and quarantined.</summary>
    public const string Aside = "aside";

    public static IReadOnlyList<string> Askable { get; } = [Taken, Later, Failed, Quarantined, Aside];
}

/// <summary>A file as it was when something became of it.</summary>
internal sealed record SeenFile(
    string Path, long? SizeBytes, DateTimeOffset? ModifiedAt, string Outcome, string? Reason, int Rounds, DateTimeOffset? NextAt, DateTimeOffset SeenAt)
{
    public string? Product { get; init; }

    /// <summary>What is needed to fetch it without listing it again, where its source has that.</summary>
    public string? Detail { get; init; }
}

/// <summary>A source as it stands.</summary>
internal sealed record SourceState(
    SourceKey Key, string Kind, string Place, string State, DateTimeOffset Since, string? Fault, string? Node, bool IsPaused, long LooksAsked,
    DateTimeOffset? ListedAt, DateTimeOffset? NextAt, DateTimeOffset? TakenAt, string? PlaceInTime, long Listed, long Taken, long TakenBytes, int Failures)
{
    public const string Waiting = "waiting";
    public const string Failing = "failing";
    public const string Stopped = "stopped";
}

/// <summary>What is known of sources and of their files. The only class that knows the tables.</summary>
internal sealed class SourceStore(IDatabase database, TimeProvider clock)
{
    /// <summary>A source begins to work here; returns how it stood before. Told to the journal when it did not work before.</summary>
    public Task<SourceState> BeginAsync(SourceKey key, string kind, string place, string node, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var now = clock.GetUtcNow();
            var known = await FindAsync(work, key, ct);
            await work.ExecuteAsync(
                $"""
                 insert into hub_source (mission, environment, name, kind, place, state, since, node, is_paused, looks_asked, listed, taken, taken_bytes, failures)
                 values ({key.Mission}, {key.Environment}, {key.Name}, {kind}, {place}, {SourceState.Waiting}, {now}, {node}, 0, 0, 0, 0, 0, 0)
                 on conflict (mission, environment, name) do update set kind = excluded.kind, place = excluded.place, node = excluded.node,
                     since = case when hub_source.state = {SourceState.Stopped} then excluded.since else hub_source.since end,
                     state = case when hub_source.state = {SourceState.Failing} then hub_source.state else excluded.state end
                 """, ct);
            if (known is null || known.State == SourceState.Stopped)
                work.Tell(Entry.Of(SourceKinds.Started, key.Scope, key.Subject, node, new { kind, place }));
            return (await FindAsync(work, key, ct))!;
        }, ct);

    /// <summary>Every source that works somewhere.</summary>
    public Task<List<SourceState>> WorkingAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync($"select {_columns} from hub_source where state <> {SourceState.Stopped}", Read, ct), ct);

    /// <summary>Sources that no release that stands declares any more have stopped; told once, whichever node is first.</summary>
    public Task StopAsync(IReadOnlyList<SourceState> gone, string node, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            foreach (var source in gone)
            {
                var stopped = await work.ExecuteAsync(
                    $"""
                     update hub_source set state = {SourceState.Stopped}, since = {clock.GetUtcNow()}, fault = null, next_at = null
                     where {Is(source.Key)} and state <> {SourceState.Stopped}
                     """, ct);
                if (stopped == 1)
                    work.Tell(Entry.Of(SourceKinds.Stopped, source.Key.Scope, source.Key.Subject, node, new { source.Kind, source.Place }));
            }
        }, ct);

    /// <summary>A look has ended, well or not. The journal is told of changes between the two alone.</summary>
    public Task LookedAsync(SourceKey key, LookResult look, string node, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            if (await FindAsync(work, key, ct) is not { } before)
                return;
            var now = clock.GetUtcNow();
            var state = look.Fault is null ? SourceState.Waiting : SourceState.Failing;
            var isWhole = look.Fault is null;
            var since = state == SourceState.Failing == (before.State == SourceState.Failing) ? before.Since : now;
            await work.ExecuteAsync(
                $"""
                 update hub_source set state = {state}, since = {since}, fault = {look.Fault}, next_at = {look.NextAt}, failures = {look.Failures},
                     listed_at = coalesce({(isWhole ? now : (DateTimeOffset?)null)}, listed_at), listed = coalesce({(isWhole ? look.Listed : (long?)null)}, listed),
                     place_in_time = coalesce({look.PlaceInTime}, place_in_time)
                 where {Is(key)}
                 """, ct);
            if (state == SourceState.Failing && before.State != SourceState.Failing)
                work.Tell(Entry.Of(SourceKinds.Unreachable, key.Scope, key.Subject, node, new { before.Place, reason = look.Fault }));
            if (state != SourceState.Failing && before.State == SourceState.Failing)
                work.Tell(Entry.Of(SourceKinds.Reachable, key.Scope, key.Subject, node, new { before.Place, unreachableSince = before.Since }));
        }, ct);

    /// <summary>Notes what became of files, in one go, with how far the source has been read.</summary>
    public Task MarkAsync(SourceKey key, IReadOnlyList<SeenFile> files, IReadOnlyList<string> forgotten, Counted counted, string? placeInTime, string node, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            if (files.Count > 0)
                await work.ExecuteAsync(
                    $"""
                     insert into hub_seen (mission, environment, source, path, size_bytes, modified_at, outcome, reason, tries, next_at, seen_at, product, detail)
                     values {SqlText.Join(", ", files.Select(f => Row(key, f)))}
                     on conflict (mission, environment, source, path) do update set size_bytes = excluded.size_bytes, modified_at = excluded.modified_at,
                         outcome = excluded.outcome, reason = excluded.reason, tries = excluded.tries, next_at = excluded.next_at,
                         seen_at = excluded.seen_at, product = excluded.product, detail = excluded.detail
                     """, ct);
            if (forgotten.Count > 0)
                await work.ExecuteAsync($"delete from hub_seen where {Of(key)} and path in {forgotten}", ct);
            await work.ExecuteAsync(
                $"""
                 update hub_source set taken = taken + {counted.Files}, taken_bytes = taken_bytes + {counted.Bytes},
                     taken_at = case when {counted.Files} > 0 then {clock.GetUtcNow()} else taken_at end,
                     place_in_time = coalesce({placeInTime}, place_in_time)
                 where {Is(key)}
                 """, ct);
            foreach (var failed in files.Where(f => f.Outcome == FileOutcome.Failed))
                work.Tell(Entry.Of(SourceKinds.FileFailed, key.Scope, key.Subject, node, new { failed.Path, failed.Reason, failed.Rounds }));
        }, ct);

    /// <summary>What is known of these paths.</summary>
    public Task<Dictionary<string, SeenFile>> SeenAsync(SourceKey key, IReadOnlyCollection<string> paths, CancellationToken ct) =>
        database.ReadAsync(async session =>
        {
            var rows = await session.QueryAsync($"select {_seenColumns} from hub_seen where {Of(key)} and path in {paths}", ReadSeen, ct);
            return rows.ToDictionary(f => f.Path, StringComparer.Ordinal);
        }, ct);

    /// <summary>Files whose next try is due and that can be fetched without being listed.</summary>
    public Task<List<SeenFile>> DueAsync(SourceKey key, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_seenColumns} from hub_seen
             where {Of(key)} and outcome = {FileOutcome.Later} and next_at <= {clock.GetUtcNow()} and detail is not null and path > {after}
             order by path limit {limit}
             """, ReadSeen, ct), ct);

    /// <summary>Forgets files that were to be tried again and that a whole listing did not show any more.</summary>
    public Task<int> ForgetVanishedAsync(SourceKey key, DateTimeOffset listingBegan, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync(
            $"""
             delete from hub_seen where {Of(key)} and outcome = {FileOutcome.Later} and next_at <= {listingBegan}
                 and seen_at < {listingBegan} and detail is null
             """, ct), ct);

    /// <summary>Forgets files that were taken long ago and lie outside the window that is still looked at.</summary>
    public Task ForgetOldAsync(SourceKey key, DateTimeOffset before, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync(
            $"delete from hub_seen where {Of(key)} and outcome = 'taken' and seen_at < {before} and modified_at < {before}", ct), ct);

    /// <summary>The files of a source in one state, by path.</summary>
    public Task<List<SeenFile>> ListFilesAsync(SourceKey key, string? outcome, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_seenColumns} from hub_seen where {Of(key)} and path > {after} and {Outcome(outcome)} order by path limit {limit}
             """, ReadSeen, ct), ct);

    /// <summary>How many files of each source are in each state that is not taken.</summary>
    public Task<Dictionary<(string Source, string Outcome), long>> CountOpenAsync(string mission, string environment, CancellationToken ct) =>
        database.ReadAsync(async session =>
        {
            var rows = await session.QueryAsync(
                $"""
                 select source, outcome, count(*) from hub_seen
                 where mission = {mission} and environment = {environment} and outcome <> 'taken' group by source, outcome
                 """, row => (Source: row.Text(0), Outcome: row.Text(1), Count: row.Number(2)), ct);
            return rows.ToDictionary(r => (r.Source, r.Outcome), r => r.Count);
        }, ct);

    public Task<List<SourceState>> ListAsync(string mission, string environment, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from hub_source where mission = {mission} and environment = {environment} and name > {after} order by name limit {limit}", Read, ct), ct);

    public Task<SourceState?> FindAsync(SourceKey key, CancellationToken ct) => database.ReadAsync(session => FindAsync(session, key, ct), ct);

    /// <summary>Pauses a source or lets it go on; nothing happens when it is so already.</summary>
    public Task<Result<SourceState>> PauseAsync(SourceKey key, bool isPaused, string by, CancellationToken ct) =>
        OrderAsync(key, async (work, source) =>
        {
            if (source.IsPaused == isPaused)
                return;
            await work.ExecuteAsync($"update hub_source set is_paused = {isPaused} where {Is(key)}", ct);
            work.Tell(Entry.Of(isPaused ? SourceKinds.Paused : SourceKinds.Resumed, key.Scope, key.Subject, by, new { source.Place }));
        }, ct);

    /// <summary>Asks for a look at once.</summary>
    public Task<Result<SourceState>> AskAsync(SourceKey key, CancellationToken ct) =>
        OrderAsync(key, (work, _) => work.ExecuteAsync($"update hub_source set looks_asked = looks_asked + 1 where {Is(key)}", ct), ct);

    /// <summary>Has files tried again that were put aside: one, or all of them.</summary>
    public async Task<Result<long>> RetryAsync(SourceKey key, string? path, string by, CancellationToken ct)
    {
        var count = 0L;
        var result = await OrderAsync(key, async (work, _) =>
        {
            var one = path is null ? SqlText.Constant("1 = 1") : SqlText.Of($"path = {path}");
            count = await work.ExecuteAsync(
                $"""
                 update hub_seen set outcome = {FileOutcome.Later}, next_at = {clock.GetUtcNow()}, tries = 0
                 where {Of(key)} and outcome in ('failed', 'quarantined', 'later') and {one}
                 """, ct);
            await work.ExecuteAsync($"update hub_source set looks_asked = looks_asked + 1 where {Is(key)}", ct);
            if (count > 0)
                work.Tell(Entry.Of(SourceKinds.FilesRetried, key.Scope, key.Subject, by, new { count, path }));
        }, ct);
        return result.TryGet(out _, out var fault) ? count : fault;
    }

    /// <summary>Files of an environment's sources that became products, by source and path.</summary>
    public Task<List<TakenFile>> TakenAsync(Scope scope, string afterSource, string afterPath, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select source, path, product from hub_seen
             where mission = {scope.Mission} and environment = {scope.Environment} and (source, path) > ({afterSource}, {afterPath})
                 and outcome = 'taken' and product is not null order by source, path limit {limit}
             """, row => new TakenFile(row.Text(0), row.Text(1), row.Id(2)), ct), ct);

    /// <summary>What is known of the files that these products were made of, with their sources.</summary>
    public Task<List<(string Source, SeenFile File)>> OfProductsAsync(Scope scope, IReadOnlyCollection<Guid> products, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_seenColumns}, source from hub_seen
             where product in {products.Select(id => id.ToString("D")).ToList()} and mission = {scope.Mission} and environment = {scope.Environment}
             order by source, path
             """, row => (row.Text(10), ReadSeen(row)), ct), ct);

    /// <summary>
    /// Has the file that a product was made of fetched once more, within somebody's unit; false when no source that works
    /// remembers it, or its source shows only what is new and how to come to this file was not kept.
    /// </summary>
    public async Task<bool> FetchAgainAsync(UnitOfWork work, Scope scope, Guid product, CancellationToken ct)
    {
        var files = await work.QueryAsync(
            $"""
             select f.source, f.path from hub_seen f join hub_source s on s.mission = f.mission and s.environment = f.environment and s.name = f.source
             where f.product = {product} and f.mission = {scope.Mission} and f.environment = {scope.Environment} and f.outcome = 'taken'
                 and s.state <> {SourceState.Stopped} and (f.detail is not null or s.kind not in ('odata', 'cadip'))
             """, row => (Key: new SourceKey(scope.Mission!, scope.Environment!, row.Text(0)), Path: row.Text(1)), ct);
        foreach (var (key, path) in files)
        {
            await work.ExecuteAsync(
                $"update hub_seen set outcome = {FileOutcome.Later}, next_at = {clock.GetUtcNow()}, tries = 0 where {Of(key)} and path = {path}", ct);
            await work.ExecuteAsync($"update hub_source set looks_asked = looks_asked + 1 where {Is(key)}", ct);
            work.Tell(Entry.Of(SourceKinds.FilesRetried, key.Scope, key.Subject, "reconcile", new { count = 1, path }));
            work.Wake(key.Topic);
        }
        return files.Count > 0;
    }

    /// <summary>Tells the journal of a source without changing anything.</summary>
    public Task TellAsync(Entry entry, CancellationToken ct) =>
        database.WriteAsync(work =>
        {
            work.Tell(entry);
            return Task.CompletedTask;
        }, ct);

    private Task<Result<SourceState>> OrderAsync(SourceKey key, Func<UnitOfWork, SourceState, Task> order, CancellationToken ct) =>
        database.WriteAsync<Result<SourceState>>(async work =>
        {
            if (await FindAsync(work, key, ct) is not { } source)
                return SourceFaults.NoSuchSource(key);
            if (source.State == SourceState.Stopped)
                return SourceFaults.NotWorking(key);
            await order(work, source);
            work.Wake(key.Topic);
            return (await FindAsync(work, key, ct))!;
        }, ct);

    private static Task<SourceState?> FindAsync(Session session, SourceKey key, CancellationToken ct) =>
        session.FirstAsync($"select {_columns} from hub_source where {Is(key)}", Read, ct);

    private static SqlText Is(SourceKey key) => SqlText.Of($"mission = {key.Mission} and environment = {key.Environment} and name = {key.Name}");

    private static SqlText Of(SourceKey key) => SqlText.Of($"mission = {key.Mission} and environment = {key.Environment} and source = {key.Name}");

    // The words stand in the statement, so that the index on what is open is used.
    private static SqlText Outcome(string? outcome) => outcome switch
    {
        null => SqlText.Constant("1 = 1"),
        FileOutcome.Taken => SqlText.Constant("outcome = 'taken'"),
        FileOutcome.Aside => SqlText.Constant("outcome <> 'taken' and outcome in ('failed', 'quarantined')"),
        _ => SqlText.Of($"outcome <> 'taken' and outcome = {outcome}"),
    };

    private static SqlText Row(SourceKey key, SeenFile f) => SqlText.Of(
        $"""
         ({key.Mission}, {key.Environment}, {key.Name}, {f.Path}, {f.SizeBytes}, {f.ModifiedAt}, {f.Outcome}, {f.Reason}, {f.Rounds}, {f.NextAt}, {f.SeenAt},
          {f.Product}, {f.Detail})
         """);

    private static readonly SqlText _seenColumns = SqlText.Constant("path, size_bytes, modified_at, outcome, reason, tries, next_at, seen_at, product, detail");

    private static SeenFile ReadSeen(DbDataReader row) => new(
        row.Text(0), row.NumberOrNull(1), row.TimeOrNull(2), row.Text(3), row.TextOrNull(4), (int)row.Number(5), row.TimeOrNull(6), row.Time(7))
    {
        Product = row.TextOrNull(8), Detail = row.TextOrNull(9),
    };

    private static readonly SqlText _columns = SqlText.Constant(
        """
        mission, environment, name, kind, place, state, since, fault, node, is_paused, looks_asked, listed_at, next_at, taken_at, place_in_time,
        listed, taken, taken_bytes, failures
        """);

    private static SourceState Read(DbDataReader row) => new(
        new(row.Text(0), row.Text(1), row.Text(2)), row.Text(3), row.Text(4), row.Text(5), row.Time(6), row.TextOrNull(7), row.TextOrNull(8),
        row.Flag(9), row.Number(10), row.TimeOrNull(11), row.TimeOrNull(12), row.TimeOrNull(13), row.TextOrNull(14),
        row.Number(15), row.Number(16), row.Number(17), (int)row.Number(18));
}

/// <summary>How a look at a source ended.</summary>
internal sealed record LookResult(string? Fault, long Listed, DateTimeOffset? NextAt, int Failures, string? PlaceInTime);

/// <summary>What was taken since the last note.</summary>
internal readonly record struct Counted(long Files, long Bytes);

/// <summary>A file that became a product.</summary>
internal sealed record TakenFile(string Source, string Path, Guid Product);
