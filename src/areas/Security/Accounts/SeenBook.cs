using System.Collections.Concurrent;

namespace Gantry.Security;

/// <summary>
/// When each principal and token was last used: kept in memory and written now and then, because a write with every
/// request would cost more than the request. A crash loses half a minute of it, and nothing is decided by it.
/// </summary>
internal sealed class SeenBook(IDatabase database, TimeProvider clock)
{
    private const int LargestPage = 200;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _principals = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _tokens = new();

    public void Saw(Guid principal, Guid? token)
    {
        var now = clock.GetUtcNow();
        _principals[principal] = now;
        if (token is { } id)
            _tokens[id] = now;
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        await FlushAsync(_principals, (id, seen) => SqlText.Of($"update security_principals set last_seen_at = {seen} where id = {id}"), ct);
        await FlushAsync(_tokens, (id, seen) => SqlText.Of($"update security_tokens set last_used_at = {seen} where id = {id}"), ct);
    }

    private async Task FlushAsync(ConcurrentDictionary<Guid, DateTimeOffset> seen, Func<Guid, DateTimeOffset, SqlText> update, CancellationToken ct)
    {
        // Sorted, so that two nodes take the rows in one order and never wait for one another in a circle.
        foreach (var page in seen.ToArray().OrderBy(pair => pair.Key).Chunk(LargestPage))
        {
            await database.WriteAsync(async work =>
            {
                foreach (var (id, time) in page)
                    await work.ExecuteAsync(update(id, time), ct);
            }, ct);
            foreach (var pair in page)
                seen.TryRemove(pair);
        }
    }
}
