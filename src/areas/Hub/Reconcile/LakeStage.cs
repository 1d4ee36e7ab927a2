namespace Gantry.Hub;

/// <summary>Every blob of the lake is named by something; those that are not are the sweeper's. The lake is shared by all missions.</summary>
internal sealed class LakeStage(IBlobStore blobs, IEnumerable<IBlobRoots> roots, IDatabase database, HubOptions options, TimeProvider clock) : IReconcileStage
{
    private const int PageSize = 2_000;
    private const int AskedAtOnce = 250;

    public string Name => "lake";

    public async Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct)
    {
        var page = new List<StoredBlob>(PageSize);
        await foreach (var blob in blobs.ListAsync(place is null ? null : Digest.Parse(place), ct))
        {
            page.Add(blob);
            if (page.Count == PageSize)
                break;
        }
        // What is younger may be named in the next millisecond.
        var old = page.Where(b => clock.GetUtcNow() - b.WrittenAt >= options.SweepGrace).ToList();
        var found = new List<Discrepancy>();
        foreach (var some in old.Chunk(AskedAtOnce))
        {
            var unnamed = await UnnamedAsync([.. some.Select(b => b.Digest)], ct);
            found.AddRange(some.Where(b => unnamed.Contains(b.Digest)).Select(b =>
                new Discrepancy(DiscrepancyKind.BlobUnnamed, b.Digest.Hex, $"{b.SizeBytes} bytes, written {Dates.Text(b.WrittenAt)}")));
        }
        return new(page.Count, page.Count == PageSize ? page[^1].Digest.Hex : null, found);
    }

    private Task<HashSet<Digest>> UnnamedAsync(HashSet<Digest> candidates, CancellationToken ct) =>
        database.ReadAsync(async session =>
        {
            foreach (var root in roots)
            {
                if (candidates.Count > 0)
                    candidates.ExceptWith(await root.NeededAsync(session, candidates, ct));
            }
            return candidates;
        }, ct);
}
