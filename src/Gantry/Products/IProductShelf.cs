namespace Gantry;

/// <summary>A product as those see it who read its bytes.</summary>
public sealed record ShelfProduct(Guid Id, string Name, string? Type, Blob Blob);

/// <summary>A product at its place in the order of publication.</summary>
public sealed record PlacedProduct(ShelfProduct Product, long Place, DateTimeOffset PublishedAt);

/// <summary>Which products are meant: those for which all holds that is said.</summary>
/// <param name="Filter">A filter of the standard interface.</param>
/// <param name="Since">Published then or later.</param>
/// <param name="Until">Published before.</param>
public sealed record ShelfQuery(string? Filter = null, IReadOnlyCollection<string>? Types = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null);

/// <summary>A file that is to become a product; its bytes are in the lake, and its owner keeps them there.</summary>
/// <param name="Type">The type it is to have.</param>
/// <param name="Origin">What made it, as the journal names it: <c>runs/…/steps/parse</c>.</param>
/// <param name="By">In whose name.</param>
public sealed record ProductOffer(Scope Scope, string Name, string Type, Blob Blob, string Origin, string By)
{
    /// <summary>The name of the product of which it is a quicklook; null when it is none.</summary>
    public string? QuicklookOf { get; init; }
}

/// <summary>What became of an offer.</summary>
/// <param name="Product">The product, new or already there; null when it waits or was refused.</param>
/// <param name="Reason">Why it waits or was refused; null when it is published.</param>
public sealed record OfferOutcome(Guid? Product, bool Waits, string? Reason);

/// <summary>The catalogue, for areas that read products and make them. Port: the Hub answers.</summary>
/// <remarks>
/// Threads: every method may be called from any thread at any time.
/// Only published products are seen. The same offer made again has the same outcome and makes no second product.
/// </remarks>
public interface IProductShelf
{
    /// <summary>The journal's kind of a publication; its data holds <c>name</c>, <c>type</c> and <c>sha256</c>, its subject ends with the product's id.</summary>
    const string Published = "hub.product_published";

    /// <summary>The newest products of a type, newest first.</summary>
    Task<IReadOnlyList<ShelfProduct>> NewestAsync(Scope scope, string type, DateTimeOffset? since, DateTimeOffset? until, int count, CancellationToken ct);

    /// <summary>Products in the order of publication, those behind a place.</summary>
    Task<Result<IReadOnlyList<PlacedProduct>>> AskAsync(Scope scope, ShelfQuery query, long after, int most, CancellationToken ct);

    /// <summary>How many products those are.</summary>
    Task<Result<long>> CountAsync(Scope scope, ShelfQuery query, CancellationToken ct);

    /// <summary>Products by id; those that are gone are left out.</summary>
    Task<IReadOnlyList<ShelfProduct>> FindAsync(Scope scope, IReadOnlyCollection<Guid> products, CancellationToken ct);

    /// <summary>An attribute of a product as text; null when it has none of that name.</summary>
    Task<string?> AttributeAsync(Scope scope, Guid product, string attribute, CancellationToken ct);

    /// <summary>Offers a file: it is looked at, scanned and published like any other, or refused.</summary>
    Task<OfferOutcome> OfferAsync(ProductOffer offer, CancellationToken ct);
}

/// <summary>What is often asked of a shelf.</summary>
public static class ProductShelves
{
    /// <summary>The newest product of a name.</summary>
    public static async Task<Result<ShelfProduct?>> NamedAsync(this IProductShelf shelf, Scope scope, string name, CancellationToken ct)
    {
        var query = new ShelfQuery($"Name eq '{name.Replace("'", "''", StringComparison.Ordinal)}'");
        return (await shelf.AskAsync(scope, query, 0, 100, ct)).TryGet(out var found, out var fault) ? found is [.., var newest] ? newest.Product : (ShelfProduct?)null : fault;
    }
}
