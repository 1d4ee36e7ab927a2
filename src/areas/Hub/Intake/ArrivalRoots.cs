namespace Gantry.Hub;

/// <summary>A waiting arrival keeps its bytes alive.</summary>
internal sealed class ArrivalRoots : IBlobRoots
{
    public Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        ArrivalStore.NamedAsync(session, candidates, ct);
}
