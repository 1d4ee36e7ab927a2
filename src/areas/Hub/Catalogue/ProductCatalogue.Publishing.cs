namespace Gantry.Hub;

/// <summary>How products become visible.</summary>
internal sealed partial class ProductCatalogue
{
    private readonly IDatabase _database;
    private readonly AttributeNames _attributeNames;
    private readonly PublishingLine _line;

    public ProductCatalogue(IDatabase database)
    {
        _database = database;
        _attributeNames = new(database);
        _line = new(PublishAllAsync);
    }

    /// <summary>
    /// Publishes a product whose bytes were put since <paramref name="since"/>, or does what is to be done when its name is taken.
    /// </summary>
    /// <remarks>
    /// The time of publication is the unit's stamp, so a client that reads by it and remembers the last one misses nothing.
    /// The id is made of that time and of the number, so it is in this order too.
    /// </remarks>
    public Task<Result<Published>> PublishAsync(
        Product offered, SameName sameName, TimeSpan? retention, DateTimeOffset since, CancellationToken ct) =>
        _line.PublishAsync(new(offered with { Metadata = Described(offered) }, sameName, retention, since), ct);

    private async Task<IReadOnlyList<Result<Published>>> PublishAllAsync(IReadOnlyList<Offer> offers)
    {
        var ct = CancellationToken.None;
        var attributes = new Dictionary<Offer, IReadOnlyList<long>>(ReferenceEqualityComparer.Instance);
        foreach (var offer in offers)
            attributes[offer] = await _attributeNames.NumbersAsync(offer.Product.Metadata.Attributes, ct);
        return await _database.WriteAsync(async work =>
        {
            var stamp = await work.StampAsync(ct);
            var earlier = await NewestAsync(work, offers, ct);
            var results = offers.Select(offer => Answer(offer, earlier.GetValueOrDefault(offer.Key))).ToArray();
            var fresh = await RefuseSweptAsync(work, offers, results, ct);
            if (fresh.Count == 0)
                return (IReadOnlyList<Result<Published>>)[.. results.Select(r => r!.Value)];
            var number = await TakeNumbersAsync(work, fresh.Count, ct);
            var rows = new List<SqlText>();
            var published = new List<Product>();
            foreach (var i in fresh)
            {
                var (offer, before) = (offers[i], earlier.GetValueOrDefault(offers[i].Key));
                var product = offer.Product with
                {
                    Id = ProductIds.Of(stamp, number), Number = number, Version = (before?.Version ?? 0) + 1, PublishedAt = stamp, EvictAt = stamp + offer.Retention,
                };
                number++;
                // What is held stays beside its successor: refusing that would keep what is new from everybody.
                if (before is not null && offer.SameName == SameName.Replace && (await HoldStore.StandingAsync(work, before.Scope, stamp, ct)).Of(before) is null)
                    await DeleteAsync(work, before, $"replaced by version {product.Version}, products/{product.Id}", product.PutBy, ct);
                rows.AddRange(ProductRows.Insert(product, attributes[offer]));
                published.Add(product);
                results[i] = new Published(product, IsNew: true);
                work.Tell(Entry.Of(HubKinds.ProductPublished, product.Scope, product.Subject, product.PutBy, new
                {
                    product.Name, product.Type, sha256 = product.Blob.Digest.Hex, product.Blob.SizeBytes, release = product.Release.Hex,
                }));
            }
            await work.ExecuteSoonAsync(rows.Concat(Tally.Add(published)), ct);
            return [.. results.Select(r => r!.Value)];
        }, ct);
    }

    /// <summary>The answer to an offer whose name is taken; null when it is to be published.</summary>
    private static Result<Published>? Answer(Offer offer, Product? earlier) => earlier switch
    {
        null => null,
        _ when earlier.Blob.Digest == offer.Product.Blob.Digest || offer.SameName == SameName.Skip => new Published(earlier, IsNew: false),
        _ when offer.SameName == SameName.Refuse => HubFaults.NameTaken(earlier, offer.Product.Blob.Digest),
        _ => null,
    };

    private static async Task<Dictionary<(string, string, string), Product>> NewestAsync(Session session, IReadOnlyList<Offer> offers, CancellationToken ct)
    {
        var newest = new Dictionary<(string, string, string), Product>();
        foreach (var place in offers.GroupBy(o => o.Product.Scope))
        {
            var names = place.Select(o => o.Product.Name).ToList();
            var found = await session.QueryAsync(
                $"""
                 select {ProductRows.Columns} from hub_product
                 where mission = {place.Key.Mission} and environment = {place.Key.Environment} and name in {names}
                     and not exists (select 1 from hub_product newer where newer.mission = hub_product.mission and newer.environment = hub_product.environment
                         and newer.name = hub_product.name and newer.version > hub_product.version)
                 """, ProductRows.Read, ct);
            found.ForEach(product => newest[(product.Mission, product.Environment, product.Name)] = product);
        }
        return newest;
    }

    /// <summary>Which offers are left to publish, by their place: those without an answer yet whose bytes are still there.</summary>
    private static async Task<List<int>> RefuseSweptAsync(
        UnitOfWork work, IReadOnlyList<Offer> offers, Result<Published>?[] results, CancellationToken ct)
    {
        var open = Enumerable.Range(0, offers.Count).Where(i => results[i] is null).ToList();
        var swept = await work.SweptAsync([.. open.Select(i => (offers[i].Product.Blob.Digest, offers[i].Since))], ct);
        foreach (var i in open.Where(i => swept.Contains(offers[i].Product.Blob.Digest)))
            results[i] = HubFaults.SweptMeanwhile(offers[i].Product.Name);
        return [.. open.Where(i => results[i] is null)];
    }

    /// <summary>Takes so many numbers; returns the first.</summary>
    private static async Task<long> TakeNumbersAsync(UnitOfWork work, int count, CancellationToken ct) =>
        await work.FirstAsync($"update hub_numbering set last = last + {count} returning last", row => row.Number(0), ct) - count + 1;

    // Whoever filters by product type means the type that recognised the file, where its content names none.
    private static ProductMetadata Described(Product offered)
    {
        IEnumerable<ProductAttribute> attributes = offered.Metadata.Attributes.Select(a => a with { Value = Stored(a) });
        if (offered.Type is { } type && offered.Metadata.Find("productType") is null)
            attributes = attributes.Append(new("productType", new AttributeValue.Text(type)));
        return offered.Metadata with { Attributes = [.. attributes] };
    }

    // Those that are columns as well are texts, whatever an extractor made of them.
    private static AttributeValue Stored(ProductAttribute attribute) => attribute.Value switch
    {
        AttributeValue.Text text => new AttributeValue.Text(Storable(text.Value)),
        var value when ProductFields.AttributeColumns.ContainsKey(attribute.Name) => new AttributeValue.Text(DeclaredKinds.Show(value)),
        var value => value,
    };

    // NUL and halves of surrogate pairs are letters that one engine keeps and the other refuses.
    private static string Storable(string text) =>
        text.Any(letter => letter == '\0' || char.IsSurrogate(letter)) ? string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not 0 and not 0xFFFD)) : text;
}
