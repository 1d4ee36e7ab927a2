using Gantry.OData;

namespace Gantry.Hub;

/// <summary>The Hub's answer to areas that read products and make them.</summary>
internal sealed class ProductShelf(
    ProductCatalogue catalogue, Settlement settlement, TypeBook types, IMissionReleases releases, IDatabase database, TimeProvider clock) : IProductShelf
{
    public async Task<IReadOnlyList<ShelfProduct>> NewestAsync(Scope scope, string type, DateTimeOffset? since, DateTimeOffset? until, int count, CancellationToken ct) =>
        [.. (await catalogue.NewestOfAsync(scope, type, since, until, count, ct)).Select(Shown)];

    public async Task<Result<IReadOnlyList<PlacedProduct>>> AskAsync(Scope scope, ShelfQuery query, long after, int most, CancellationToken ct) =>
        (await QuestionAsync(scope, query, after, ct)).TryGet(out var question, out var fault)
            ? (await catalogue.QueryAsync(question, ProductOrder.ByPublication, most, 0, ct)).ConvertAll(p => new PlacedProduct(Shown(p), p.Number, p.PublishedAt))
            : fault;

    public async Task<Result<long>> CountAsync(Scope scope, ShelfQuery query, CancellationToken ct) =>
        (await QuestionAsync(scope, query, 0, ct)).TryGet(out var question, out var fault) ? await catalogue.CountAsync(question, ct) : fault;

    public async Task<IReadOnlyList<ShelfProduct>> FindAsync(Scope scope, IReadOnlyCollection<Guid> products, CancellationToken ct)
    {
        var found = await database.ReadAsync(session => ProductCatalogue.FindAllAsync(session, products, ct), ct);
        return [.. products.Where(found.ContainsKey).Select(id => found[id]).Where(p => p.Scope == scope).Select(Shown)];
    }

    public async Task<string?> AttributeAsync(Scope scope, Guid product, string attribute, CancellationToken ct) =>
        await catalogue.FindAsync(product, ct) is { } found && found.Scope == scope
            ? found.Metadata.Attributes.FirstOrDefault(a => a.Name == attribute)?.Value.Plain().ToString()
            : null;

    public async Task<OfferOutcome> OfferAsync(ProductOffer offer, CancellationToken ct)
    {
        var (mission, environment) = (offer.Scope.Mission!, offer.Scope.Environment!);
        if (await releases.StandingAsync(mission, environment, ct) is not { } release)
            return new(null, Waits: false, HubFaults.NothingStands(mission, environment).Message);
        if (Names.WrongWithProductName(offer.Name) is { } complaint)
            return new(null, Waits: false, HubFaults.BadName(complaint).Message);
        // Its owner keeps the bytes alive, so no sweep can have taken them since now.
        var since = await database.LastStampAsync(ct);
        var now = clock.GetUtcNow();
        var held = new HeldArrival(Guid.CreateVersion7(now), mission, environment, offer.Name, offer.Blob, offer.By, now) { Source = offer.Origin, AsType = offer.Type, QuicklookOf = offer.QuicklookOf };
        var settled = await settlement.SettleAsync(held, await types.OfAsync(release, ct), release, since, ct);
        if (!settled.TryGet(out var taken, out var fault))
            return new(null, Waits: fault.Kind == FaultKind.Unavailable, fault.Message);
        return taken switch
        {
            Taken.AsProduct { Product: var made } => new(made.Id, Waits: false, null),
            Taken.AlreadyThere { Product: var there } => new(there.Id, Waits: false, null),
            Taken.InQuarantine { Why: var why } => new(null, Waits: false, why.Message),
            Taken.Waiting { Why: var why } => new(null, Waits: true, why),
            _ => throw new InvalidOperationException($"Nobody knows what became of {taken}."),
        };
    }

    private async Task<Result<ProductQuestion>> QuestionAsync(Scope scope, ShelfQuery query, long after, CancellationToken ct)
    {
        FilterNode? filter = null;
        if (query.Filter is not null && !FilterParser.Parse(query.Filter).TryGet(out filter, out var problem))
            return ShelfFaults.BadFilter(query.Filter, problem);
        List<SqlText> wanted = [SqlText.Of($"mission = {scope.Mission} and environment = {scope.Environment} and hub_product.number > {after}")];
        if (query.Types is { } some)
            wanted.Add(SqlText.Of($"type in {some}"));
        if (query.Since is { } since)
            wanted.Add(SqlText.Of($"published_at >= {since}"));
        if (query.Until is { } until)
            wanted.Add(SqlText.Of($"published_at < {until}"));
        try
        {
            // The tally knows nothing of types and places, so what is counted is looked at.
            return (await catalogue.QuestionAsync(filter, SqlText.Of($"({SqlText.Join(" and ", wanted)})"), ct)) with { Tally = null };
        }
        catch (UnservedFilterException e)
        {
            return ShelfFaults.UnservedFilter(query.Filter!, e.Message);
        }
    }

    private static ShelfProduct Shown(Product product) => new(product.Id, product.Name, product.Type, product.Blob);
}
