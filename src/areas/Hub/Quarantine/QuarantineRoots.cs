namespace Gantry.Hub;

/// <summary>A file in quarantine keeps its bytes alive.</summary>
internal sealed class QuarantineRoots : IBlobRoots
{
    public Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        QuarantineStore.NamedAsync(session, candidates, ct);
}
