namespace Gantry.Hub;

/// <summary>A product keeps its bytes alive.</summary>
internal sealed class ProductRoots : IBlobRoots
{
    public Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        ProductCatalogue.NamedAsync(session, candidates, ct);
}
