namespace Gantry.Hub;

/// <summary>What is known of the products: publishing, deleting and finding them. How the doors ask is in <c>Asking</c>.</summary>
internal sealed partial class ProductCatalogue(IDatabase database)
{
    private readonly AttributeNames _attributeNames = new(database);

    /// <summary>
    /// Publishes a product whose bytes were put since <paramref name="since"/>, or does what is to be done when its name is taken.
    /// </summary>
    /// <remarks>
    /// The time of publication is the unit's stamp, so a client that reads by it and remembers the last one misses nothing.
    /// The id is made of that time and of the number, so it is in this order too.
    /// </remarks>
    public async Task<Result<Published>> PublishAsync(
        Product offered, SameName sameName, TimeSpan? retention, DateTimeOffset since, CancellationToken ct)
    {
        var described = offered with { Metadata = Described(offered) };
        var attributes = await _attributeNames.NumbersAsync(described.Metadata.Attributes, ct);
        return await database.WriteAsync<Result<Published>>(async work =>
        {
            var stamp = await work.StampAsync(ct);
            var (number, earlierNumber) = await TakeNumberAsync(work, described, ct);
            var earlier = earlierNumber is { } taken ? await FindAsync(work, taken, ct) : null;
            if (earlier is not null && (earlier.Blob.Digest == described.Blob.Digest || sameName == SameName.Skip))
                return new Published(earlier, IsNew: false);
            if (earlier is not null && sameName == SameName.Refuse)
                return HubFaults.NameTaken(earlier, described.Blob.Digest);
            if (!await work.ReferAsync(described.Blob.Digest, since, ct))
                return HubFaults.SweptMeanwhile(described.Name);
            var product = described with
            {
                Id = ProductIds.Of(stamp, number), Number = number, Version = (earlier?.Version ?? 0) + 1, PublishedAt = stamp, EvictAt = stamp + retention,
            };
            if (earlier is not null && sameName == SameName.Replace)
                await DeleteAsync(work, earlier, $"replaced by version {product.Version}, products/{product.Id}", product.PutBy, ct);
            await work.ExecuteAsync(ProductRows.Insert(product, attributes), ct);
            work.Tell(Entry.Of(HubKinds.ProductPublished, product.Scope, product.Subject, product.PutBy, new
            {
                product.Name, product.Type, sha256 = product.Blob.Digest.Hex, product.Blob.SizeBytes, release = product.Release.Hex,
            }));
            return new Published(product, IsNew: true);
        }, ct);
    }

    /// <summary>Deletes the newest product of a name and says why; null when there is none. The bytes go when nothing else names them.</summary>
    public Task<Product?> DeleteAsync(string mission, string environment, string name, string cause, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var product = await FindAsync(work, mission, environment, name, ct);
            return product is not null && await DeleteAsync(work, product, cause, by, ct) ? product : null;
        }, ct);

    /// <summary>Deletes what has outlived its retention, a page at a time; returns how many that were.</summary>
    public Task<int> EvictAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var late = await work.QueryAsync(
                $"select {ProductRows.Columns} from hub_product where evict_at <= {now} order by evict_at, number limit {limit}", ProductRows.Read, ct);
            foreach (var product in late)
                await DeleteAsync(work, product, $"its retention ended {product.EvictAt:yyyy-MM-ddTHH:mm:ssZ}", "retention", ct);
            return late.Count;
        }, ct);

    /// <summary>The newest product of a name.</summary>
    public Task<Product?> FindAsync(string mission, string environment, string name, CancellationToken ct) =>
        database.ReadAsync(session => FindAsync(session, mission, environment, name, ct), ct);

    public Task<Product?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync(
            $"select {ProductRows.Columns} from hub_product where id = {id}", ProductRows.Read, ct), ct);

    /// <summary>These products, those that there still are, within somebody else's unit.</summary>
    public static async Task<Dictionary<Guid, Product>> FindAllAsync(Session session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        (await session.QueryAsync($"select {ProductRows.Columns} from hub_product where id in {ids.Select(id => id.ToString("D")).ToList()}", ProductRows.Read, ct))
            .ToDictionary(p => p.Id);

    /// <summary>The newest product of each name of one environment, by name, after a name.</summary>
    public Task<List<Product>> ListAsync(string mission, string environment, string? prefix, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where mission = {mission} and environment = {environment} and name > {after} and {BeginsWith(prefix)}
                 and not exists (select 1 from hub_product newer where newer.mission = hub_product.mission and newer.environment = hub_product.environment
                     and newer.name = hub_product.name and newer.version > hub_product.version)
             order by name limit {limit}
             """, ProductRows.Read, ct), ct);

    /// <summary>Which of these blobs a product names.</summary>
    public static async Task<IReadOnlyCollection<Digest>> NamedAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        await session.QueryAsync(
            $"select distinct digest from hub_product where digest in {candidates.Select(d => d.Hex).ToList()}", row => row.Digest(0), ct);

    // Whoever filters by product type means the type that recognised the file, where its content names none.
    private static ProductMetadata Described(Product offered)
    {
        var attributes = offered.Metadata.Attributes.Select(a => a.Value is AttributeValue.Text text ? a with { Value = new AttributeValue.Text(Storable(text.Value)) } : a);
        return offered.Type is { } type && offered.Metadata.Find("productType") is null
            ? offered.Metadata with { Attributes = [.. attributes, new("productType", new AttributeValue.Text(type))] }
            : offered.Metadata with { Attributes = [.. attributes] };
    }

    // NUL and halves of surrogate pairs are letters that one engine keeps and the other refuses.
    private static string Storable(string text) =>
        text.Any(letter => letter == '\0' || char.IsSurrogate(letter)) ? string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not 0 and not 0xFFFD)) : text;

    private static async Task<(long Number, long? Earlier)> TakeNumberAsync(UnitOfWork work, Product offered, CancellationToken ct) =>
        await work.FirstAsync(
            $"""
             update hub_numbering set last = last + 1 returning last, (select number from hub_product
                 where mission = {offered.Mission} and environment = {offered.Environment} and name = {offered.Name} order by version desc limit 1)
             """, row => (row.Number(0), row.NumberOrNull(1)), ct);

    private static async Task<bool> DeleteAsync(UnitOfWork work, Product product, string cause, string by, CancellationToken ct)
    {
        var stamp = await work.StampAsync(ct);
        if (await work.ExecuteAsync($"delete from hub_product where number = {product.Number}", ct) == 0)
            return false;
        await work.ExecuteAsync(ProductRows.Delete(product, stamp, cause, by), ct);
        work.Tell(Entry.Of(HubKinds.ProductDeleted, product.Scope, product.Subject, by, new
        {
            product.Name, product.Type, sha256 = product.Blob.Digest.Hex, cause,
        }));
        return true;
    }

    private static Task<Product?> FindAsync(Session session, long number, CancellationToken ct) =>
        session.FirstAsync($"select {ProductRows.Columns} from hub_product where number = {number}", ProductRows.Read, ct);

    private static Task<Product?> FindAsync(Session session, string mission, string environment, string name, CancellationToken ct) =>
        session.FirstAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where mission = {mission} and environment = {environment} and name = {name} order by version desc limit 1
             """, ProductRows.Read, ct);

    private static SqlText BeginsWith(string? prefix) =>
        string.IsNullOrEmpty(prefix) ? SqlText.Constant("1 = 1") : SqlText.Of($"(name >= {prefix} and name < {prefix + '\uffff'})");
}
