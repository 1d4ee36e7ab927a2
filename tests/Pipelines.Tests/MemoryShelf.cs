using System.Collections.Concurrent;

namespace Gantry.Pipelines.Tests;

/// <summary>A catalogue in memory; what is offered is published, unless its name says otherwise.</summary>
internal sealed class MemoryShelf(IBlobStore blobs) : IProductShelf
{
    private readonly List<ShelfProduct> _products = [];

    public static DateTimeOffset Beginning { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ConcurrentQueue<ProductOffer> Offers { get; } = new();

    public IReadOnlyList<ShelfProduct> Products
    {
        get
        {
            lock (_products)
                return [.. _products];
        }
    }

    public async Task<ShelfProduct> PutAsync(string name, string type, string content)
    {
        var blob = await blobs.PutAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), Expected.Nothing, CancellationToken.None);
        return Add(new(Guid.CreateVersion7(), name, type, blob));
    }

    public Task<IReadOnlyList<ShelfProduct>> NewestAsync(Scope scope, string type, DateTimeOffset? since, DateTimeOffset? until, int count, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ShelfProduct>>([.. Placed().Reverse().Where(p => p.Product.Type == type && (until is null || p.PublishedAt < until)).Take(count).Select(p => p.Product)]);

    public Task<Result<IReadOnlyList<PlacedProduct>>> AskAsync(Scope scope, ShelfQuery query, long after, int most, CancellationToken ct)
    {
        List<PlacedProduct> found = [.. Placed().Where(p => p.Place > after && Passes(p, query)).Take(most)];
        return Task.FromResult<Result<IReadOnlyList<PlacedProduct>>>(found);
    }

    public Task<Result<long>> CountAsync(Scope scope, ShelfQuery query, CancellationToken ct) => Task.FromResult<Result<long>>(Placed().LongCount(p => Passes(p, query)));

    /// <summary>Each product in its place; one is published each minute.</summary>
    private IEnumerable<PlacedProduct> Placed() => Products.Select((product, i) => new PlacedProduct(product, i + 1, Beginning.AddMinutes(i)));

    private static bool Passes(PlacedProduct placed, ShelfQuery query) =>
        (query.Filter is null || query.Filter.Contains($"'{placed.Product.Name}'", StringComparison.Ordinal)) && query.Types?.Contains(placed.Product.Type!) is not false
        && !(placed.PublishedAt < query.Since) && !(placed.PublishedAt >= query.Until);

    public Task<IReadOnlyList<ShelfProduct>> FindAsync(Scope scope, IReadOnlyCollection<Guid> products, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ShelfProduct>>([.. Products.Where(p => products.Contains(p.Id))]);

    public Task<string?> AttributeAsync(Scope scope, Guid product, string attribute, CancellationToken ct) =>
        Task.FromResult(Products.FirstOrDefault(p => p.Id == product)?.Name.Split('_').FirstOrDefault());

    public Task<OfferOutcome> OfferAsync(ProductOffer offer, CancellationToken ct)
    {
        Offers.Enqueue(offer);
        if (offer.Name.Contains("refused", StringComparison.Ordinal))
            return Task.FromResult(new OfferOutcome(null, Waits: false, "it was asked to be refused"));
        if (Products.FirstOrDefault(p => p.Name == offer.Name) is { } there)
            return Task.FromResult(new OfferOutcome(there.Id, Waits: false, null));
        return Task.FromResult(new OfferOutcome(Add(new(Guid.CreateVersion7(), offer.Name, offer.Type, offer.Blob)).Id, Waits: false, null));
    }

    private ShelfProduct Add(ShelfProduct product)
    {
        lock (_products)
            _products.Add(product);
        return product;
    }
}
