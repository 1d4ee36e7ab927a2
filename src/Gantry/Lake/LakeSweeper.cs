namespace Gantry;

/// <summary>What keeps blobs alive. Port: each area answers for the blobs its rows name.</summary>
public interface IBlobRoots
{
    /// <summary>Which of the candidates this area still needs.</summary>
    Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct);
}

/// <summary>What one sweep did.</summary>
public sealed record Swept(long Seen, long Removed, long RemovedBytes);

/// <summary>
/// Removes blobs that nothing names any more: those of deleted products, and those a crash left between bytes and row.
/// Always online: what is being put meanwhile is younger than the grace, and whoever refers to a blob at the very
/// moment it is condemned is told so (<see cref="UnitOfWork.ReferAsync"/>).
/// </summary>
public sealed class LakeSweeper(IDatabase database, IBlobStore blobs, IEnumerable<IBlobRoots> roots, TimeProvider clock)
{
    private const int Batch = 256;

    private static readonly TimeSpan _marksAreKept = TimeSpan.FromDays(7);

    public async Task<Swept> SweepAsync(TimeSpan grace, CancellationToken ct)
    {
        await FinishCondemnedAsync(ct);
        var swept = new Swept(0, 0, 0);
        var old = new List<StoredBlob>(Batch);
        await foreach (var blob in blobs.ListAsync(null, ct))
        {
            swept = swept with { Seen = swept.Seen + 1 };
            if (clock.GetUtcNow() - blob.WrittenAt < grace)
                continue;
            old.Add(blob);
            if (old.Count < Batch)
                continue;
            swept = await RemoveAsync(swept, old, ct);
            old.Clear();
        }
        return await RemoveAsync(swept, old, ct);
    }

    private async Task<Swept> RemoveAsync(Swept swept, List<StoredBlob> old, CancellationToken ct)
    {
        if (old.Count == 0)
            return swept;
        var condemned = await CondemnAsync([.. old.Select(b => b.Digest)], ct);
        foreach (var blob in old.Where(b => condemned.Contains(b.Digest)))
        {
            await blobs.DeleteAsync(blob.Digest, ct);
            swept = swept with { Removed = swept.Removed + 1, RemovedBytes = swept.RemovedBytes + blob.SizeBytes };
        }
        await MarkGoneAsync(condemned, ct);
        return swept;
    }

    // Condemning and referring both hold the stamp: a reference made before is seen here, one made after sees the mark.
    private Task<HashSet<Digest>> CondemnAsync(IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await work.StampAsync(ct);
            var condemned = candidates.ToHashSet();
            foreach (var root in roots)
            {
                if (condemned.Count > 0)
                    condemned.ExceptWith(await root.NeededAsync(work, condemned, ct));
            }
            foreach (var digest in condemned)
                await work.ExecuteAsync(
                    $"insert into core_condemned values ({digest}, null) on conflict (digest) do update set gone_at = null", ct);
            return condemned;
        }, ct);

    // The marks stay until every put that may have found the old copy has long ended.
    private Task MarkGoneAsync(IReadOnlyCollection<Digest> gone, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var now = await work.StampAsync(ct);
            await work.ExecuteAsync($"update core_condemned set gone_at = {now} where digest in {gone.Select(d => d.Hex).ToList()}", ct);
            await work.ExecuteAsync($"delete from core_condemned where gone_at < {now - _marksAreKept}", ct);
        }, ct);

    // A sweep that died in the middle left marks: nobody could refer to those blobs since, so they may go now.
    private async Task FinishCondemnedAsync(CancellationToken ct)
    {
        while (true)
        {
            var left = await database.ReadAsync(session => session.QueryAsync(
                $"select digest from core_condemned where gone_at is null order by digest limit {Batch}", row => row.Digest(0), ct), ct);
            if (left.Count == 0)
                return;
            foreach (var digest in left)
                await blobs.DeleteAsync(digest, ct);
            await MarkGoneAsync(left, ct);
        }
    }
}
