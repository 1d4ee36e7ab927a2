namespace Gantry.Hub;

/// <summary>An upload keeps the bytes of its pieces alive until it is decided or over.</summary>
internal sealed class UploadRoots : IBlobRoots
{
    public async Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        await session.QueryAsync(
            $"select distinct digest from hub_upload_part where digest in {candidates.Select(d => d.Hex).ToList()}", row => row.Digest(0), ct);
}
