using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>The nodes that do steps.</summary>
internal sealed class NodeStore(IDatabase database, TimeProvider clock)
{
    /// <summary>Woken when a node is drained or refilled.</summary>
    public const string Topic = "nodes";

    // A node that is silent for so long is gone.
    private static readonly TimeSpan _forgotten = TimeSpan.FromDays(7);

    /// <summary>Notes that a node is there; says whether it is drained.</summary>
    public Task<bool> BeatAsync(string name, int places, DateTimeOffset startedAt, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(async work =>
    {
        await work.ExecuteAsync($"delete from pipelines_node where seen_at < {now - _forgotten}", ct);
        return await work.FirstAsync(
            $"""
             insert into pipelines_node (name, places, started_at, seen_at) values ({name}, {places}, {startedAt}, {now})
             on conflict (name) do update set places = excluded.places, started_at = excluded.started_at, seen_at = excluded.seen_at returning drained_at
             """, row => row.TimeOrNull(0) is not null, ct);
    }, ct);

    public async Task<List<NodeView>> ListAsync(CancellationToken ct) => await database.ReadAsync(session => session.QueryAsync(
        $"""
         select name, places, (select count(*) from pipelines_attempt where node = pipelines_node.name and state = {AttemptState.Running.ToString()} and ended_at is null),
             started_at, seen_at, drained_by, drained_at, reason
         from pipelines_node order by name limit 1000
         """, row => new NodeView(row.Text(0), row.Number(1), row.Number(2), row.Time(3), row.Time(4), row.TextOrNull(5), row.TimeOrNull(6), row.TextOrNull(7)), ct), ct);

    /// <summary>It takes no more steps; those that it does go on to their end. False when there is no such node.</summary>
    public Task<bool> DrainAsync(string name, string reason, string by, CancellationToken ct) => ChangeAsync(
        SqlText.Of($"update pipelines_node set drained_by = {by}, drained_at = {clock.GetUtcNow()}, reason = {reason} where name = {name}"),
        Entry.Of(PipelineKinds.NodeDrained, Scope.Everywhere, $"nodes/{name}", by, new { node = name, reason }), ct);

    public Task<bool> RefillAsync(string name, string by, CancellationToken ct) => ChangeAsync(
        SqlText.Of($"update pipelines_node set drained_by = null, drained_at = null, reason = null where name = {name}"),
        Entry.Of(PipelineKinds.NodeRefilled, Scope.Everywhere, $"nodes/{name}", by, new { node = name }), ct);

    private Task<bool> ChangeAsync(SqlText change, Entry entry, CancellationToken ct) => database.WriteAsync(async work =>
    {
        if (await work.ExecuteAsync(change, ct) == 0)
            return false;
        work.Tell(entry);
        work.Wake(Topic);
        return true;
    }, ct);
}
