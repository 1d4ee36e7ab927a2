namespace Gantry.Pipelines;

/// <summary>What runs need of the lake: what they read and made, and their logs.</summary>
internal sealed class StepRoots : IBlobRoots
{
    public async Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct)
    {
        var hexes = candidates.Select(c => c.Hex).ToList();
        return await session.QueryAsync(
            $"""
             select digest from pipelines_input where digest in {hexes}
             union select digest from pipelines_output where digest in {hexes}
             union select log_digest from pipelines_attempt where log_digest in {hexes}
             """, row => row.Digest(0), ct);
    }
}
